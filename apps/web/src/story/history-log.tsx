import { useState } from 'react';
import type { History } from '../api/types';
import { address } from '../api/client';
import { instantText, useLanguage } from '../app/language';
import type { momentOf } from '../app/search';
import { EventSeal, useSeals } from './event-seal';
import { HistoryChanges } from './history-changes';

type Version = History['items'][number];

/** What stands beside the fact that it concerns. */
const BESIDE = new Set(['FactCorrected', 'FactRetracted', 'FactDisputed', 'DisputeSettled']);

/** Who decided, when it was written down, what was corrected or disputed and why: the writing under the writing. */
export function HistoryLog({ history, path, query }: { history: History; path: string; query: ReturnType<typeof momentOf> }) {
  const { words } = useLanguage();
  const [open, setOpen] = useState(false);
  const versions = history.items.filter(({ type }) => !BESIDE.has(type));
  const seals = useSeals([...new Set(versions.map(({ id }) => id))], open);
  return (
    <details className="history" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.history}</summary>
      <p>{words.historyIntro}</p>
      <p className="page-tools">
        <a href={address(`${path}/history.pdf`, query)}>{words.historyPdf}</a>{' '}
        <a href={address(`${path}/history.xlsx`, query)}>{words.historyXlsx}</a>{' '}
        <a href={address(`${path}/file`, { ...query, lang: query.lang })} download>
          {words.decisionFile}
        </a>
      </p>
      <HistoryChanges path={path} query={query} />
      <ol>
        {versions.map((version) => (
          <li key={`${version.id}-${version.recordedAt}`} className={version.knownUntil ? 'ended' : undefined}>
            <VersionText version={version} />
            <EventSeal id={version.id} state={seals.get(version.id)} fact={version.sentence} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function VersionText({ version }: { version: Version }) {
  const { language, words } = useLanguage();
  const { decidedBy, broughtBy, endedBy, changes, disagreements } = version;
  return (
    <>
      <time dateTime={version.recordedAt}>{instantText(version.recordedAt, language)}</time> : {version.sentence}
      {version.knownUntil ? (
        <span className="cited-date">
          {' '}
          ({endedBy?.type === 'FactRetracted' ? words.withdrawnOn : words.supersededOn} {instantText(version.knownUntil, language)}
          {endedBy?.reason ? ` : ${endedBy.reason}` : ''})
        </span>
      ) : null}
      {decidedBy.length > 0 ? (
        <span className="fact-note">
          {' '}
          {words.decidedBy} {decidedBy.map(({ name }) => name).join(', ')}.
        </span>
      ) : null}
      {broughtBy?.reason ? <span className="fact-note"> {broughtBy.reason}</span> : null}
      {changes.map(({ field, label, before, after }) => (
        <span key={field} className="fact-note">
          {' '}
          {label} : <del>{before ?? '—'}</del> <ins>{after ?? '—'}</ins>
        </span>
      ))}
      {disagreements.map(({ id, about, reason, settlement }) => (
        <span key={id} className="fact-note">
          {' '}
          {[`${words.disputed} : ${about}`, reason, settlement && `${words.settledBy} ${settlement.decidedBy}`, settlement?.reason]
            .filter(Boolean)
            .join(' ; ')}
        </span>
      ))}
      {version.reason ? <span className="fact-note"> {version.reason}</span> : null}
    </>
  );
}
