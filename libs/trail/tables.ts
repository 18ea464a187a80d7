/** What is needed of a TypeORM data source. */
export interface TrailDatabase {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as TypeORM has it
  query<Rows = any>(statement: string, parameters?: any[]): Promise<Rows>;
  transaction<T>(work: (session: Pick<TrailDatabase, 'query'>) => Promise<T>): Promise<T>;
}

/** Makes the tables of the trail when they are not there. Safe to run by several processes at once. No rebuild of the read models touches them. */
export async function installTrail(database: TrailDatabase): Promise<void> {
  await database.transaction(async (session) => {
    await session.query(`SELECT pg_advisory_xact_lock(hashtext('palimpseste.trail'))`);
    for (const statement of TABLES) await session.query(statement);
  });
}

const TABLES = [
  'CREATE SCHEMA IF NOT EXISTS trail',
  // One row: the newest entry, and the last of those that are kept no longer.
  `CREATE TABLE IF NOT EXISTS trail.head (
    id smallint PRIMARY KEY CHECK (id = 1), position bigint NOT NULL, recorded_at timestamptz NOT NULL, hash text NOT NULL,
    pruned_position bigint NOT NULL, pruned_hash text NOT NULL)`,
  `INSERT INTO trail.head VALUES (1, 0, '-infinity', repeat('0', 64), 0, repeat('0', 64)) ON CONFLICT DO NOTHING`,
  // `entry` is the exact text that was hashed; the columns before it are what it is looked for by.
  `CREATE TABLE IF NOT EXISTS trail.entry (
    position bigint PRIMARY KEY, recorded_at timestamptz NOT NULL, actor text NOT NULL, action text NOT NULL, things text[] NOT NULL,
    entry text NOT NULL, hash text NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS entry_recorded_at ON trail.entry (recorded_at)',
  'CREATE INDEX IF NOT EXISTS entry_actor ON trail.entry (actor, position)',
  'CREATE INDEX IF NOT EXISTS entry_things ON trail.entry USING gin (things)',
  `CREATE OR REPLACE FUNCTION trail.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF TG_OP = 'DELETE' AND current_setting('palimpseste.trail', true) = 'prune' THEN RETURN NULL; END IF;
     RAISE EXCEPTION 'the access trail is only ever added to';
   END $$`,
  'CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail.entry FOR EACH STATEMENT EXECUTE FUNCTION trail.refuse_change()',
];
