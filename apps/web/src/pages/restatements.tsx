import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { address, read, readNext } from '../api/client';
import type { RestatedFact, Restatements } from '../api/types';
import { instantText, useLanguage } from '../app/language';
import { SubjectLink } from '../app/links';
import { momentOf, type Search } from '../app/search';
import { Cited } from '../shared/cited';
import { Failed, Loading } from '../shared/answers';
import { useTitle } from '../shared/use-title';

/** Facts that are told at once with the indicators they moved: each of these is asked for twice. */
const PAGE = 20;

/** What was recorded or corrected late, the latest first, and what it changed of the figures. */
export function RestatementsPage() {
  const { words } = useLanguage();
  const { asOf, lang } = momentOf(useSearch({ strict: false }) as Search);
  useTitle(words.restatements);
  const told = useInfiniteQuery({
    queryKey: ['restatements', asOf, lang],
    queryFn: ({ signal, pageParam }) =>
      pageParam === null
        ? read<Restatements>('/restatements', { asOf, lang, limit: PAGE }, signal)
        : readNext<Restatements>(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  if (told.isError) return <Failed error={told.error} again={() => void told.refetch()} />;
  if (!told.data) return <Loading />;
  const [first] = told.data.pages as [Restatements];
  return (
    <>
      <header className="page-head">
        <h1>{words.restatements}</h1>
        <p className="lead">{words.restatementsIntro}</p>
        <p className="fact-note">{first.rule}</p>
        <p>
          <a href={address('/restatements.xlsx', { asOf, lang })}>{words.restatementsXlsx}</a>{' '}
          <a href={address('/restatements.xlsx', { asOf, lang, indicators: true })}>{words.restatementsMovedXlsx}</a>
        </p>
      </header>
      <section>
        <h2>{words.byKind}</h2>
        <Summary lines={first.summary ?? []} />
      </section>
      <section>
        <h2>{words.byLag}</h2>
        <Lines facts={told.data.pages.flatMap(({ items }) => items)} />
        {told.hasNextPage ? (
          <button type="button" disabled={told.isFetchingNextPage} onClick={() => void told.fetchNextPage()}>
            {told.isFetchingNextPage ? words.loading : words.moreFacts}
          </button>
        ) : null}
      </section>
    </>
  );
}

function Summary({ lines }: { lines: NonNullable<Restatements['summary']> }) {
  const { words } = useLanguage();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={words.byKind}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.kindOfSubject}</th>
            <th scope="col">{words.recordedLate}</th>
            <th scope="col">{words.corrections}</th>
            <th scope="col">{words.retractions}</th>
            <th scope="col">{words.medianLag}</th>
            <th scope="col">{words.ninetiethLag}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ kind, kindLabel, recordings, corrections, retractions, median, ninetieth }) => (
            <tr key={kind}>
              <th scope="row">{kindLabel}</th>
              <td>{recordings}</td>
              <td>{corrections}</td>
              <td>{retractions}</td>
              <td>{words.days(median)}</td>
              <td>{words.days(ninetieth)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lines({ facts }: { facts: readonly RestatedFact[] }) {
  const { words } = useLanguage();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={words.byLag}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.lag}</th>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.about}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.indicatorsMoved}</th>
            <th scope="col">{words.source}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((line) => (
            <Line key={`${line.fact.id} ${line.since}`} {...line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ fact, sort, since, lag, indicators }: RestatedFact) {
  const { language, words } = useLanguage();
  const { subject } = fact;
  const reason = (fact.broughtBy ?? fact.endedBy)?.reason;
  return (
    <tr>
      <td>
        {words.days(lag)}
        <span className="fact-note">
          {' '}
          {sort.label}, {instantText(since, language)}
        </span>
      </td>
      <td>{fact.occurred?.text ?? words.noDate}</td>
      <td>
        <SubjectLink kind={subject.kind} id={subject.id}>
          {subject.name ?? subject.id}
        </SubjectLink>
      </td>
      <td>
        {fact.sentence}
        {fact.changes.map(({ field, label, before, after }) => (
          <span key={field} className="fact-note">
            {' '}
            {label} : <del>{before ?? '—'}</del> <ins>{after ?? '—'}</ins>
          </span>
        ))}
        {reason ? <span className="fact-note"> {reason}</span> : null}
      </td>
      <td>
        <ul className="moved">
          {(indicators ?? []).map(({ key, label, territory, year, before, after, withheld, unit, href }) => (
            <li key={`${key} ${territory.id} ${year}`}>
              <a href={href}>{label}</a>, {[territory.name, year].filter(Boolean).join(', ')} :{' '}
              {withheld
                ? words.fewerThanFive
                : `${words.amount(before)} → ${words.amount(after)} ${unit.code === 'count' ? '' : unit.label}`}
            </li>
          ))}
        </ul>
      </td>
      <td>
        <Cited sources={fact.sources} />
      </td>
    </tr>
  );
}
