import { type EventStore, type Position } from '@app/event-store';
import type { DataSource, QueryRunner } from 'typeorm';
import { ProjectionState } from './entities.js';
import { Generation, liveGeneration, type SubjectOfKind } from './generation.js';
import type { Projection } from './projection.js';
import { park } from './parked.js';
import { RowBuffer } from './row-buffer.js';
import { catchUp } from './runner.js';
import { inTransaction } from './transaction.js';

/** Rows held in memory before they are written. */
const MOST_ROWS = 50_000;

export interface RebuildProgress {
  readonly phase: 'reading' | 'indexing' | 'catching-up' | 'swapping' | 'done';
  readonly events: number;
  /** Events to read in all, where the store counts them; null where it does not. */
  readonly total: number | null;
}

export interface RebuildOptions {
  readonly onProgress?: (progress: RebuildProgress) => void;
}

/** Somebody else is rebuilding this projection now. */
export class RebuildUnderWay extends Error {
  constructor(readonly projection: string) {
    super(`projection ${projection} is being rebuilt already`);
    this.name = 'RebuildUnderWay';
  }
}

interface Building {
  readonly generation: Generation;
  readonly buffer: RowBuffer;
  readonly wanted: ReadonlySet<string> | null;
  readonly parked: Set<string>;
  /** Where the buffer was last written. */
  written: Position | null;
}

/**
 * Builds new generations of projections beside the live ones from one scan of the store, without indexes until the end, then swaps each in
 * one transaction. Queries go on reading the old tables until then. What a crash leaves behind is dropped by the next rebuild.
 * @throws {RebuildUnderWay} when another process is at it
 */
export async function rebuild(
  source: DataSource,
  store: EventStore,
  projections: readonly Projection[],
  subjectOfKind: SubjectOfKind,
  { onProgress = () => undefined }: RebuildOptions = {},
): Promise<void> {
  const locks = source.createQueryRunner();
  try {
    for (const { name } of projections) {
      const [{ held }] = await locks.query('SELECT pg_try_advisory_lock(7305902, hashtext($1)) AS held', [name]);
      if (!held) throw new RebuildUnderWay(name);
    }
    const buildings: Building[] = [];
    for (const projection of projections) buildings.push(await prepare(source, store, projection, subjectOfKind));
    const read = await scan(store, buildings, onProgress);
    for (const building of buildings) {
      onProgress({ ...read, phase: 'indexing' });
      await finishTables(building);
      onProgress({ ...read, phase: 'catching-up' });
      await catchUp(building.generation, building.written, await store.head(), undefined);
      onProgress({ ...read, phase: 'swapping' });
      await swap(source, store, building.generation, subjectOfKind);
    }
    onProgress({ ...read, phase: 'done' });
  } finally {
    await locks.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await locks.release().catch(() => undefined);
  }
}

async function prepare(source: DataSource, store: EventStore, projection: Projection, subjectOfKind: SubjectOfKind): Promise<Building> {
  await liveGeneration(source, store, projection, subjectOfKind);
  const generation = await source.transaction(async (manager) => {
    const runner = manager.queryRunner!;
    const states = await manager.find(ProjectionState, { where: { name: projection.name }, order: { generation: 'DESC' } });
    for (const left of states.filter(({ status }) => status !== 'live')) {
      await new Generation(source, store, projection, left.generation, subjectOfKind).tables.drop(runner);
      await forget(runner, projection.name, left.generation);
    }
    const made = new Generation(source, store, projection, (states[0]?.generation ?? 0) + 1, subjectOfKind);
    await made.tables.create(runner);
    await made.register(runner, 'building');
    return made;
  });
  const wanted = generation.types ? new Set(generation.types) : null;
  return { generation, buffer: new RowBuffer(generation.tables), wanted, parked: new Set(), written: null };
}

/** One scan feeds every projection. A type that nobody wants is not even parsed. */
async function scan(store: EventStore, buildings: readonly Building[], onProgress: (progress: RebuildProgress) => void) {
  const head = await store.head();
  const total = head !== null && store.capabilities.contiguous ? Number(head) : null;
  let events = 0;
  let last: Position | null = null;
  if (head === null) return { events, total };
  for await (const event of store.readAll({ until: head })) {
    last = event.position;
    for (const building of buildings) {
      if (building.wanted && !building.wanted.has(event.type)) continue;
      await takeIn(building, event);
      if (building.buffer.size >= MOST_ROWS) await write(building, last);
    }
    if (++events % 1_000 === 0) onProgress({ phase: 'reading', events, total });
  }
  for (const building of buildings) await write(building, last ?? head);
  return { events, total };
}

async function takeIn({ generation, buffer, parked }: Building, event: Parameters<Generation['apply']>[1]): Promise<void> {
  let error: Error | null = null;
  if (!parked.has(event.streamId)) {
    try {
      return await generation.apply(buffer, event);
    } catch (fault) {
      error = fault as Error;
      parked.add(event.streamId);
    }
  }
  await inTransaction(generation, (runner) => park(generation, runner, event, error));
}

async function write(building: Building, position: Position): Promise<void> {
  await inTransaction(building.generation, async (runner) => {
    await building.buffer.flush(runner, true);
    await building.generation.move(runner, building.written, position);
  });
  building.written = position;
}

async function finishTables({ generation, buffer }: Building): Promise<void> {
  await inTransaction(generation, async (runner) => {
    await generation.tables.createIndexes(runner);
    await buffer.flushUpdates(runner);
  });
}

/** Holds the live checkpoint still, brings the new generation to the same place, and points the views at it. */
async function swap(source: DataSource, store: EventStore, next: Generation, subjectOfKind: SubjectOfKind): Promise<void> {
  for (;;) {
    const live = await liveGeneration(source, store, next.projection, subjectOfKind);
    await catchUp(next, await next.position(source), await live.position(source), undefined);
    const swapped = await inTransaction(next, async (runner) => {
      await runner.query('SET LOCAL lock_timeout = 2000');
      const [{ position }] = await runner.query('SELECT position FROM rm.projection WHERE name = $1 AND generation = $2 FOR UPDATE', [
        live.name,
        live.generation,
      ]);
      const here = await next.position(runner);
      if (position !== null && (here === null || store.compare(here, position) < 0)) return false;
      await runner.query(`UPDATE rm.projection SET status = 'retired' WHERE name = $1 AND generation = $2`, [live.name, live.generation]);
      await runner.query(`UPDATE rm.projection SET status = 'live', version = $3 WHERE name = $1 AND generation = $2`, [
        next.name,
        next.generation,
        next.projection.version,
      ]);
      await next.tables.pointViews(runner);
      await live.tables.drop(runner);
      await forget(runner, live.name, live.generation);
      return true;
    }).catch((error: { code?: string }) => {
      // A long query still reads the old view: let it end, then try again.
      if (error.code === '55P03') return false;
      throw error;
    });
    if (swapped) return;
  }
}

async function forget(runner: QueryRunner, name: string, generation: number): Promise<void> {
  await runner.query('DELETE FROM rm.projection WHERE name = $1 AND generation = $2', [name, generation]);
  await runner.query('DELETE FROM rm.parked WHERE projection = $1 AND generation = $2', [name, generation]);
}
