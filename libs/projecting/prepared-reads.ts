import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { ReadModels, ReadSession } from './read-models.js';

/** Statements that a connection keeps ready: some hundred kilobytes of its server's memory each. */
const MOST_KEPT = 100;
/** A list of more places is planned for by itself: a plan for any list takes it for a short one. */
const SHORT = 200;
/** PostgreSQL, of a statement whose tables were made anew with other columns. */
const CHANGED = '0A000';

/**
 * Read models whose statements are planned once for each connection, not at every question: PostgreSQL needs longer to plan the query of an
 * indicator than to answer it for a town. What is asked a first time, or about a long list, is planned as it comes.
 */
export class PreparedReads implements ReadModels {
  private readonly asked = new Set<string>();
  private readonly names = new Map<string, string>();

  constructor(private readonly source: DataSource) {}

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async query<Rows = any>(sql: string, parameters: unknown[] = []): Promise<Rows> {
    const name = parameters.every(isShort) ? this.nameOf(sql) : undefined;
    if (name === undefined) return this.source.query<Rows>(sql, parameters);
    try {
      const pool = (this.source.driver as PostgresDriver).master as pg.Pool;
      return (await pool.query({ name, text: sql, values: parameters })).rows as Rows;
    } catch (error) {
      if ((error as { code?: string }).code !== CHANGED) throw error;
      return this.source.query<Rows>(sql, parameters);
    }
  }

  createQueryRunner(): ReadSession {
    return this.source.createQueryRunner();
  }

  private nameOf(sql: string): string | undefined {
    const known = this.names.get(sql);
    if (known !== undefined || this.names.size === MOST_KEPT) return known;
    // Asked for the second time: it will be asked again. What was asked once is forgotten now and then.
    if (!this.asked.delete(sql)) {
      if (this.asked.size === MOST_KEPT) this.asked.clear();
      this.asked.add(sql);
      return undefined;
    }
    // Of the text itself: several may read through the same connections.
    const name = `reads_${createHash('sha256').update(sql).digest('base64url').slice(0, 32)}`;
    this.names.set(sql, name);
    return name;
  }
}

const isShort = (value: unknown): boolean => !Array.isArray(value) || value.length <= SHORT;
