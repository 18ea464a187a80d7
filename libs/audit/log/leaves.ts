import type { StoredEvent } from '@app/event-store';
import { HASH_BYTES, type Sha256 } from '../base/cryptography.js';
import { envelopeOf } from '../entries/commitment.js';
import { formatLogEntry, logEntryOf, type LogEntry } from '../entries/log-entry.js';
import { TreeHasher } from '../merkle/tree-hasher.js';

/** Events with what the log holds of them, in order. */
export interface Leaves {
  readonly entries: readonly LogEntry[];
  /** Leaf hashes, 32 bytes each. An event without a nonce has one of zeros, which is nobody's. */
  readonly hashes: Uint8Array;
  /** Nonces that are in no envelope. */
  readonly nonces: ReadonlyMap<string, Uint8Array>;
}

/** Nonces of events whose envelope has none; an event that is left out cannot be checked. */
export type NonceSource = (eventIds: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;

/** Makes entries and leaf hashes of events. */
export class LeafMaker {
  private readonly hasher: TreeHasher;

  constructor(
    private readonly sha256: Sha256,
    private readonly nonces: NonceSource,
  ) {
    this.hasher = new TreeHasher(sha256);
  }

  async of(events: readonly StoredEvent[]): Promise<Leaves> {
    const envelopes = events.map(({ meta }) => envelopeOf(meta));
    const without = events.filter((_, index) => !envelopes[index]!.nonce).map(({ eventId }) => eventId);
    const nonces = without.length > 0 ? await this.nonces(without) : new Map<string, Uint8Array>();
    const hashes = new Uint8Array(events.length * HASH_BYTES);
    const entries = events.map((event, index) => {
      const envelope = envelopes[index]!;
      const nonce = envelope.nonce ?? nonces.get(event.eventId);
      const entry = logEntryOf(event, nonce ?? NO_NONCE, this.sha256, envelope);
      if (nonce) hashes.set(this.hasher.leaf(formatLogEntry(entry)), index * HASH_BYTES);
      return entry;
    });
    return { entries, hashes, nonces };
  }
}

const NO_NONCE = new Uint8Array(16);

/** Number of the first hash that differs, or that one of both lacks; undefined when they are the same. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const most = Math.max(a.length, b.length);
  for (let index = 0; index < most; index++) if (a[index] !== b[index]) return Math.floor(index / HASH_BYTES);
  return undefined;
}
