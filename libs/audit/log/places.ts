import type { Position, StoredEvent } from '@app/event-store';
import { TILE_WIDTH } from '../merkle/tiles.js';
import type { Bundle, StoredLog } from './stored-log.js';

/** Bundles that are held: events that are asked for one after the other often share one. */
const MOST_HELD = 64;

/** Finds the entries of many events, each bundle fetched once. */
export class LogPlaces {
  private readonly held = new Map<number, Promise<Bundle | undefined>>();
  private readonly befores = new Map<number, Promise<Position | null | undefined>>();

  /**
   * @param size entries of the log
   * @param compare the store's own order
   */
  constructor(
    private readonly log: StoredLog,
    private readonly size: number,
    private readonly compare: (a: Position, b: Position) => number,
  ) {}

  /** Number of an event's entry; undefined while it is not sealed. */
  async indexOf({ eventId, position }: Pick<StoredEvent, 'eventId' | 'position'>): Promise<number | undefined> {
    // The last bundle that begins before the position.
    let [first, last] = [0, Math.ceil(this.size / TILE_WIDTH) - 1];
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      const before = await this.before(middle);
      const order = before === null || before === undefined ? -1 : this.order(before, position);
      if (order === undefined) return undefined;
      if (order >= 0) last = middle - 1;
      else first = middle;
    }
    const at = (await this.bundle(first))?.entries.findIndex((entry) => entry.eventId === eventId) ?? -1;
    return at < 0 || first * TILE_WIDTH + at >= this.size ? undefined : first * TILE_WIDTH + at;
  }

  private before(index: number): Promise<Position | null | undefined> {
    return kept(this.befores, index, Number.POSITIVE_INFINITY, () => this.log.before(index));
  }

  private bundle(index: number): Promise<Bundle | undefined> {
    return kept(this.held, index, MOST_HELD, () => this.log.bundle(index));
  }

  /** Undefined for positions of another kind of store: the log is being found in this one. */
  private order(a: Position, b: Position): number | undefined {
    try {
      return this.compare(a, b);
    } catch {
      return undefined;
    }
  }
}

function kept<Value>(held: Map<number, Promise<Value>>, key: number, most: number, fetch: () => Promise<Value>): Promise<Value> {
  const found = held.get(key) ?? fetch();
  held.delete(key);
  held.set(key, found);
  if (held.size > most) held.delete(held.keys().next().value!);
  return found;
}
