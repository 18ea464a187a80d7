import { fromHex, hex, utf8 } from '../base/bytes.js';
import { digest, type Sha256 } from '../base/cryptography.js';
import { canonical } from './canonical.js';

/** An event as any store has it: where it lies in one is left out, so that its entry outlives a move to another store. */
export interface CommittedEvent {
  readonly streamId: string;
  readonly revision: number;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly recordedAt: string;
  /** Payload and envelope, the exact texts that are stored. */
  readonly data: string;
  readonly meta: string;
}

/**
 * What a commitment is made of. Whoever has it beside the salt can check the entry without the payload, and can also try guesses of the payload
 * against `dataSha256`: it is for those who may read the event. It does not tell the revision, which would count hidden events of the stream, nor
 * what of the envelope only officers see.
 */
export interface EventHeader {
  readonly streamId: string;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** UTC, ISO 8601 with microseconds, as the store set it. */
  readonly recordedAt: string;
  /** When it happened: the EDTF text in the envelope, null when the source does not say. */
  readonly occurred: string | null;
  /** SHA-256, hex, of the exact text that is stored. */
  readonly dataSha256: string;
  /** SHA-256, hex, of the nonce, the revision, a newline and the exact text of the envelope: not to be guessed without the nonce. */
  readonly envelopeSha256: string;
}

/** What is read in an envelope to commit to its event. */
export interface Envelope {
  readonly occurred: string | null;
  /** Undefined for an event that was recorded before its envelope held one. */
  readonly nonce: Uint8Array | undefined;
}

/** Bytes of an event's nonce: 128 random bits. Without it the hash of a small payload, or of a project's name, would be found by guessing. */
export const NONCE_BYTES = 16;

/** What is hashed before a nonce to make the salt of it. */
export const SALT_PREFIX = 'palimpseste salt\n';
const SALT = utf8(SALT_PREFIX);
const NONCE = /^[0-9a-f]{32}$/;
/** How the envelopes of the command runner end, and begin. */
const BEFORE_NONCE = ',"nonce":"';
const AFTER_NONCE = '"}';
const FIRST_OCCURRED = '{"occurred":';
const FIRST_EDTF = '{"edtf":"';
/** Behind the first name of each. */
const MOST_BEFORE_ANOTHER = FIRST_OCCURRED.length + FIRST_EDTF.length - 1;

/** @throws {SyntaxError} when the envelope is no JSON text: no store keeps such an event */
export const envelopeOf = (meta: string): Envelope => usualEnvelope(meta) ?? parsedEnvelope(meta);

/**
 * The same without parsing, for a JSON text as the command runner writes it; undefined for any other. A quotation mark behind a colon or a comma
 * is no escaped one: what the text ends with is the last member of the outermost object, whose name counts over an earlier one. Without a backslash
 * every name stands there as it is: what it begins with is the only `occurred` when its name is not found again, and so is its `edtf`.
 */
function usualEnvelope(meta: string): Envelope | undefined {
  if (!meta.startsWith(FIRST_OCCURRED) || !meta.endsWith(AFTER_NONCE) || meta.includes('\\')) return undefined;
  const nonceAt = meta.length - AFTER_NONCE.length - 2 * NONCE_BYTES;
  if (!meta.startsWith(BEFORE_NONCE, nonceAt - BEFORE_NONCE.length)) return undefined;
  const nonce = nonceOf(meta, nonceAt);
  const occurred = firstOccurred(meta);
  if (!nonce || occurred === undefined) return undefined;
  if (meta.includes('occurred"', FIRST_OCCURRED.length) || meta.includes('edtf"', MOST_BEFORE_ANOTHER)) return undefined;
  return { occurred, nonce };
}

/** The EDTF text that an envelope begins with, null for none; undefined when it begins in another way. */
function firstOccurred(meta: string): string | null | undefined {
  const at = FIRST_OCCURRED.length;
  if (meta.startsWith('null', at)) return null;
  if (!meta.startsWith(FIRST_EDTF, at)) return undefined;
  const end = meta.indexOf('"', at + FIRST_EDTF.length);
  const next = meta[end + 1];
  return next === ',' || next === '}' ? meta.slice(at + FIRST_EDTF.length, end) : undefined;
}

/** The nonce that is written at a place of a text; undefined when something else is. */
function nonceOf(text: string, at: number): Uint8Array | undefined {
  for (let place = at; place < at + 2 * NONCE_BYTES; place++) {
    const code = text.charCodeAt(place);
    if (!(code >= 48 && code < 58) && !(code >= 97 && code < 103)) return undefined;
  }
  return fromHex(text.slice(at, at + 2 * NONCE_BYTES));
}

function parsedEnvelope(meta: string): Envelope {
  const { occurred, nonce } = JSON.parse(meta) as { occurred?: { edtf?: unknown } | null; nonce?: unknown };
  return {
    occurred: typeof occurred?.edtf === 'string' ? occurred.edtf : null,
    nonce: typeof nonce === 'string' && NONCE.test(nonce) ? fromHex(nonce) : undefined,
  };
}

/**
 * What whoever may read an event is given, so that its entry can be checked; the nonce itself is for those who may read the whole envelope.
 * @throws {RangeError} when the nonce is not 16 bytes long
 */
export function saltOf(nonce: Uint8Array, sha256: Sha256): Uint8Array {
  checkNonce(nonce);
  return digest(sha256, SALT, nonce).subarray(0, NONCE_BYTES);
}

/**
 * @throws {SyntaxError} when the envelope is no JSON text
 * @throws {RangeError} when the nonce is not 16 bytes long
 */
export function headerOf(
  { streamId, revision, eventId, type, schemaVersion, recordedAt, data, meta }: CommittedEvent,
  nonce: Uint8Array,
  sha256: Sha256,
  { occurred }: Pick<Envelope, 'occurred'> = envelopeOf(meta),
): EventHeader {
  checkNonce(nonce);
  return {
    streamId,
    eventId,
    type,
    schemaVersion,
    recordedAt,
    occurred,
    dataSha256: hex(digest(sha256, utf8(data))),
    envelopeSha256: hex(digest(sha256, nonce, utf8(`${revision}\n${meta}`))),
  };
}

/**
 * SHA-256(salt ‖ canonical JSON of the header), hex.
 * @throws {RangeError} when the salt is not 16 bytes long
 */
export function commitmentOf(header: EventHeader, salt: Uint8Array, sha256: Sha256): string {
  checkNonce(salt);
  return hex(digest(sha256, salt, utf8(canonicalHeader(header))));
}

/** What `canonical` writes of a header, in a third of its time: its names are always the same, in this order. */
function canonicalHeader({
  streamId,
  eventId,
  type,
  schemaVersion,
  recordedAt,
  occurred,
  dataSha256,
  envelopeSha256,
}: EventHeader): string {
  return `{"dataSha256":${canonical(dataSha256)},"envelopeSha256":${canonical(envelopeSha256)},"eventId":${canonical(eventId)},"occurred":${canonical(
    occurred,
  )},"recordedAt":${canonical(recordedAt)},"schemaVersion":${canonical(schemaVersion)},"streamId":${canonical(streamId)},"type":${canonical(type)}}`;
}

function checkNonce({ length }: Uint8Array): void {
  if (length !== NONCE_BYTES) throw new RangeError(`a nonce has ${NONCE_BYTES} bytes, not ${length}`);
}
