import type { History } from '../api/types';
import { instantText, useLanguage } from '../app/language';

/** When each fact was written down, what replaced it: the writing under the writing. */
export function HistoryLog({ history }: { history: History }) {
  const { language, words } = useLanguage();
  return (
    <details className="history">
      <summary>{words.history}</summary>
      <p>{words.historyIntro}</p>
      <ol>
        {history.items.map((version) => (
          <li key={`${version.id}-${version.recordedAt}`} className={version.knownUntil ? 'ended' : undefined}>
            <time dateTime={version.recordedAt}>{instantText(version.recordedAt, language)}</time> : {version.sentence}
            {version.knownUntil ? (
              <span className="cited-date">
                {' '}
                ({words.supersededOn} {instantText(version.knownUntil, language)})
              </span>
            ) : null}
            {version.reason ? <span className="fact-note"> {version.reason}</span> : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
