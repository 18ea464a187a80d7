import type { StoredEvent } from '@app/event-store';
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

const EVENT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
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
  private second = '';
  /** Microseconds since 1970 of `second`. */
  private secondAt = 0;

  /** Event number `index` of those whose hashes and entries these are; a nonce has 16 bytes. */
  write(
    event: StoredEvent,
    nonce: Uint8Array,
    { occurred }: Pick<Envelope, 'occurred'>,
    packed: Buffer,
    hashes: Buffer,
    index: number,
  ): void {
    if (!EVENT_ID.test(event.eventId) || !RECORDED_AT.test(event.recordedAt) || !Number.isSafeInteger(event.schemaVersion))
      return slowly(event, nonce, occurred, packed, hashes, index);
    const commitment = this.commitment(event, nonce, occurred);
    this.leaf.write(commitment, COMMITMENT_AT, 'latin1');
    this.leaf.write(event.eventId, EVENT_ID_AT, 'latin1');
    this.leaf.write(event.recordedAt, RECORDED_AT_AT, 'latin1');
    hashes.write(hash('sha256', this.leaf, 'binary'), index * HASH_BYTES, 'latin1');
    this.pack(event, commitment, packed, index * PACKED_BYTES);
  }

  /** As `commitmentOf(headerOf(event), saltOf(nonce))` is. */
  private commitment(
    { streamId, revision, eventId, type, schemaVersion, recordedAt, data, meta }: CommittedEvent,
    nonce: Uint8Array,
    occurred: string | null,
  ): string {
    const dataSha256 = hash('sha256', data, 'hex');
    const envelopeSha256 = this.hashed(nonce, `${revision}\n${meta}`);
    this.salted.set(nonce, SALT_PREFIX.length);
    const salt = this.salt;
    salt.write(hash('sha256', this.salted, 'binary'), 0, NONCE_BYTES, 'latin1');
    return this.hashed(
      salt,
      `{"dataSha256":"${dataSha256}","envelopeSha256":"${envelopeSha256}","eventId":"${eventId}","occurred":${
        occurred === null ? 'null' : quoted(occurred)
      },"recordedAt":"${recordedAt}","schemaVersion":${schemaVersion},"streamId":${quoted(streamId)},"type":${quoted(type)}}`,
    );
  }

  private readonly salt = Buffer.allocUnsafe(NONCE_BYTES);

  /** SHA-256, hex, of 16 bytes and a text. */
  private hashed(before: Uint8Array, text: string): string {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    const most = NONCE_BYTES + 3 * text.length;
    if (most > this.room.length) this.room = Buffer.allocUnsafe(2 * most);
    this.room.set(before, 0);
    const end = NONCE_BYTES + this.room.write(text, NONCE_BYTES, 'utf8');
    return hash('sha256', this.room.subarray(0, end), 'hex');
  }

  private pack({ eventId, recordedAt }: CommittedEvent, commitment: string, packed: Buffer, at: number): void {
    packed.write(eventId.replaceAll('-', ''), at, 'hex');
    const second = recordedAt.slice(0, 19);
    // What is recorded together has its second in common.
    if (second !== this.second) [this.second, this.secondAt] = [second, Date.parse(`${second}Z`) * 1_000];
    const time = this.secondAt + Number(recordedAt.slice(20, 26));
    packed.writeUInt32BE(Math.floor(time / 2 ** 32), at + PACKED_TIME);
    packed.writeUInt32BE(time % 2 ** 32, at + PACKED_TIME + 4);
    packed.write(commitment, at + PACKED_COMMITMENT, 'hex');
  }
}

const hasher = new TreeHasher(nodeCryptography.sha256);

function slowly(event: StoredEvent, nonce: Uint8Array, occurred: string | null, packed: Buffer, hashes: Buffer, index: number): void {
  const entry = logEntryOf(event, nonce, nodeCryptography.sha256, { occurred, nonce });
  packed.set(packEntries([entry]), index * PACKED_BYTES);
  hashes.set(hasher.leaf(formatLogEntry(entry)), index * HASH_BYTES);
}

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : canonical(text));
