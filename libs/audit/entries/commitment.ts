import type { StoredEvent } from '@app/event-store';
import { hex, utf8 } from '../base/bytes.js';
import { digest, type Sha256 } from '../base/cryptography.js';
import { canonical } from './canonical.js';

/** An event as any store has it: where it lies in one is left out, so that its entry outlives a move to another store. */
export type CommittedEvent = Omit<StoredEvent, 'position'>;

/**
 * What a commitment is made of. Whoever has it beside the nonce can check the entry without the payload, and can also try guesses of the payload
 * against `dataSha256` and `metaSha256`: it is for those who may read the event.
 */
export interface EventHeader {
  readonly streamId: string;
  readonly revision: number;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** UTC, ISO 8601 with microseconds, as the store set it. */
  readonly recordedAt: string;
  /** When it happened: the EDTF text in the envelope, null when the source does not say. */
  readonly occurred: string | null;
  /** SHA-256, hex, of the exact text that is stored. */
  readonly dataSha256: string;
  readonly metaSha256: string;
}

/** Bytes of an event's nonce: 128 random bits. Without it the hash of a small payload, or of a project's name, would be found by guessing. */
export const NONCE_BYTES = 16;

/** @throws {SyntaxError} when the envelope is no JSON text: no store keeps such an event */
export function headerOf(
  { streamId, revision, eventId, type, schemaVersion, recordedAt, data, meta }: CommittedEvent,
  sha256: Sha256,
): EventHeader {
  return {
    streamId,
    revision,
    eventId,
    type,
    schemaVersion,
    recordedAt,
    occurred: occurredIn(meta),
    dataSha256: hex(digest(sha256, utf8(data))),
    metaSha256: hex(digest(sha256, utf8(meta))),
  };
}

/**
 * SHA-256(nonce ‖ canonical JSON of the header), hex.
 * @throws {RangeError} when the nonce is not 16 bytes long
 */
export function commitmentOf(header: EventHeader, nonce: Uint8Array, sha256: Sha256): string {
  if (nonce.length !== NONCE_BYTES) throw new RangeError(`a nonce has ${NONCE_BYTES} bytes, not ${nonce.length}`);
  const { streamId, revision, eventId, type, schemaVersion, recordedAt, occurred, dataSha256, metaSha256 } = header;
  // Named one by one: what else a caller's object holds is no part of it.
  const committed = { streamId, revision, eventId, type, schemaVersion, recordedAt, occurred, dataSha256, metaSha256 };
  return hex(digest(sha256, nonce, utf8(canonical(committed))));
}

function occurredIn(meta: string): string | null {
  const { occurred } = JSON.parse(meta) as { occurred?: { edtf?: unknown } | null };
  return typeof occurred?.edtf === 'string' ? occurred.edtf : null;
}
