import type { DataSource } from 'typeorm';

/** Milliseconds between two looks at whether a rebuild has paused. */
const LOOK_EVERY = 100;

/** The session lock of whoever rebuilds a projection. */
export const REBUILD_LOCK = 7305902;

/** A rebuild that is not done: under way, or left where it was interrupted. */
export interface RebuildState {
  readonly name: string;
  readonly stage: string;
  readonly events: number;
  readonly pausing: boolean;
  readonly startedAt: Date;
  /** False when it was paused or killed: the next rebuild goes on from there. */
  readonly running: boolean;
  /** Events read a second, since it was last taken up and until its last checkpoint; null before that. */
  readonly pace: number | null;
}

export async function rebuildsOf(source: DataSource): Promise<RebuildState[]> {
  return source.query(
    `SELECT r.name, r.stage, r.events::float8 AS events, r.pausing, r.started_at AS "startedAt",
       CASE WHEN r.events > r.resumed_events
         THEN (r.events - r.resumed_events) / greatest(0.001, extract(epoch FROM r.events_at - r.resumed_at)::float8) END AS pace,
       EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 AND l.classid = $1
         AND l.objid = (hashtext(r.name)::bigint & 4294967295)::oid
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS running
     FROM rm.rebuild r ORDER BY r.name`,
    [REBUILD_LOCK],
  );
}

/**
 * Asks running rebuilds of these projections to stop at their next checkpoint, and waits until they have.
 * @returns the projections that were being rebuilt; none when there was nothing to pause
 */
export async function pauseRebuild(source: DataSource, names: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const running = (await rebuildsOf(source)).filter(({ name, running }) => running && names.includes(name)).map(({ name }) => name);
  await source.query('UPDATE rm.rebuild SET pausing = true WHERE name = ANY($1)', [running]);
  while (!signal?.aborted && (await rebuildsOf(source)).some((state) => state.running && running.includes(state.name)))
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  return running;
}
