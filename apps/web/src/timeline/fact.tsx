import type { Entry } from '../api/types';
import { dayText, useLanguage } from '../app/language';
import { SubjectLink } from '../app/links';
import { Cited } from '../shared/cited';

/** One fact, whole: when, about whom, what, who says so, and what is particular about it. */
export function Fact({ entry, withSubject = true }: { entry: Entry; withSubject?: boolean }) {
  const { words } = useLanguage();
  return (
    <article className="fact">
      <p className="fact-when">
        <When entry={entry} />
      </p>
      {withSubject ? (
        <h3>
          <SubjectLink kind={entry.subject.kind} id={entry.subject.id}>
            {entry.subject.name ?? entry.subject.id}
          </SubjectLink>
        </h3>
      ) : null}
      <p className="fact-what">{entry.sentence}</p>
      <p className="fact-from">
        {entry.commune ? <span>{entry.commune.name} · </span> : null}
        <Cited sources={entry.sources} />
      </p>
      <Marks entry={entry} />
      {entry.exception ? (
        <p className="fact-note">
          {words.exception} : {entry.exception.reason}
        </p>
      ) : null}
      {entry.reason ? <p className="fact-note">{entry.reason}</p> : null}
    </article>
  );
}

export function When({ entry }: { entry: Entry }) {
  const { language, words } = useLanguage();
  if (entry.occurred) return <time dateTime={entry.occurred.earliest ?? entry.occurred.latest ?? undefined}>{entry.occurred.text}</time>;
  return (
    <span title={words.undated}>
      {words.noDate}
      {entry.placed ? (
        <span className="cited-date">
          {' '}
          ({words.published} : {publication(entry, entry.placed.day) ?? dayText(entry.placed.day, language)})
        </span>
      ) : null}
    </span>
  );
}

/** The date of the source that the fact is placed on: no more precise than the source is. */
const publication = ({ sources }: Entry, day: string): string | undefined => sources.find(({ date }) => date?.earliest === day)?.date?.text;

export function Marks({ entry }: { entry: Entry }) {
  const { words } = useLanguage();
  if (!entry.disputed && !entry.corrected) return null;
  return (
    <p className="tags">
      {entry.disputed ? <span className="tag dispute">≠ {words.disputed}</span> : null}
      {entry.corrected ? <span className="tag">✎ {words.corrected}</span> : null}
    </p>
  );
}
