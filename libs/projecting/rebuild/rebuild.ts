import type { EventStore } from '@app/event-store';
import type { DataSource, QueryRunner } from 'typeorm';
import { liveGeneration, type SubjectOfKind } from '../generation.js';
import type { Projection } from '../projection.js';
import { catchUp } from '../catch-up.js';
import { inTransaction } from '../transaction.js';
import { Building } from './building.js';
import { indexTables, swap } from './finish.js';
import { REBUILD_LOCK } from './pause.js';
import { ProgressTeller, type RebuildProgress } from './progress.js';
import { scan } from './scan.js';
import { begin, recordStage, type Begun } from './state.js';

export interface RebuildOptions {
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Starts from nothing although an interrupted rebuild could go on. */
  readonly restart?: boolean;
  /** Stops at the next checkpoint; the next rebuild goes on from there. */
  readonly signal?: AbortSignal;
  /** Asked once nobody else can rebuild them: those that are still to be. Another may have done it in the meantime. */
  readonly still?: (projections: readonly Projection[]) => Promise<readonly Projection[]>;
  /** Events between two checkpoints. */
  readonly checkpointEvery?: number;
}

export interface RebuildOutcome {
  readonly status: 'done' | 'paused';
  /** Events read, by this rebuild and by the interrupted one that it went on with. */
  readonly events: number;
  /** Events that an interrupted rebuild had read; 0 when there was none. */
  readonly resumedAt: number;
}

/** Somebody else is rebuilding this projection now. */
export class RebuildUnderWay extends Error {
  constructor(readonly projection: string) {
    super(`projection ${projection} is being rebuilt already`);
    this.name = 'RebuildUnderWay';
  }
}

/**
 * Builds new generations of projections beside the live ones from one scan of the store, without indexes until the end, then swaps each in
 * one transaction. Queries go on reading the old tables until then.
 *
 * Its checkpoints are kept: one that was killed, or paused, goes on from the last. Two at once cannot both write: a lock keeps the second out,
 * and should its connection be lost without its holder knowing, the compare-and-set of the checkpoint refuses one of them.
 * @throws {RebuildUnderWay} when another process is at it
 * @throws {Fenced} when another process took over
 */
export async function rebuild(
  source: DataSource,
  store: EventStore,
  asked: readonly Projection[],
  subjectOfKind: SubjectOfKind,
  { onProgress = () => undefined, restart = false, signal, still = async (all) => all, checkpointEvery = 50_000 }: RebuildOptions = {},
): Promise<RebuildOutcome> {
  const locks = source.createQueryRunner();
  try {
    await lock(locks, asked);
    const projections = await still(asked);
    if (projections.length === 0) return { status: 'done', events: 0, resumedAt: 0 };
    const begun: Begun[] = [];
    for (const projection of projections) {
      await liveGeneration(source, store, projection, subjectOfKind);
      begun.push(await begin(source, store, projection, subjectOfKind, restart));
    }
    const head = await store.head();
    const total = head !== null && store.capabilities.contiguous ? Number(head) : null;
    const resumedAt = Math.min(...begun.map(({ events }) => events));
    const progress = new ProgressTeller(resumedAt, total, onProgress);
    const paused = (): RebuildOutcome => {
      progress.tell('paused');
      return { status: 'paused', events: progress.events, resumedAt };
    };
    const reading = begun.filter(({ stage }) => stage === 'reading');
    if (reading.length > 0 && !(await read(reading, store, head, progress, signal, checkpointEvery))) return paused();
    if (await stopped(source, begun, signal)) return paused();
    progress.tell('indexing');
    await indexTables(begun.filter(({ stage }) => stage !== 'following').map(({ generation }) => generation));
    for (const { generation } of begun) {
      progress.tell('catching-up');
      await catchUp(generation, await generation.position(source), await store.head(), undefined);
      if (await stopped(source, begun, signal)) return paused();
      progress.tell('swapping');
      await swap(source, store, generation, subjectOfKind);
    }
    progress.tell('done');
    return { status: 'done', events: progress.events, resumedAt };
  } finally {
    await locks.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await locks.release().catch(() => undefined);
  }
}

async function lock(locks: QueryRunner, projections: readonly Projection[]): Promise<void> {
  for (const { name } of projections) {
    const [{ held }] = await locks.query(`SELECT pg_try_advisory_lock($1, hashtext($2)) AS held`, [REBUILD_LOCK, name]);
    if (!held) throw new RebuildUnderWay(name);
  }
}

/** Answers false when it was asked to stop; everything up to its last checkpoint is kept. */
async function read(
  begun: readonly Begun[],
  store: EventStore,
  head: string | null,
  progress: ProgressTeller,
  signal: AbortSignal | undefined,
  checkpointEvery: number,
): Promise<boolean> {
  const buildings: Building[] = [];
  for (const { generation } of begun) buildings.push(await Building.open(generation));
  const stopping = () => signal?.aborted === true || buildings.some(({ pausing }) => pausing);
  try {
    if (!(await scan(store, buildings, head, progress, stopping, checkpointEvery))) return false;
  } catch (error) {
    for (const building of buildings) await building.abandon();
    throw error;
  }
  for (const { generation } of begun) await inTransaction(generation, (runner) => recordStage(generation, runner, 'indexing'));
  return true;
}

async function stopped(source: DataSource, begun: readonly Begun[], signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted) return true;
  for (const { generation } of begun) {
    const [row] = await source.query('SELECT pausing FROM rm.rebuild WHERE name = $1 AND generation = $2', [
      generation.name,
      generation.generation,
    ]);
    if (row?.pausing) return true;
  }
  return false;
}
