import type { CitedSource } from '../api/types';
import { SubjectLink } from '../app/links';

/** Documents a fact was read in, by publisher and date. */
export function Cited({ sources }: { sources: readonly CitedSource[] }) {
  return (
    <span className="cited">
      {sources.map((source) => (
        <SubjectLink key={source.id} kind="source" id={source.id}>
          {source.publisher ?? source.title ?? source.id}
          {source.date ? <span className="cited-date">, {source.date.text}</span> : null}
          {source.locator ? <span className="cited-date">, {source.locator}</span> : null}
        </SubjectLink>
      ))}
    </span>
  );
}
