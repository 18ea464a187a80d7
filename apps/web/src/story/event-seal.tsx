import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/client';
import { useLanguage } from '../app/language';
import { LOG_KEY } from '../verify/log-key';
import { VerdictText } from '../verify/verdict';
import { trustIn, verifyProof, type Verdict } from '../verify/verify';

type SealState = 'pending' | 'sealed' | 'published';

/** Events that are asked about at once. */
const AT_ONCE = 100;

/** Which of these events are sealed; empty until it is known, and where no log is kept. */
export function useSeals(ids: readonly string[], enabled: boolean): ReadonlyMap<string, SealState> {
  const { data } = useQuery({
    queryKey: ['seals', ids],
    queryFn: async ({ signal }) => {
      const chunks = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, index) =>
        ids.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
      );
      const answers = await Promise.all(
        chunks.map((some) => read<{ items: { event: string; state: SealState }[] }>('/events/seals', { ids: some }, signal)),
      );
      return new Map(answers.flatMap(({ items }) => items.map(({ event, state }) => [event, state] as const)));
    },
    enabled: enabled && ids.length > 0,
  });
  return data ?? NOTHING;
}

const NOTHING: ReadonlyMap<string, SealState> = new Map();

/** Where an event stands in the audit log, and its proof, verified by this browser when it is asked for. */
export function EventSeal({ id, state, fact }: { id: string; state: SealState | undefined; fact: string }) {
  const { words } = useLanguage();
  const queries = useQueryClient();
  const [verdict, setVerdict] = useState<Verdict | 'failed'>();
  if (state === undefined) return null;

  async function check() {
    try {
      const [answer, { key, successions }] = await Promise.all([fetch(`/api/v1/events/${id}/proof`), queries.ensureQueryData(LOG_KEY)]);
      if (!answer.ok || key === null) throw new Error(String(answer.status));
      const text = await answer.text();
      const found = verifyProof(text, trustIn(key, successions));
      // A proof of something else proves nothing of this event.
      setVerdict(found.holds && found.sort === 'proof' && found.proven.disclosure.header.eventId !== id ? WRONG_EVENT : found);
    } catch {
      setVerdict('failed');
    }
  }

  return (
    <div className="seal">
      {' '}
      <span className={`seal-state ${state}`}>{words.seals[state]}</span>
      {state === 'pending' ? null : (
        <button type="button" className="plain" aria-label={words.checkHereOf(fact)} onClick={() => void check()}>
          {words.checkHere}
        </button>
      )}
      <div role="status">
        {verdict === 'failed' ? (
          <span className="fact-note"> {words.checkFailed}</span>
        ) : verdict ? (
          <VerdictText verdict={verdict} />
        ) : null}
      </div>
    </div>
  );
}

const WRONG_EVENT: Verdict = { holds: false, sort: 'proof', code: 'COMMITMENT_DIFFERS' };
