import type { Entry } from '../api/types';
import { useLanguage } from '../app/language';
import { SubjectLink } from '../app/links';
import { Cited } from '../shared/cited';
import { Marks, When } from './fact';

/** The same facts as the picture, in rows. */
export function FactTable({ entries, at, onPick }: { entries: readonly Entry[]; at?: number; onPick?: (index: number) => void }) {
  const { words } = useLanguage();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={words.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.about}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.source}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => (
            <tr
              key={entry.id}
              className={index === at ? 'now' : undefined}
              aria-current={index === at ? 'step' : undefined}
              onClick={() => onPick?.(index)}
            >
              <td>
                <When entry={entry} />
              </td>
              <td>
                <SubjectLink kind={entry.subject.kind} id={entry.subject.id}>
                  {entry.subject.name ?? entry.subject.id}
                </SubjectLink>
              </td>
              <td>
                {entry.sentence}
                <Marks entry={entry} />
              </td>
              <td>
                <Cited sources={entry.sources} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
