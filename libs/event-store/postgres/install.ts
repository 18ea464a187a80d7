import pg from 'pg';
import { APP_ROLE, functions, guards, tables } from './schema.sql.js';

export interface InstallOptions {
  /** Positions per partition; kept from the first installation on. */
  readonly partitionSize?: number;
}

/** Installs or updates the schema `es`. Two processes may start at once: one waits for the other. */
export async function installEventStore(connectionString: string, { partitionSize = 10_000_000 }: InstallOptions = {}): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await ensureRole(client);
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(7305800)');
    await client.query(tables);
    await client.query('INSERT INTO es.head VALUES (1, 0, clock_timestamp(), $1) ON CONFLICT DO NOTHING', [partitionSize]);
    await client.query(functions);
    await client.query(guards);
    await client.query('SELECT es.ensure_partitions(0)');
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

// Roles belong to the whole server: another database's installation may be making the same one now.
async function ensureRole(client: pg.Client): Promise<void> {
  try {
    await client.query(`CREATE ROLE ${APP_ROLE} NOLOGIN`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== '42710' && code !== '23505') throw error;
  }
  await client.query(`GRANT ${APP_ROLE} TO CURRENT_USER`).catch((error: { code?: string }) => {
    // Two installations granting at once update the same catalogue row; the other's grant is as good as ours.
    if (error.code !== 'XX000') throw error;
  });
}
