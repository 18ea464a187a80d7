import { queryOptions, useQuery } from '@tanstack/react-query';
import { read } from '../api/client';

/** What this site says of its log's keys. */
export interface LogKey {
  /** Null where no log is kept. */
  readonly key: string | null;
  /** Signed notes of the changes of key, oldest first. */
  readonly successions: readonly string[];
}

/** Asked for once, whoever needs it first. */
export const LOG_KEY = queryOptions({
  queryKey: ['audit-key'],
  queryFn: async ({ signal }): Promise<LogKey> => {
    const answer = await fetch('/api/v1/audit/key', { signal });
    if (!answer.ok) return { key: null, successions: [] };
    const { items } = await read<{ items: { note: string }[] }>('/audit/successions', {}, signal);
    return { key: (await answer.text()).trim(), successions: items.map(({ note }) => note) };
  },
});

/** Undefined while it is asked for. */
export function useLogKey(): LogKey | undefined {
  return useQuery(LOG_KEY).data;
}
