import type { DataSource } from 'typeorm';
import { ALIVE_WORKERS } from './ownership.js';

/** A worker that is up, and what it owns. */
export interface WorkerState {
  readonly id: string;
  readonly host: string;
  readonly startedAt: Date;
  /** Names as they were shared: `projection timeline`, `process site-parts`. */
  readonly owns: readonly string[];
}

export function workersOf(source: DataSource): Promise<WorkerState[]> {
  return source.query<WorkerState[]>(
    `SELECT id, host, started_at AS "startedAt", owns FROM rm.worker WHERE id IN (${ALIVE_WORKERS}) ORDER BY started_at, id`,
  );
}
