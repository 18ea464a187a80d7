import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { read } from '../api/client';
import type { Capture, Captures } from '../api/types';
import { instantDayText, useLanguage } from '../app/language';
import { momentOf, type Search } from '../app/search';
import { Failed } from '../shared/answers';

/** The copies of a document that are kept, with what proves them; whoever may have one can save it. */
export function Copies({ id }: { id: string }) {
  const { words, language } = useLanguage();
  const query = momentOf(useSearch({ strict: false }) as Search);
  const path = `/sources/${encodeURIComponent(id)}/captures`;
  const told = useQuery({ queryKey: ['captures', id, query], queryFn: ({ signal }) => read<Captures>(path, query, signal) });
  if (told.isError) return <Failed error={told.error} again={() => void told.refetch()} />;
  if (!told.data) return null;
  const { items, link } = told.data;
  return (
    <section className="copies">
      <h2>{words.copies}</h2>
      {link?.firstFailedAt ? <p className="notice">{words.linkFailed(instantDayText(link.firstFailedAt, language))}</p> : null}
      {items.length === 0 ? <p>{words.noCopies}</p> : <CopyTable items={items} />}
    </section>
  );
}

function CopyTable({ items }: { items: readonly Capture[] }) {
  const { words, language } = useLanguage();
  return (
    <>
      <p>{words.copiesNote}</p>
      <div className="table-box" tabIndex={0} role="region" aria-label={words.copies}>
        <table>
          <caption className="visually-hidden">{words.copies}</caption>
          <thead>
            <tr>
              {[words.copyTaken, words.copyType, words.copySize, words.copyLicence, words.copyHash, words.copy].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.eventId}>
                <td>{item.captured?.text ?? instantDayText(item.recordedAt, language)}</td>
                <td>{item.mediaType}</td>
                <td>{words.bytes(item.bytes)}</td>
                <td>{item.licence ?? '—'}</td>
                <td>
                  <code style={{ overflowWrap: 'anywhere' }}>{item.sha256}</code>
                </td>
                <td>
                  <CopyLink item={item} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function CopyLink({ item: { destroyed, href, redistribution, sha256 } }: { item: Capture }) {
  const { words, language } = useLanguage();
  if (destroyed) return <>{words.copyDestroyed(instantDayText(destroyed.at, language), destroyed.legalBasis)}</>;
  if (!href) return <>{redistribution.label}</>;
  return (
    <a href={href} download aria-label={words.downloadOf(sha256.slice(0, 12))}>
      {words.download}
    </a>
  );
}
