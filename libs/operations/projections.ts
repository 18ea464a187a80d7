import { subjectOfKind } from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  fitsOf,
  parkedOf,
  liveGeneration,
  progressOf,
  rebuildsOf,
  retryParked,
  workersOf,
  ReadModelUnfit,
  type Fit,
  type Parked,
  type WorkerState,
} from '@app/projecting';
import { readModelProjections } from '@app/runtime';
import type { DataSource } from 'typeorm';

/** Parked events that are named; all are counted. */
const MOST_NAMED = 100;

export interface Rebuilding {
  /** `reading`, `indexing` or `following`. */
  readonly stage: string;
  /** Events read until its last checkpoint, of how many; null where the store does not number them. */
  readonly events: number;
  readonly total: number | null;
  /** 0 to 1 of the reading; null where the store does not number its events. */
  readonly progress: number | null;
  /** Until everything is read; null when nobody reads, or nothing can be said yet. */
  readonly secondsLeft: number | null;
  /** False when it was paused or killed. */
  readonly running: boolean;
  readonly pausing: boolean;
  readonly startedAt: Date;
}

/** Where a projection stands, and who keeps it up. */
export interface ProjectionNow {
  readonly name: string;
  readonly generation: number;
  /** Of the code that made it, and of this program's. */
  readonly version: number;
  readonly programVersion: number;
  readonly fit: Fit;
  /** The log does not know its checkpoint; only a rebuild mends it. */
  readonly astray: boolean;
  /** Events recorded that it does not hold yet, and the age of the oldest in seconds. Null when it is astray. */
  readonly lagEvents: number | null;
  readonly lagSeconds: number | null;
  readonly parked: { readonly count: number; readonly events: readonly Omit<Parked, 'projection'>[] };
  readonly owner: Pick<WorkerState, 'id' | 'host'> | null;
  readonly rebuild: Rebuilding | null;
}

/** Every projection that is in service. */
export async function projectionsNow(source: DataSource, store: EventStore): Promise<ProjectionNow[]> {
  const [states, fits, rebuilds, workers, parked, head] = await Promise.all([
    progressOf(source, store),
    fitsOf(source, readModelProjections),
    rebuildsOf(source),
    workersOf(source),
    parkedOf(source, MOST_NAMED),
    store.head(),
  ]);
  const total = head !== null && store.capabilities.contiguous ? Number(head) : null;
  return states
    .filter(({ name, status }) => status === 'live' && fits.some((fitting) => fitting.name === name))
    .map(({ name, generation, version, astray, lag, lagSeconds, parked: count }) => {
      const owner = workers.find(({ owns }) => owns.includes(`projection ${name}`));
      const rebuild = rebuilds.find((state) => state.name === name);
      const { version: programVersion, fit } = fits.find((fitting) => fitting.name === name)!;
      return {
        name,
        generation,
        version,
        programVersion,
        fit,
        astray,
        lagEvents: lag,
        lagSeconds,
        parked: { count, events: parked.filter(({ projection }) => projection === name).map(({ projection: _, ...event }) => event) },
        owner: owner ? { id: owner.id, host: owner.host } : null,
        rebuild: rebuild ? rebuilding(rebuild, total) : null,
      };
    });
}

function rebuilding({ pace, ...state }: Awaited<ReturnType<typeof rebuildsOf>>[number], total: number | null): Rebuilding {
  const { stage, events, running, pausing, startedAt } = state;
  const progress = total === null ? null : Math.min(1, events / Math.max(1, total));
  const left = total !== null && running && stage === 'reading' && pace ? Math.round(Math.max(0, total - events) / pace) : null;
  return { stage, events, total, progress, secondsLeft: left, running, pausing, startedAt };
}

/**
 * Takes up again what a projection could not take in. Undefined when there is no such projection.
 * @throws {ReadModelUnfit} when code of another version made it
 */
export async function retryParkedOf(
  source: DataSource,
  store: EventStore,
  name: string,
): Promise<{ taken: number; parked: number } | undefined> {
  const projection = readModelProjections.find((known) => known.name === name);
  if (!projection) return undefined;
  const live = await liveGeneration(source, store, projection, subjectOfKind);
  const [fitting] = await fitsOf(source, [projection]);
  if (fitting!.fit !== 'fits' || fitting!.live!.generation !== live.generation) throw new ReadModelUnfit(fitting);
  return retryParked(live);
}

/** True while some read model is not of this program's version, or not there. */
export async function isUnfit(source: DataSource): Promise<boolean> {
  return (await fitsOf(source, readModelProjections)).some(({ fit }) => fit !== 'fits');
}
