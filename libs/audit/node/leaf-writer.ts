import { hash } from 'node:crypto';
import { HASH_BYTES } from '../base/cryptography.js';
import { canonical } from '../entries/canonical.js';
import { NONCE_BYTES, SALT_PREFIX, type CommittedEvent, type Envelope } from '../entries/commitment.js';
import { ENTRY_VERSION, formatLogEntry, logEntryOf } from '../entries/log-entry.js';
import { PACKED_BYTES, PACKED_COMMITMENT, PACKED_TIME, packEntries } from '../entries/packed-entries.js';
import { TreeHasher } from '../merkle/tree-hasher.js';
import { nodeCryptography } from './cryptography.js';

/** How a leaf begins: the byte of RFC 9162 and the first member of the entry. Everything in an entry has its fixed place. */
const LEAF = `\u0000{"commitment":"${'0'.repeat(64)}","eventId":"${'0'.repeat(36)}","recordedAt":"${'0'.repeat(27)}","v":${ENTRY_VERSION}}`;
const COMMITMENT_AT = LEAF.indexOf('0');
const EVENT_ID_AT = LEAF.indexOf('0', COMMITMENT_AT + 64);
const RECORDED_AT_AT = LEAF.indexOf('0', EVENT_ID_AT + 36);

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
  private room = Buffer.allocUnsafe(8_192);
  /** The first so many bytes of the room, by their number: a view costs as much as a hash. */
  private views: Buffer[] = [];
  private second = '';
  /** Microseconds since 1970 of `second`. */
  private secondAt = 0;

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
    for (let byte = 0; byte < HASH_BYTES; byte++) {
      const value = commitment.charCodeAt(byte);
      packed[at + PACKED_COMMITMENT + byte] = value;
      this.leaf[COMMITMENT_AT + 2 * byte] = HEX[value >> 4]!;
      this.leaf[COMMITMENT_AT + 2 * byte + 1] = HEX[value & 15]!;
    }
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
      const value = (DIGITS[high] ?? 255) * 16 + (DIGITS[low] ?? 255);
      // A digit that is none makes it 255 at least; two of them make 255 out of 15 * 16 + 15 only.
      if (value > 255 || DIGITS[low] === 255) return false;
      packed[byte++] = value;
    }
    return true;
  }

  /** As `commitmentOf(headerOf(event), saltOf(nonce))` is, a letter for each byte. */
  private commitment(
    { streamId, revision, eventId, type, schemaVersion, recordedAt, data, meta }: CommittedEvent,
    nonce: Uint8Array,
    occurred: string | null,
  ): string {
    const dataSha256 = hash('sha256', data, 'hex');
    const envelopeSha256 = this.hashed(nonce, `${revision}\n${meta}`, 'hex');
    this.salted.set(nonce, SALT_PREFIX.length);
    copyBytes(hash('sha256', this.salted, 'binary'), NONCE_BYTES, this.salt, 0);
    return this.hashed(
      this.salt,
      `{"dataSha256":"${dataSha256}","envelopeSha256":"${envelopeSha256}","eventId":"${eventId}","occurred":${
        occurred === null ? 'null' : quoted(occurred)
      },"recordedAt":"${recordedAt}","schemaVersion":${schemaVersion},"streamId":${quoted(streamId)},"type":${quoted(type)}}`,
      'binary',
    );
  }

  private readonly salt = new Uint8Array(NONCE_BYTES);

  /** SHA-256 of 16 bytes and a text. */
  private hashed(before: Uint8Array, text: string, encoding: 'hex' | 'binary'): string {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    const most = NONCE_BYTES + 3 * text.length;
    if (most > this.room.length) [this.room, this.views] = [Buffer.allocUnsafe(2 * most), []];
    for (let byte = 0; byte < NONCE_BYTES; byte++) this.room[byte] = before[byte]!;
    const end = NONCE_BYTES + this.room.write(text, NONCE_BYTES, 'utf8');
    return hash('sha256', end < MOST_VIEWS ? (this.views[end] ??= this.room.subarray(0, end)) : this.room.subarray(0, end), encoding);
  }

  /** Microseconds since 1970, in eight bytes. */
  private packTime(recordedAt: string, packed: Uint8Array, at: number): void {
    const second = recordedAt.slice(0, 19);
    // What is recorded together has its second in common.
    if (second !== this.second) [this.second, this.secondAt] = [second, Date.parse(`${second}Z`) * 1_000];
    let time = this.secondAt + Number(recordedAt.slice(20, 26));
    for (let byte = 7; byte >= 0; byte--, time = Math.floor(time / 256)) packed[at + byte] = time % 256;
  }
}

/** Texts longer than this are rare: their views are made anew. */
const MOST_VIEWS = 4_096;

/** So many bytes of a text that has one letter for each. */
function copyBytes(text: string, bytes: number, to: Uint8Array, at: number): void {
  for (let byte = 0; byte < bytes; byte++) to[at + byte] = text.charCodeAt(byte);
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
