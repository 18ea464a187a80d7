import { fromUtf8, utf8 } from '../base/bytes.js';
import type { Sha256 } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { canonical } from './canonical.js';
import { commitmentOf, headerOf, type CommittedEvent, type EventHeader } from './commitment.js';

/** The form of entries. Another form gets another number; entries of this one stay as they are for ever. */
export const ENTRY_VERSION = 1;

/**
 * What the log holds of an event, as canonical JSON in some 180 bytes. Entries are public: they say that something was recorded at that moment
 * under this id, and bind what it was without telling it.
 */
export interface LogEntry {
  readonly v: typeof ENTRY_VERSION;
  readonly eventId: string;
  /** UTC, ISO 8601 with microseconds, as the store set it. */
  readonly recordedAt: string;
  /** 64 hexadecimal digits: see `commitmentOf`. */
  readonly commitment: string;
}

const EVENT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const RECORDED_AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const COMMITMENT = /^[0-9a-f]{64}$/;

/** The entry of an event, with its nonce: the same bytes from whichever store the event is read. */
export const encodeLogEntry = (event: CommittedEvent, nonce: Uint8Array, sha256: Sha256): Uint8Array =>
  entryOf(headerOf(event, sha256), nonce, sha256);

/** @throws {VerificationError} `ENTRY_MALFORMED` when it is not exactly what `encodeLogEntry` writes */
export function parseLogEntry(bytes: Uint8Array): LogEntry {
  const text = fromUtf8(bytes);
  const entry = text === undefined ? undefined : parsed(text);
  if (!entry)
    throw new VerificationError(
      'ENTRY_MALFORMED',
      `the entry is not the canonical JSON of v, eventId, recordedAt and commitment (v ${ENTRY_VERSION})`,
    );
  return entry;
}

/**
 * Checks that an entry was made of this event.
 * @throws {VerificationError} `ENTRY_MALFORMED`, or `COMMITMENT_DIFFERS` when the event, its record time or its nonce is another
 */
export const verifyEntryOfEvent = (entry: Uint8Array, event: CommittedEvent, nonce: Uint8Array, sha256: Sha256): void =>
  verifyEntryOfHeader(entry, headerOf(event, sha256), nonce, sha256);

/** The same for whoever has the header and not the payload. */
export function verifyEntryOfHeader(entry: Uint8Array, header: EventHeader, nonce: Uint8Array, sha256: Sha256): void {
  const { eventId, recordedAt, commitment } = parseLogEntry(entry);
  const differs = (what: string) => new VerificationError('COMMITMENT_DIFFERS', `the entry of event ${eventId} was not made of ${what}`);
  if (eventId !== header.eventId) throw differs(`event ${header.eventId}`);
  if (recordedAt !== header.recordedAt) throw differs(`an event recorded at ${header.recordedAt}, but at ${recordedAt}`);
  if (commitment !== commitmentOf(header, nonce, sha256)) throw differs('this content with this nonce: one of them is another');
}

function entryOf(header: EventHeader, nonce: Uint8Array, sha256: Sha256): Uint8Array {
  const { eventId, recordedAt } = header;
  return utf8(canonical({ v: ENTRY_VERSION, eventId, recordedAt, commitment: commitmentOf(header, nonce, sha256) }));
}

function parsed(text: string): LogEntry | undefined {
  try {
    const { v, eventId, recordedAt, commitment } = JSON.parse(text) as LogEntry;
    if (v !== ENTRY_VERSION || !EVENT_ID.test(eventId) || !RECORDED_AT.test(recordedAt) || !COMMITMENT.test(commitment)) return undefined;
    const entry = { v, eventId, recordedAt, commitment };
    return canonical(entry) === text ? entry : undefined;
  } catch {
    return undefined;
  }
}
