import { isAstray, type EventStore } from '@app/event-store';
import type { DataSource, QueryRunner } from 'typeorm';
import { ProjectionState } from '../entities.js';
import { Generation, type SubjectOfKind } from '../generation.js';
import type { Projection } from '../projection.js';
import type { LaterChange } from './rows.js';

export type Stage = 'reading' | 'indexing' | 'following';

/** A generation to be built, new or left by a rebuild that was interrupted. */
export interface Begun {
  readonly generation: Generation;
  readonly stage: Stage;
  /** Events read by the rebuild that was interrupted; 0 for a new one. */
  readonly events: number;
}

/**
 * Goes on with the generation that an interrupted rebuild left, when today's code fills the same tables in the same way; makes a new one
 * otherwise, and when `restart` asks for it. Whatever else was left is dropped.
 */
export function begin(
  source: DataSource,
  store: EventStore,
  projection: Projection,
  subjectOfKind: SubjectOfKind,
  restart: boolean,
): Promise<Begun> {
  return source.transaction(async (manager) => {
    const runner = manager.queryRunner!;
    const states = await manager.find(ProjectionState, { where: { name: projection.name }, order: { generation: 'DESC' } });
    let begun: Begun | undefined;
    for (const { generation, status, version, position, mark } of states) {
      if (status === 'live') continue;
      const left = new Generation(source, store, projection, generation, subjectOfKind);
      const [kept] = await runner.query('SELECT stage, shape, events FROM rm.rebuild WHERE name = $1 AND generation = $2', [
        projection.name,
        generation,
      ]);
      const goesOn = !begun && !restart && status === 'building' && version === projection.version && kept?.shape === left.tables.shape;
      if (goesOn && !(await isAstray(store, { position, mark }))) {
        await runner.query(
          'UPDATE rm.rebuild SET pausing = false, resumed_at = clock_timestamp(), resumed_events = events WHERE name = $1 AND generation = $2',
          [projection.name, generation],
        );
        begun = { generation: left, stage: kept.stage, events: Number(kept.events) };
        continue;
      }
      await left.drop(runner);
      await forget(runner, projection.name, generation);
    }
    if (begun) return begun;
    const made = new Generation(source, store, projection, (states[0]?.generation ?? 0) + 1, subjectOfKind);
    await made.tables.create(runner);
    for (const create of made.tables.fewIndexes()) await runner.query(create);
    await made.tables.setUpkeep(runner, false);
    await made.register(runner, 'building');
    await runner.query('INSERT INTO rm.rebuild (name, generation, shape) VALUES ($1, $2, $3)', [
      made.name,
      made.generation,
      made.tables.shape,
    ]);
    return { generation: made, stage: 'reading', events: 0 };
  });
}

/** Part of the transaction that moves the checkpoint. Answers whether somebody asked for a pause. */
export async function recordCheckpoint(
  { name, generation }: Generation,
  runner: QueryRunner,
  events: number,
): Promise<{ pausing: boolean }> {
  const [[row]] = await runner.query(
    'UPDATE rm.rebuild SET events = greatest(events, $3), events_at = clock_timestamp() WHERE name = $1 AND generation = $2 RETURNING pausing',
    [name, generation, events],
  );
  return { pausing: row?.pausing === true };
}

export async function recordStage({ name, generation }: Generation, runner: QueryRunner, stage: Stage): Promise<void> {
  await runner.query('UPDATE rm.rebuild SET stage = $3 WHERE name = $1 AND generation = $2', [name, generation, stage]);
}

/** Keeps what must be done to rows that are written already, until `applyLater`. */
export async function recordLater({ name, generation }: Generation, runner: QueryRunner, later: readonly LaterChange[]): Promise<void> {
  if (later.length === 0) return;
  await runner.query(
    `INSERT INTO rm.rebuild_change (projection, generation, kind, key, type, at)
     SELECT $1, $2, kind, key, type, at FROM unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[]) u(kind, key, type, at)`,
    [
      name,
      generation,
      later.map(({ kind }) => kind),
      later.map(({ key }) => key),
      later.map(({ type }) => type),
      later.map(({ at }) => at),
    ],
  );
}

/** Ends and reveals what `recordLater` kept: each row at the first moment after it began, as one event after the other would have done. */
export async function applyLater({ name, generation, tables }: Generation, runner: QueryRunner): Promise<void> {
  const ours = `c.projection = $1 AND c.generation = $2`;
  const [{ kinds }] = await runner.query(
    `SELECT coalesce(array_agg(DISTINCT c.kind), '{}') AS kinds FROM rm.rebuild_change c WHERE ${ours}`,
    [name, generation],
  );
  // Nothing is known of tables just filled: loops over all of them look cheap to the planner.
  await runner.query('SET LOCAL enable_nestloop = off');
  for (const table of kinds.length > 0 ? tables.factNames : []) {
    if (kinds.includes('close')) {
      await runner.query(
        `UPDATE ${table} t SET recorded_to = f.at FROM (
           SELECT o.ctid AS place, min(c.at) AS at FROM ${table} o JOIN rm.rebuild_change c ON c.key = o.event_id::text AND c.at > o.recorded_from
           WHERE ${ours} AND c.kind = 'close' AND o.recorded_to IS NULL GROUP BY o.ctid) f WHERE t.ctid = f.place`,
        [name, generation],
      );
    }
    if (kinds.includes('reveal')) {
      await runner.query(
        `UPDATE ${table} t SET visible_from = f.at FROM (
           SELECT o.ctid AS place, min(c.at) AS at FROM ${table} o
             JOIN rm.rebuild_change c ON c.key = o.stream_id AND c.type = o.revealed_by AND c.at >= o.recorded_from
           WHERE ${ours} AND c.kind = 'reveal' AND o.revealed_by IS NOT NULL AND (o.visible_from IS NULL OR o.visible_from > c.at) GROUP BY o.ctid) f WHERE t.ctid = f.place`,
        [name, generation],
      );
    }
  }
  await runner.query('DELETE FROM rm.rebuild_change c WHERE c.projection = $1 AND c.generation = $2', [name, generation]);
}

export async function forget(runner: QueryRunner, name: string, generation: number): Promise<void> {
  await runner.query('DELETE FROM rm.projection WHERE name = $1 AND generation = $2', [name, generation]);
  await runner.query('DELETE FROM rm.parked WHERE projection = $1 AND generation = $2', [name, generation]);
  await runner.query('DELETE FROM rm.rebuild WHERE name = $1 AND generation = $2', [name, generation]);
  await runner.query('DELETE FROM rm.rebuild_change WHERE projection = $1 AND generation = $2', [name, generation]);
}
