import { hash } from 'node:crypto';
import { HASH_BYTES } from '../base/cryptography.js';
import { canonical } from '../entries/canonical.js';
import { NONCE_BYTES, SALT_PREFIX, type CommittedEvent, type Envelope } from '../entries/commitment.js';
import { ENTRY_VERSION, formatLogEntry, logEntryOf } from '../entries/log-entry.js';
import { PACKED_BYTES, PACKED_COMMITMENT, PACKED_TIME, packEntries } from '../entries/packed-entries.js';
import { TreeHasher } from '../merkle/tree-hasher.js';
import { nodeCryptography } from './cryptography.js';
import { HashedText } from './hashed-text.js';

/** How a leaf begins: the byte of RFC 9162 and the first member of the entry. Everything in an entry has its fixed place. */
const LEAF = `\u0000{"commitment":"${'0'.repeat(64)}","eventId":"${'0'.repeat(36)}","recordedAt":"${'0'.repeat(27)}","v":${ENTRY_VERSION}}`;
const COMMITMENT_AT = LEAF.indexOf('0');
const EVENT_ID_AT = LEAF.indexOf('0', COMMITMENT_AT + 64);
const RECORDED_AT_AT = LEAF.indexOf('0', EVENT_ID_AT + 36);

/** How a header begins, behind its salt, up to what happened when. */
const HEADER = `${'\u0000'.repeat(NONCE_BYTES)}{"dataSha256":"${'0'.repeat(64)}","envelopeSha256":"${'0'.repeat(64)}","eventId":"${'0'.repeat(36)}","occurred":`;
const DATA_AT = HEADER.indexOf('0');
const ENVELOPE_AT = HEADER.indexOf('0', DATA_AT + 64);
const HEADER_ID_AT = HEADER.indexOf('0', ENVELOPE_AT + 64);

/** Value of a hexadecimal digit in lower case by its code; 255 of whatever is none. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 48 && code < 58 ? code - 48 : code >= 97 && code < 103 ? code - 87 : 255,
);
const HEX = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const HYPHEN = 45;
/** From 1970 to 2199: microseconds that a number holds exactly. */
const RECORDED_AT = /^(?:19[7-9]|2[01]\d)\d-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
/** What JSON writes as it is, between quotes. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * Writes leaf hashes and packed entries of events: what `logEntryOf`, `packEntries` and `TreeHasher.leaf` make of them, in a third of their time.
 * Texts go into one piece of memory that is used over and over, a hash is one call, and no object is left behind for an event. What is written in
 * an unusual way goes to the others. Not to be shared between threads.
 */
export class LeafWriter {
  private readonly leaf = Buffer.from(LEAF, 'latin1');
  private readonly salted = Buffer.from(SALT_PREFIX + '\u0000'.repeat(NONCE_BYTES), 'latin1');
  private readonly envelope = new HashedText(NONCE_BYTES);
  private readonly header = new HashedText(HEADER.length);
  private second = '';
  /** Microseconds since 1970 of `second`. */
  private secondAt = 0;

  constructor() {
    this.header.bytes.write(HEADER, 'latin1');
  }

  /** Event number `index` of those whose hashes and entries these are; a nonce has 16 bytes. */
  write(
    event: CommittedEvent,
    nonce: Uint8Array,
    { occurred }: Pick<Envelope, 'occurred'>,
    packed: Uint8Array,
    hashes: Uint8Array,
    index: number,
  ): void {
    const { eventId, recordedAt, schemaVersion } = event;
    const at = index * PACKED_BYTES;
    if (!RECORDED_AT.test(recordedAt) || !Number.isSafeInteger(schemaVersion) || !this.writeId(eventId, packed, at))
      return slowly(event, nonce, occurred, packed, hashes, index);
    for (let place = 0; place < 27; place++) this.leaf[RECORDED_AT_AT + place] = recordedAt.charCodeAt(place);
    this.packTime(recordedAt, packed, at + PACKED_TIME);
    const commitment = this.commitment(event, nonce, occurred);
    copyBytes(commitment, HASH_BYTES, packed, at + PACKED_COMMITMENT);
    writeHex(commitment, this.leaf, COMMITMENT_AT);
    copyBytes(hash('sha256', this.leaf, 'binary'), HASH_BYTES, hashes, index * HASH_BYTES);
  }

  /** Into the leaf and the entry; false when it is no UUID in lower case. */
  private writeId(eventId: string, packed: Uint8Array, at: number): boolean {
    if (eventId.length !== 36) return false;
    for (let place = 0, byte = at; place < 36; place++) {
      const high = eventId.charCodeAt(place);
      this.leaf[EVENT_ID_AT + place] = high;
      if (place === 8 || place === 13 || place === 18 || place === 23) {
        if (high !== HYPHEN) return false;
        continue;
      }
      const low = eventId.charCodeAt(++place);
      this.leaf[EVENT_ID_AT + place] = low;
      const [sixteens, ones] = [DIGITS[high] ?? 255, DIGITS[low] ?? 255];
      if (sixteens === 255 || ones === 255) return false;
      packed[byte++] = sixteens * 16 + ones;
    }
    return true;
  }

  /** As `commitmentOf(headerOf(event), saltOf(nonce))` is, a letter for each byte; the event's identifier is in the leaf already. */
  private commitment(
    { streamId, revision, type, schemaVersion, recordedAt, data, meta }: CommittedEvent,
    nonce: Uint8Array,
    occurred: string | null,
  ): string {
    this.envelope.bytes.set(nonce);
    this.salted.set(nonce, SALT_PREFIX.length);
    const header = this.header.bytes;
    copyBytes(hash('sha256', this.salted, 'binary'), NONCE_BYTES, header, 0);
    writeHex(hash('sha256', data, 'binary'), header, DATA_AT);
    writeHex(this.envelope.hash(`${revision}\n${meta}`), header, ENVELOPE_AT);
    for (let place = 0; place < 36; place++) header[HEADER_ID_AT + place] = this.leaf[EVENT_ID_AT + place]!;
    return this.header.hash(
      `${occurred === null ? 'null' : quoted(occurred)},"recordedAt":"${recordedAt}","schemaVersion":${schemaVersion},"streamId":${quoted(
        streamId,
      )},"type":${quoted(type)}}`,
    );
  }

  /** Microseconds since 1970, in eight bytes. */
  private packTime(recordedAt: string, packed: Uint8Array, at: number): void {
    const second = recordedAt.slice(0, 19);
    // What is recorded together has its second in common.
    if (second !== this.second) [this.second, this.secondAt] = [second, Date.parse(`${second}Z`) * 1_000];
    const time = this.secondAt + Number(recordedAt.slice(20, 26));
    let [high, low] = [Math.floor(time / 2 ** 32), (time % 2 ** 32) | 0];
    for (let byte = 3; byte >= 0; byte--, high >>>= 8, low >>>= 8) {
      packed[at + byte] = high;
      packed[at + 4 + byte] = low;
    }
  }
}

/** So many bytes of a text that has one letter for each. */
function copyBytes(text: string, bytes: number, to: Uint8Array, at: number): void {
  for (let byte = 0; byte < bytes; byte++) to[at + byte] = text.charCodeAt(byte);
}

/** A text that has one letter for each byte, as hexadecimal digits. */
function writeHex(text: string, to: Uint8Array, at: number): void {
  for (let byte = 0; byte < text.length; byte++) {
    const value = text.charCodeAt(byte);
    to[at + 2 * byte] = HEX[value >> 4]!;
    to[at + 2 * byte + 1] = HEX[value & 15]!;
  }
}

const hasher = new TreeHasher(nodeCryptography.sha256);

function slowly(
  event: CommittedEvent,
  nonce: Uint8Array,
  occurred: string | null,
  packed: Uint8Array,
  hashes: Uint8Array,
  index: number,
): void {
  const entry = logEntryOf(event, nonce, nodeCryptography.sha256, { occurred, nonce });
  packed.set(packEntries([entry]), index * PACKED_BYTES);
  hashes.set(hasher.leaf(formatLogEntry(entry)), index * HASH_BYTES);
}

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : canonical(text));
