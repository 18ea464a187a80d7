import { fromHex, fromUtf8, hex, utf8 } from '../base/bytes.js';
import { digest, type Sha256 } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { canonical, type Json } from './canonical.js';
import { commitmentOf, headerOf, saltOf, type CommittedEvent, type EventHeader } from './commitment.js';
import { formatLogEntry } from './log-entry.js';

/** What is told of an event to somebody who may read it, so that its entry can be made again. It travels in a proof file, as its extra data. */
export interface Disclosure {
  readonly header: EventHeader;
  readonly salt: Uint8Array;
  /** The payload, the exact text that is stored. */
  readonly data: string;
  /** What only officers and auditors may read. */
  readonly inside?: { readonly nonce: Uint8Array; readonly revision: number; readonly meta: string };
}

const FORMAT = 'palimpseste-event/1';

/** @param all whether the reader may read the whole envelope */
export function disclose(event: CommittedEvent, nonce: Uint8Array, all: boolean, sha256: Sha256): Disclosure {
  const { data, revision, meta } = event;
  return { header: headerOf(event, nonce, sha256), salt: saltOf(nonce, sha256), data, ...(all && { inside: { nonce, revision, meta } }) };
}

export function encodeDisclosure({ header, salt, data, inside }: Disclosure): Uint8Array {
  const told: { [key: string]: Json } = { format: FORMAT, header: { ...header }, salt: hex(salt), data };
  if (inside) told.envelope = { nonce: hex(inside.nonce), revision: inside.revision, meta: inside.meta };
  return utf8(canonical(told));
}

/** @throws {VerificationError} `PROOF_MALFORMED` when it is none */
export function decodeDisclosure(bytes: Uint8Array): Disclosure {
  try {
    const { format, header, salt, data, envelope } = JSON.parse(fromUtf8(bytes) ?? '') as Record<string, unknown>;
    if (format !== FORMAT || typeof data !== 'string' || !isHeader(header)) throw new TypeError('another form');
    const inside = envelope as { nonce: string; revision: number; meta: string } | undefined;
    return {
      header,
      salt: bytesOf(salt),
      data,
      ...(inside && { inside: { nonce: bytesOf(inside.nonce), revision: Number(inside.revision), meta: String(inside.meta) } }),
    };
  } catch (cause) {
    throw new VerificationError('PROOF_MALFORMED', `the proof tells of no event that can be read (${FORMAT})`, { cause });
  }
}

/**
 * The entry of the event that is told of, once all that is told fits together.
 * @throws {VerificationError} `COMMITMENT_DIFFERS` when the payload or the envelope is not the one of the header
 */
export function entryOfDisclosure({ header, salt, data, inside }: Disclosure, sha256: Sha256): Uint8Array {
  const differs = (what: string) =>
    new VerificationError('COMMITMENT_DIFFERS', `the ${what} of event ${header.eventId} is not the one it was sealed with`);
  if (hex(digest(sha256, utf8(data))) !== header.dataSha256) throw differs('payload');
  if (inside) {
    const { nonce, revision, meta } = inside;
    const whole = headerOf({ ...header, data, revision, meta }, nonce, sha256, { occurred: header.occurred });
    if (whole.envelopeSha256 !== header.envelopeSha256 || hex(saltOf(nonce, sha256)) !== hex(salt)) throw differs('envelope');
  }
  const { eventId, recordedAt } = header;
  return formatLogEntry({ eventId, recordedAt, commitment: commitmentOf(header, salt, sha256) });
}

const TEXTS = ['streamId', 'eventId', 'type', 'recordedAt', 'dataSha256', 'envelopeSha256'];

function isHeader(header: unknown): header is EventHeader {
  const told = header as Record<string, unknown>;
  return (
    TEXTS.every((name) => typeof told[name] === 'string') &&
    typeof told.schemaVersion === 'number' &&
    (told.occurred === null || typeof told.occurred === 'string')
  );
}

function bytesOf(text: unknown): Uint8Array {
  if (typeof text !== 'string' || !/^[0-9a-f]{32}$/.test(text)) throw new TypeError('no nonce');
  return fromHex(text);
}
