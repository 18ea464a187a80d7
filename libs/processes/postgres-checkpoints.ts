import type { Checkpoint, Position } from '@app/event-store';
import type { Checkpoints } from './checkpoints.js';

/** What is needed of a TypeORM data source: answers the rows of a SELECT or of an INSERT … RETURNING. */
export interface Database {
  query(statement: string, parameters?: unknown[]): Promise<unknown>;
}

/** Checkpoints in a table of their own: no rebuild of the read models touches it. */
export class PostgresCheckpoints implements Checkpoints {
  constructor(private readonly database: Database) {}

  /** Makes the table when it is not there. Safe to run by several processes at once. */
  async install(): Promise<void> {
    await this.database.query(TABLE);
  }

  async read(process: string): Promise<Checkpoint> {
    const rows = (await this.database.query('SELECT position, mark FROM processes.checkpoint WHERE process = $1', [
      process,
    ])) as Checkpoint[];
    return rows[0] ?? { position: null, mark: null };
  }

  async move(process: string, from: Position | null, to: Position, mark: string): Promise<boolean> {
    const rows = (await this.database.query(
      `INSERT INTO processes.checkpoint AS c (process, position, mark)
       SELECT $1, $3, $4 WHERE $2::text IS NULL OR EXISTS (SELECT 1 FROM processes.checkpoint WHERE process = $1)
       ON CONFLICT (process) DO UPDATE SET position = excluded.position, mark = excluded.mark, moved_at = now()
         WHERE c.position = $2 RETURNING c.position`,
      [process, from, to, mark],
    )) as unknown[];
    return rows.length > 0;
  }
}

// Several statements without parameters are one transaction, which holds the lock to its end.
const TABLE = `
SELECT pg_advisory_xact_lock(hashtext('palimpseste.processes'));
CREATE SCHEMA IF NOT EXISTS processes;
CREATE TABLE IF NOT EXISTS processes.checkpoint (
  process text PRIMARY KEY, position text NOT NULL, moved_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE processes.checkpoint ADD COLUMN IF NOT EXISTS mark text`;
