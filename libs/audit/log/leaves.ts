import type { StoredEvent } from '@app/event-store';
import { HASH_BYTES } from '../base/cryptography.js';
import { envelopeOf, NONCE_BYTES } from '../entries/commitment.js';
import { PACKED_BYTES } from '../entries/packed-entries.js';
import { LeafThread } from '../node/leaf-thread.js';
import { LeafWriter } from '../node/leaf-writer.js';

/** Events with what the log holds of them, in order. */
export interface Leaves {
  /** Entries, packed. */
  readonly packed: Buffer;
  /** Leaf hashes, 32 bytes each. An event without a nonce has one of zeros, which is nobody's. */
  readonly hashes: Buffer;
  /** Nonces that are in no envelope. */
  readonly nonces: ReadonlyMap<string, Uint8Array>;
}

/** Nonces of events whose envelope has none; an event that is left out cannot be checked. */
export type NonceSource = (eventIds: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;

/** The share of the thread that asks: it has the tree to grow as well. */
const HERE = 0.45;

export interface Sharing {
  readonly thread: () => LeafThread | undefined;
  /** Events in a batch from which on the second thread is asked. */
  readonly from: number;
}

/** A page of a tile is worth it. */
const SHARED: Sharing = { thread: LeafThread.shared, from: 128 };

/** Makes entries and leaf hashes of events; of many at once, some of them on another thread. */
export class LeafMaker {
  private readonly writer = new LeafWriter();
  private readonly sharing: Sharing;

  constructor(
    private readonly nonces: NonceSource,
    sharing: Partial<Sharing> = {},
  ) {
    this.sharing = { ...SHARED, ...sharing };
  }

  async of(events: readonly StoredEvent[]): Promise<Leaves> {
    const packed = Buffer.allocUnsafe(events.length * PACKED_BYTES);
    const hashes = Buffer.allocUnsafe(events.length * HASH_BYTES);
    const thread = events.length >= this.sharing.from ? this.sharing.thread() : undefined;
    if (!thread) return { packed, hashes, nonces: await this.make(events, 0, packed, hashes) };
    const middle = Math.ceil(events.length * HERE);
    const [first, rest] = [events.slice(0, middle), events.slice(middle)];
    const there = thread.of(rest);
    const nonces = await this.make(first, 0, packed, hashes);
    const made = await there;
    if (!made) return { packed, hashes, nonces: new Map([...nonces, ...(await this.make(rest, middle, packed, hashes))]) };
    packed.set(made.packed, middle * PACKED_BYTES);
    hashes.set(made.hashes, middle * HASH_BYTES);
    return { packed, hashes, nonces };
  }

  /** Writes what is of these events, from number `at` on. */
  private async make(events: readonly StoredEvent[], at: number, packed: Buffer, hashes: Buffer): Promise<ReadonlyMap<string, Uint8Array>> {
    const envelopes = events.map(({ meta }) => envelopeOf(meta));
    const without = events.filter((_, index) => !envelopes[index]!.nonce).map(({ eventId }) => eventId);
    const nonces = without.length > 0 ? await this.nonces(without) : NONE;
    for (let index = 0; index < events.length; index++) {
      const [event, envelope] = [events[index]!, envelopes[index]!];
      const nonce = envelope.nonce ?? nonces.get(event.eventId);
      this.writer.write(event, nonce ?? NO_NONCE, envelope, packed, hashes, at + index);
      if (!nonce) hashes.fill(0, (at + index) * HASH_BYTES, (at + index + 1) * HASH_BYTES);
    }
    return nonces;
  }
}

const NONE: ReadonlyMap<string, Uint8Array> = new Map();
const NO_NONCE = new Uint8Array(NONCE_BYTES);

/** Number of the first piece of so many bytes that differs, or that one of both lacks; undefined when they are the same. */
export function firstDifference(a: Uint8Array, b: Uint8Array, bytes: number): number | undefined {
  if (Buffer.compare(a, b) === 0) return undefined;
  const most = Math.max(a.length, b.length);
  for (let index = 0; index < most; index++) if (a[index] !== b[index]) return Math.floor(index / bytes);
  return undefined;
}
