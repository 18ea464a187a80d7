import type { EventStore, Position, StoredEvent } from '@app/event-store';
import { HASH_BYTES } from '../base/cryptography.js';
import { PACKED_BYTES } from '../entries/packed-entries.js';
import { TILE_WIDTH } from '../merkle/tiles.js';
import { AuditAlarm } from './alarm.js';
import { firstDifference, type LeafMaker, type Leaves } from './leaves.js';
import type { PackedBundle, StoredLog } from './stored-log.js';

/** Events of one tile, with what they are in the log. */
export interface Page extends Leaves {
  /** Number of the first. */
  readonly start: number;
  readonly events: readonly StoredEvent[];
  /** The store's position before the first. */
  readonly after: Position | null;
}

/** Events of a store in pages of 256, as tiles hold them, from entry `start` on (a multiple of 256), at most `limit` events. */
export async function* pagesOf(
  store: Pick<EventStore, 'readAll'>,
  maker: LeafMaker,
  { start = 0, after = null, until, limit }: { start?: number; after?: Position | null; until?: Position; limit: number },
): AsyncGenerator<Page> {
  let [first, before] = [start, after];
  let events: StoredEvent[] = [];
  const page = async (): Promise<Page> => ({ start: first, events, after: before, ...(await maker.of(events)) });
  for await (const event of store.readAll({ after, until, limit })) {
    if (events.push(event) < TILE_WIDTH) continue;
    yield await page();
    [first, before, events] = [first + TILE_WIDTH, event.position, []];
  }
  if (events.length > 0) yield await page();
}

/**
 * Compares a page with its tile, as far as the log of `size` entries goes.
 * @throws {AuditAlarm} `EVENT_DIFFERS` with the first that is another; `ENTRY_DIFFERS` when the bundle does not hold its entries
 */
export async function comparePage(
  log: StoredLog,
  size: number,
  { start, events, packed, hashes }: Page,
  bundle?: PackedBundle,
): Promise<void> {
  const width = Math.min(TILE_WIDTH, size - start);
  const tile = await log.readTile({ level: 0, index: start / TILE_WIDTH, width });
  const at = firstDifference(hashes.subarray(0, width * HASH_BYTES), tile, HASH_BYTES);
  if (at !== undefined && at < events.length) throw new AuditAlarm('EVENT_DIFFERS', { index: start + at, eventId: events[at]!.eventId });
  // What is served as entries is not what is hashed: it may be changed by itself.
  const held = Math.min(width, events.length) * PACKED_BYTES;
  const strange = bundle && firstDifference(packed.subarray(0, held), bundle.packed.subarray(0, held), PACKED_BYTES);
  if (strange !== undefined) throw new AuditAlarm('ENTRY_DIFFERS', { index: start + strange });
}

/** Where the events of a log lie in a store. */
export interface Whereabouts {
  readonly position: Position;
  readonly mark: string;
  /** The position before each bundle's first event. */
  readonly afters: readonly (Position | null)[];
}

/**
 * Reads the store from its first event to the last that is sealed, beside the log: it is the log's own, or an alarm.
 * @throws {AuditAlarm} `EVENT_DIFFERS` or `STORE_SHORT`
 */
export async function findLog(store: Pick<EventStore, 'readAll'>, log: StoredLog, maker: LeafMaker, size: number): Promise<Whereabouts> {
  const afters: (Position | null)[] = [];
  let last: StoredEvent | undefined;
  let held = 0;
  for await (const page of pagesOf(store, maker, { limit: size })) {
    await comparePage(log, size, page);
    afters.push(page.after);
    held += page.events.length;
    last = page.events.at(-1);
  }
  if (!last || held < size) throw new AuditAlarm('STORE_SHORT', { size, held });
  return { position: last.position, mark: last.eventId, afters };
}
