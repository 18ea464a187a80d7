import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/client';
import type { Differences } from '../api/types';
import { useLanguage } from '../app/language';
import type { momentOf } from '../app/search';

/** What is known otherwise than on another day: added, withdrawn, corrected. */
export function HistoryChanges({ path, query }: { path: string; query: ReturnType<typeof momentOf> }) {
  const { words } = useLanguage();
  const [since, choose] = useState('');
  const { asOf, lang } = query;
  const changes = useQuery({
    queryKey: ['changes', path, since, asOf, lang],
    queryFn: ({ signal }) => read<Differences>(`${path}/history/changes`, { since, asOf, lang, limit: 500 }, signal),
    enabled: since !== '' && (asOf === undefined || since <= asOf),
  });
  const named = { added: words.changeAdded, withdrawn: words.changeWithdrawn, changed: words.changeChanged };
  return (
    <div className="history-changes">
      <label>
        {words.changesSince} <input type="date" value={since} max={asOf} onChange={({ target }) => choose(target.value)} />
      </label>
      {changes.data?.items.length === 0 ? <p role="status">{words.noChange}</p> : null}
      <ul>
        {changes.data?.items.map(({ change, before, after, changes: fields }) => (
          <li key={(after ?? before)!.id}>
            <strong>{named[change as keyof typeof named]}</strong> : {(after ?? before)!.sentence}
            {fields.map(({ field, label, before: was, after: is }) => (
              <span key={field} className="fact-note">
                {' '}
                {label} : <del>{was ?? '—'}</del> <ins>{is ?? '—'}</ins>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
