import type { EventStore, Position } from '@app/event-store';
import type { DataSource } from 'typeorm';
import { ProjectionState } from './entities.js';

export interface ProjectionProgress {
  readonly name: string;
  readonly generation: number;
  readonly version: number;
  readonly status: string;
  readonly position: Position | null;
  readonly movedAt: Date;
  /** Events behind the store's head, where it counts them; null where it does not. */
  readonly lag: number | null;
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
  return states.map((state) => ({
    ...state,
    lag: store.capabilities.contiguous ? Number(head ?? 0) - Number(state.position ?? 0) : null,
    parked: parked.find(({ projection, generation }) => projection === state.name && generation === state.generation)?.n ?? 0,
  }));
}

/**
 * Waits until every live projection holds the event at `position`: reading one's own writes.
 * @returns false when it takes longer than `milliseconds`
 */
export async function waitFor(source: DataSource, store: EventStore, position: Position, milliseconds = 5_000): Promise<boolean> {
  for (const end = Date.now() + milliseconds; ;) {
    const live: { position: Position | null }[] = await source.query(`SELECT position FROM rm.projection WHERE status = 'live'`);
    if (live.length > 0 && live.every((state) => state.position !== null && store.compare(state.position, position) >= 0)) return true;
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
