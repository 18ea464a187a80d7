import type { StoredEvent } from '@app/event-store';
import { HASH_BYTES } from '../base/cryptography.js';
import { envelopeOf, NONCE_BYTES } from '../entries/commitment.js';
import { PACKED_BYTES } from '../entries/packed-entries.js';
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

/** Makes entries and leaf hashes of events. */
export class LeafMaker {
  private readonly writer = new LeafWriter();

  constructor(private readonly nonces: NonceSource) {}

  async of(events: readonly StoredEvent[]): Promise<Leaves> {
    const envelopes = events.map(({ meta }) => envelopeOf(meta));
    const without = events.filter((_, index) => !envelopes[index]!.nonce).map(({ eventId }) => eventId);
    const nonces = without.length > 0 ? await this.nonces(without) : new Map<string, Uint8Array>();
    const packed = Buffer.allocUnsafe(events.length * PACKED_BYTES);
    const hashes = Buffer.allocUnsafe(events.length * HASH_BYTES);
    for (let index = 0; index < events.length; index++) {
      const [event, envelope] = [events[index]!, envelopes[index]!];
      const nonce = envelope.nonce ?? nonces.get(event.eventId);
      this.writer.write(event, nonce ?? NO_NONCE, envelope, packed, hashes, index);
      if (!nonce) hashes.fill(0, index * HASH_BYTES, (index + 1) * HASH_BYTES);
    }
    return { packed, hashes, nonces };
  }
}

const NO_NONCE = new Uint8Array(NONCE_BYTES);

/** Number of the first piece of so many bytes that differs, or that one of both lacks; undefined when they are the same. */
export function firstDifference(a: Uint8Array, b: Uint8Array, bytes: number): number | undefined {
  if (Buffer.compare(a, b) === 0) return undefined;
  const most = Math.max(a.length, b.length);
  for (let index = 0; index < most; index++) if (a[index] !== b[index]) return Math.floor(index / bytes);
  return undefined;
}
