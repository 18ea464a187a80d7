import { fromUtf8, utf8 } from '../base/bytes.js';
import type { Sha256 } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { canonical } from './canonical.js';
import { commitmentOf, headerOf, saltOf, type CommittedEvent, type Envelope, type EventHeader } from './commitment.js';

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
  formatLogEntry(logEntryOf(event, nonce, sha256));

/** @param envelope what its envelope says, where the caller has read it */
export function logEntryOf(event: CommittedEvent, nonce: Uint8Array, sha256: Sha256, envelope?: Envelope): LogEntry {
  const commitment = commitmentOf(headerOf(event, nonce, sha256, envelope), saltOf(nonce, sha256), sha256);
  return { v: ENTRY_VERSION, eventId: event.eventId, recordedAt: event.recordedAt, commitment };
}

/** The canonical JSON of an entry, whose fields need no escape. */
export const formatLogEntry = ({ eventId, recordedAt, commitment }: Omit<LogEntry, 'v'>): Uint8Array =>
  utf8(`{"commitment":"${commitment}","eventId":"${eventId}","recordedAt":"${recordedAt}","v":${ENTRY_VERSION}}`);

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
  verifyEntryOfHeader(entry, headerOf(event, nonce, sha256), saltOf(nonce, sha256), sha256);

/** The same for whoever has the header and the salt, and not the whole event. */
export function verifyEntryOfHeader(entry: Uint8Array, header: EventHeader, salt: Uint8Array, sha256: Sha256): void {
  const { eventId, recordedAt, commitment } = parseLogEntry(entry);
  const differs = (what: string) => new VerificationError('COMMITMENT_DIFFERS', `the entry of event ${eventId} was not made of ${what}`);
  if (eventId !== header.eventId) throw differs(`event ${header.eventId}`);
  if (recordedAt !== header.recordedAt) throw differs(`an event recorded at ${header.recordedAt}, but at ${recordedAt}`);
  if (commitment !== commitmentOf(header, salt, sha256)) throw differs('this content with this salt: one of them is another');
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
