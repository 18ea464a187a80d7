import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { PersonKey } from '../keys/port.js';

const VERSION = 1;
const ID_BYTES = 16;
const PATH_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + ID_BYTES + PATH_BYTES;
/** Texts are padded to a multiple of so many bytes: how long a name is tells something of it. */
const BLOCK = 32;

/** Where a personal text stands: the event, and the field in it (JSON pointer below `data` or `meta`). */
export interface SealedPlace {
  readonly eventId: string;
  readonly path: string;
}

/**
 * Seals a text for one person (AES-256-GCM, random nonce), bound to the person, to its event and to its field. What is sealed is
 * version ‖ event id ‖ hash of the path ‖ nonce ‖ ciphertext ‖ tag, as base64url.
 */
export function sealText(key: PersonKey, person: string, { eventId, path }: SealedPlace, text: string): string {
  const header = Buffer.concat([Buffer.of(VERSION), Buffer.from(eventId.replaceAll('-', ''), 'hex'), pathHash(path)]);
  const bytes = Buffer.from(text);
  const padded = Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK);
  bytes.copy(padded);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(person, header));
  return Buffer.concat([header, nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** The text; undefined when it was not sealed by this key for this person, or was touched since. */
export function openText(key: PersonKey, person: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes[0] !== VERSION || bytes.length < HEADER_BYTES + NONCE_BYTES + BLOCK + TAG_BYTES) return undefined;
  const header = bytes.subarray(0, HEADER_BYTES);
  const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(bound(person, header))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const padded = Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    const end = padded.indexOf(0);
    return padded.toString('utf8', 0, end < 0 ? padded.length : end);
  } catch {
    return undefined;
  }
}

/** Whether a text was sealed for just this place: one that was carried elsewhere still opens, and says nothing about where it now stands. */
export function isSealedFor(sealed: string, { eventId, path }: SealedPlace): boolean {
  const bytes = Buffer.from(sealed, 'base64url');
  const own = bytes.subarray(1, 1 + ID_BYTES).toString('hex') === eventId.replaceAll('-', '');
  return own && bytes.subarray(1 + ID_BYTES, HEADER_BYTES).equals(pathHash(path));
}

/** Equal for equal texts of one person, and for whoever has not the key of that person nothing that a guess could be held against. */
export function disguiseText(key: PersonKey, text: string): string {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'palimpseste/person/disguise/1', 32));
  return createHmac('sha256', own).update(text).digest('base64url');
}

const bound = (person: string, header: Buffer): Buffer => Buffer.concat([Buffer.from(`palimpseste/person/1\u0000${person}\u0000`), header]);
const pathHash = (path: string): Buffer => createHash('sha256').update(path).digest().subarray(0, PATH_BYTES);
