import { Inject, Injectable } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import {
  disclose,
  envelopeOf,
  LogPlaces,
  nodeCryptography,
  openCheckpoint,
  StoredLog,
  StoredTree,
  VerificationError,
  type SealedEvent,
  type StoredCheckpoint,
  type Trust,
} from '@app/audit';
import { EVENT_STORE, type EventStore, type StoredEvent } from '@app/event-store';
import { Problem } from '@app/http';
import type { Gathered } from './gathering.js';
import { within } from './limits.js';

const { sha256 } = nodeCryptography;
/** Events after which others have their turn. */
export const PAUSE_EVERY = 50;

/** Brings events together with their proofs. */
@Injectable()
export class SealedEvents {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(StoredLog) private readonly log: StoredLog,
  ) {}

  /**
   * Each event as far as the reader may know it, with its way to one checkpoint over all of them: the newest that was published, else the newest.
   * @param all whether the reader may read whole envelopes
   * @param trust the key of the log that is in charge
   * @throws {Problem} 404 when nothing is sealed yet, 409 when one of these is not
   */
  async of(
    { events }: Pick<Gathered, 'events'>,
    all: boolean,
    trust: Trust,
  ): Promise<{ readonly checkpoint: StoredCheckpoint; readonly sealed: readonly SealedEvent[] }> {
    const [latest, published] = await Promise.all([this.log.latest(), this.log.lastPublished()]);
    if (!latest) throw new Problem(404, 'AUDIT_LOG_EMPTY', {}, [], { 'retry-after': '1' });
    const stored = await this.stored(events);
    const places = new LogPlaces(this.log, latest.size, (a, b) => this.store.compare(a, b));
    const indexes = new Map<string, number>();
    for (const event of stored) {
      const index = await places.indexOf(event);
      if (index === undefined) throw new Problem(409, 'EVENT_NOT_SEALED', {}, [], { 'retry-after': '1' });
      indexes.set(event.eventId, index);
    }
    const last = Math.max(-1, ...indexes.values());
    // One that only a retired key signed is published still; the file names the key that is in charge.
    const checkpoint = published && published.size > last && this.isSigned(published, trust) ? published : latest;
    const tree = new StoredTree(checkpoint.size, this.log, sha256);
    const nonces = await this.nonces(stored);
    const sealed: SealedEvent[] = [];
    for (const event of stored) {
      const index = indexes.get(event.eventId)!;
      sealed.push({ index, disclosure: disclose(event, nonces(event), all, sha256), hashes: await tree.inclusionProof(index) });
      if (sealed.length % PAUSE_EVERY === 0) await setImmediate();
    }
    return { checkpoint, sealed };
  }

  private isSigned({ note }: StoredCheckpoint, trust: Trust): boolean {
    try {
      openCheckpoint(note, trust, nodeCryptography);
      return true;
    } catch (error) {
      if (error instanceof VerificationError) return false;
      throw error;
    }
  }

  private async stored(events: Gathered['events']): Promise<StoredEvent[]> {
    const found: StoredEvent[] = [];
    let bytes = 0;
    for (const [streamId, wanted] of events) {
      const missing = new Set(wanted);
      for await (const event of this.store.readStream(streamId)) {
        if (missing.delete(event.eventId)) {
          found.push(event);
          // A proof tells its event once more, in base64.
          bytes += 3 * (event.data.length + event.meta.length);
          within('heldBytes', bytes);
        }
        if (missing.size === 0) break;
      }
      if (missing.size > 0)
        throw new Error(`the read models know events of a stream that the store does not have there: ${[...missing].join(', ')}`);
    }
    return found;
  }

  private async nonces(events: readonly StoredEvent[]): Promise<(event: StoredEvent) => Uint8Array> {
    const own = new Map(events.map(({ eventId, meta }) => [eventId, envelopeOf(meta).nonce]));
    const kept = await this.log.nonces([...own].filter(([, nonce]) => !nonce).map(([eventId]) => eventId));
    return ({ eventId }) => {
      const nonce = own.get(eventId) ?? kept.get(eventId);
      if (!nonce) throw new Error(`the nonce of event ${eventId} is lost: audit.nonce is not as it was sealed`);
      return nonce;
    };
  }
}
