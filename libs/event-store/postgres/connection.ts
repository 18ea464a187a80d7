import pg from 'pg';
import { APP_ROLE } from './schema.sql.js';

/**
 * What every working connection is set to: the role that appends and reads and does nothing else, a bound on waiting for the head's lock, and
 * times as text in UTC whatever the server's settings. `role` comes last in the URL's own options too, so that nothing there undoes it.
 */
const SETTINGS = `-c lock_timeout=5000 -c TimeZone=UTC -c DateStyle=ISO -c default_transaction_isolation=read\\ committed -c role=${APP_ROLE}`;

export function workingPool(connectionString: string, connections: number): pg.Pool {
  // pg lets the address override what is passed beside it.
  const url = new URL(connectionString);
  const given = url.searchParams.get('options');
  url.searchParams.delete('options');
  const pool = new pg.Pool({
    connectionString: url.href,
    max: connections,
    options: given ? `${given} ${SETTINGS}` : SETTINGS,
    application_name: 'palimpseste event store',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
