import type { LogDatabase } from './database.js';

/**
 * Makes the tables of the log when they are not there. Safe to run by several processes at once. Its schema is its own: no rebuild of the read models
 * touches it.
 */
export async function installLog(database: LogDatabase): Promise<void> {
  await database.transaction(async (session) => {
    await session.query(`SELECT pg_advisory_xact_lock(hashtext('palimpseste.audit'))`);
    for (const statement of TABLES) await session.query(statement);
  });
}

const TABLES = [
  'CREATE SCHEMA IF NOT EXISTS audit',
  // One row: how far the log is. `position` and `mark` are the store's, of the last event sealed.
  `CREATE TABLE IF NOT EXISTS audit.log (
    id smallint PRIMARY KEY CHECK (id = 1), origin text NOT NULL, verifier text NOT NULL, size bigint NOT NULL DEFAULT 0,
    position text, mark text, alarm text, alarm_since timestamptz, sealed_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  `CREATE TABLE IF NOT EXISTS audit.tile (
    level smallint NOT NULL, index bigint NOT NULL, width smallint NOT NULL, hashes bytea NOT NULL, PRIMARY KEY (level, index))`,
  // Up to 256 entries, packed; `after` is the store's position before the first, so that an event's entry is found by where it lies.
  `CREATE TABLE IF NOT EXISTS audit.bundle (index bigint PRIMARY KEY, width smallint NOT NULL, after text, entries bytea NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS audit.checkpoint (
    size bigint PRIMARY KEY, note text NOT NULL, signed_at timestamptz NOT NULL DEFAULT clock_timestamp(), published_at timestamptz)`,
  // Changes of key: the last checkpoint of the old one, signed by both.
  `CREATE TABLE IF NOT EXISTS audit.succession (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size bigint NOT NULL, note text NOT NULL, signed_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  'CREATE INDEX IF NOT EXISTS checkpoint_published ON audit.checkpoint (size) WHERE published_at IS NOT NULL',
  // Of events that were recorded without one.
  'CREATE TABLE IF NOT EXISTS audit.nonce (event_id uuid PRIMARY KEY, nonce bytea NOT NULL)',
  // Keys that sign decision files, as the log's key says.
  'CREATE TABLE IF NOT EXISTS audit.endorsement (key text PRIMARY KEY, note text NOT NULL)',
  // How far each sink is.
  `CREATE TABLE IF NOT EXISTS audit.publication (
    sink text PRIMARY KEY, size bigint, accepted_at timestamptz, failures int NOT NULL DEFAULT 0, problem text, tried_at timestamptz)`,
  // Hashes are as good as random: to compress them is lost time.
  'ALTER TABLE audit.tile ALTER COLUMN hashes SET STORAGE EXTERNAL',
  'ALTER TABLE audit.bundle ALTER COLUMN entries SET STORAGE EXTERNAL',
];
