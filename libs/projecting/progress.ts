import { isAstray, type Checkpoint, type EventStore, type Position } from '@app/event-store';
import type { DataSource } from 'typeorm';
import { ProjectionState } from './entities.js';
import type { ReadModels } from './read-models.js';
import { KNOWN_HERE } from './versions.js';

/** Events that are counted one by one where the store does not number them. */
const MOST_COUNTED = 1_000;

export interface ProjectionProgress {
  readonly name: string;
  readonly generation: number;
  readonly version: number;
  readonly status: string;
  readonly position: Position | null;
  readonly movedAt: Date;
  /** The log does not know its checkpoint: see `CheckpointAstray`. Only a rebuild mends it. */
  readonly astray: boolean;
  /** Events behind the store's head; where it does not number them, they are counted up to 1,000. Null unless the generation is live and not astray. */
  readonly lag: number | null;
  /** Seconds since the oldest event that it does not hold was recorded; 0 when it holds all. Null where `lag` is. */
  readonly lagSeconds: number | null;
  readonly parked: number;
}

/** Where every projection stands. */
export async function progressOf(source: DataSource, store: EventStore): Promise<ProjectionProgress[]> {
  const [states, head, parked] = await Promise.all([
    source.getRepository(ProjectionState).find({ order: { name: 'ASC', generation: 'ASC' } }),
    store.head(),
    source.query('SELECT projection, generation, count(*)::int AS n FROM rm.parked GROUP BY 1, 2') as Promise<
      { projection: string; generation: number; n: number }[]
    >,
  ]);
  return Promise.all(
    states.map(async ({ mark, tables: _, ...state }) => {
      const astray = state.status === 'live' && (await isAstray(store, { position: state.position, mark }));
      return {
        ...state,
        astray,
        ...(state.status === 'live' && !astray ? await lagOf(store, state.position, head) : { lag: null, lagSeconds: null }),
        parked: parked.find(({ projection, generation }) => projection === state.name && generation === state.generation)?.n ?? 0,
      };
    }),
  );
}

/** Where the live generation of each projection is that this program knows: those of a code that came or went are not its business. */
export async function liveCheckpoints(source: DataSource): Promise<(Checkpoint & { readonly name: string })[]> {
  return source.query(`SELECT name, position, mark FROM rm.projection WHERE status = 'live' AND ${KNOWN_HERE} ORDER BY name`);
}

/** The names of those whose checkpoint is astray. */
export async function astrayOf(store: EventStore, live: readonly (Checkpoint & { readonly name: string })[]): Promise<string[]> {
  const astray = await Promise.all(live.map((checkpoint) => isAstray(store, checkpoint)));
  return live.filter((_, index) => astray[index]).map(({ name }) => name);
}

async function lagOf(store: EventStore, position: Position | null, head: Position | null): Promise<{ lag: number; lagSeconds: number }> {
  if (head === null || (position !== null && store.compare(position, head) >= 0)) return { lag: 0, lagSeconds: 0 };
  let lag = 0;
  let oldest: string | undefined;
  for await (const { recordedAt } of store.readAll({
    after: position,
    until: head,
    limit: store.capabilities.contiguous ? 1 : MOST_COUNTED,
  })) {
    oldest ??= recordedAt;
    lag += 1;
  }
  if (store.capabilities.contiguous) lag = Number(head) - Number(position ?? 0);
  return { lag, lagSeconds: oldest === undefined ? 0 : Math.max(0, (Date.now() - Date.parse(oldest)) / 1_000) };
}

/**
 * Waits until every live projection holds the event at `position`: reading one's own writes.
 * @returns false when it takes longer than `milliseconds`
 */
export async function waitFor(source: ReadModels, store: EventStore, position: Position, milliseconds = 5_000): Promise<boolean> {
  for (const end = Date.now() + milliseconds; ;) {
    const live: { position: Position | null }[] = await source.query(
      `SELECT position FROM rm.projection WHERE status = 'live' AND ${KNOWN_HERE}`,
    );
    if (live.length > 0 && live.every((state) => state.position !== null && store.compare(state.position, position) >= 0)) return true;
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
