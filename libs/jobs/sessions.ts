import pg from 'pg';
import type { DataSource } from 'typeorm';
import { sessionsOf } from '@app/projecting';

/** Sessions of the queue's own, under the name of this program's others: they are ended with those when it is frozen. */
export function sessions(source: DataSource, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: (source.options as { url: string }).url,
    application_name: sessionsOf(source),
    max,
    connectionTimeoutMillis: 10_000,
  });
  // One that breaks is replaced when it is next needed; whoever used it hears from its own statement.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
