import { createHash } from 'node:crypto';
import pg from 'pg';
import { APP_ROLE, functions, guards, tables } from './schema.sql.js';

export interface InstallOptions {
  /** Positions per partition; kept from the first installation on. */
  readonly partitionSize?: number;
}

/** The account of the address may not do what an installation needs, once: an administrator of the server can, with `statements`. */
export class InstallationForbidden extends Error {
  constructor(
    readonly account: string,
    readonly statements: readonly string[],
    options?: { cause?: unknown },
  ) {
    super(`${account} may not install the event store; an administrator may: ${statements.join(' ')}`, options);
    this.name = 'InstallationForbidden';
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';
const SCHEMA = createHash('sha256').update(tables).update(functions).update(guards).digest('hex');

/**
 * Installs or updates the schema `es`, unless it is this very one. Two processes may start at once: one waits for the other.
 * @throws {InstallationForbidden} when the account may make neither roles nor schemas
 */
export async function installEventStore(connectionString: string, { partitionSize = 10_000_000 }: InstallOptions = {}): Promise<void> {
  if (!Number.isSafeInteger(partitionSize) || partitionSize < 1) throw new RangeError('a partition holds one position or more');
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await ensureRole(client);
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(7305800)');
    const { rows } = await client.query<{ installed: string | null }>(
      "SELECT obj_description(to_regnamespace('es'), 'pg_namespace') AS installed",
    );
    if (rows[0]!.installed !== SCHEMA) {
      await client.query(tables);
      await client.query('INSERT INTO es.head VALUES (1, 0, clock_timestamp(), $1) ON CONFLICT DO NOTHING', [partitionSize]);
      await client.query(functions);
      await client.query(guards);
      await client.query(`COMMENT ON SCHEMA es IS '${SCHEMA}'`);
    }
    await client.query('SELECT es.ensure_partitions(0)');
    await client.query('COMMIT');
  } catch (error) {
    throw await forbidden(client, error);
  } finally {
    await client.end();
  }
}

async function forbidden(client: pg.Client, error: unknown): Promise<unknown> {
  if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) return error;
  await client.query('ROLLBACK');
  const { rows } = await client.query<{ account: string; grants: string[] }>(
    `SELECT current_user AS account, ARRAY[
       CASE WHEN to_regrole($1) IS NULL THEN format('CREATE ROLE %I NOLOGIN;', $1) END,
       format('GRANT %I TO %I WITH ADMIN OPTION;', $1, current_user),
       format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user)] AS grants`,
    [APP_ROLE],
  );
  const { account, grants } = rows[0]!;
  return new InstallationForbidden(account, grants.filter(Boolean), { cause: error });
}

// Roles belong to the whole server: another database's installation may be making the same one now.
async function ensureRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>('SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS known', [APP_ROLE]);
  if (!rows[0]!.known) {
    await client.query(`CREATE ROLE ${APP_ROLE} NOLOGIN`).catch((error: { code?: string }) => {
      if (error.code !== '42710' && error.code !== '23505') throw error;
    });
  }
  const { rows: memberships } = await client.query<{ member: boolean }>("SELECT pg_has_role(current_user, $1, 'MEMBER') AS member", [
    APP_ROLE,
  ]);
  if (memberships[0]!.member) return;
  await client.query(`GRANT ${APP_ROLE} TO CURRENT_USER`).catch((error: { code?: string }) => {
    // Two installations granting at once update the same catalogue row; the other's grant is as good as ours.
    if (error.code !== 'XX000') throw error;
  });
}
