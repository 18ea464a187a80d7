import { useQuery } from '@tanstack/react-query';
import { read } from '../api/client';

/** What this site says of its log's keys. */
export interface LogKey {
  /** Null where no log is kept. */
  readonly key: string | null;
  /** Signed notes of the changes of key, oldest first. */
  readonly successions: readonly string[];
}

/** Undefined while it is asked for, and as long as it is not wanted. */
export function useLogKey(enabled = true): LogKey | undefined {
  const { data } = useQuery({
    queryKey: ['audit-key'],
    queryFn: async ({ signal }): Promise<LogKey> => {
      const answer = await fetch('/api/v1/audit/key', { signal });
      if (!answer.ok) return { key: null, successions: [] };
      const { items } = await read<{ items: { note: string }[] }>('/audit/successions', {}, signal);
      return { key: (await answer.text()).trim(), successions: items.map(({ note }) => note) };
    },
    enabled,
  });
  return data;
}
