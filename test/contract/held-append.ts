import type { StreamAppend } from '@app/event-store';
import pg from 'pg';
import type { HeldAppend } from '../../libs/event-store/contract/interleaving.js';

/** Appends to a new stream through the store's own function, in a transaction that stays open. */
export async function holdAppend(url: string, { streamId, events }: StreamAppend): Promise<HeldAppend> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT * FROM es.append_any($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    [0],
    [streamId],
    [-1],
    events.map(() => 1),
    events.map(({ eventId }) => eventId),
    events.map(({ schemaVersion }) => schemaVersion),
    events.map(({ type }) => type),
    events.map(({ data }) => data),
    events.map(({ meta }) => meta),
  ]);
  const end = async (how: 'COMMIT' | 'ROLLBACK') => {
    await client.query(how);
    await client.end();
  };
  return { awaited: () => awaited(client), commit: () => end('COMMIT'), rollback: () => end('ROLLBACK') };
}

async function awaited(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ waits: boolean }>(
      'SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) AS waits',
    );
    if (rows[0]!.waits) return;
  }
}
