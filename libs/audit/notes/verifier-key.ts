import { base64, fromBase64, hex, utf8 } from '../base/bytes.js';
import { digest, type Sha256 } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';

/** Bytes before every signature in a note that say which key made it. */
export const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;

/** `ed25519` signs notes; `cosignature` is what a witness signs with, whose signatures carry a time. */
export type SignatureType = keyof typeof TYPES;
const TYPES = { ed25519: 0x01, cosignature: 0x04 } as const;

/** A public key as notes know it. Name and id together say which key it is; only the key itself is to be trusted. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ newline ‖ type ‖ public key), as eight hexadecimal digits. */
  readonly id: string;
  readonly type: SignatureType;
  readonly publicKey: Uint8Array;
}

/** @throws {RangeError} for an impossible name or a public key that is not 32 bytes long */
export function verifierKey(name: string, type: SignatureType, publicKey: Uint8Array, sha256: Sha256): VerifierKey {
  if (!isKeyName(name)) throw new RangeError(`"${name}" is no name of a key: neither space nor "+" may be in it`);
  if (publicKey.length !== PUBLIC_KEY_BYTES)
    throw new RangeError(`an Ed25519 public key has ${PUBLIC_KEY_BYTES} bytes, not ${publicKey.length}`);
  const id = keyIdText(digest(sha256, utf8(`${name}\n`), typed(type, publicKey)));
  return { name, id, type, publicKey };
}

/** `name+id+base64(type ‖ public key)`: what a log or a witness publishes to be verified by. */
export const formatVerifierKey = ({ name, id, type, publicKey }: VerifierKey): string => `${name}+${id}+${base64(typed(type, publicKey))}`;

/**
 * @throws {VerificationError} `KEY_MALFORMED` when it is none, when its id is not its own, or when its signatures are of another kind than
 * Ed25519 (ML-DSA-44 is not read yet)
 */
export function parseVerifierKey(text: string, sha256: Sha256): VerifierKey {
  const [, name, id, encoded] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !isKeyName(name) || !bytes) throw malformed(text, 'is not name+id+key');
  const type = (Object.keys(TYPES) as SignatureType[]).find((known) => TYPES[known] === bytes[0]);
  if (!type) throw malformed(text, `has signatures of type ${bytes[0]}; known are Ed25519 (1) and cosignatures (4)`);
  if (bytes.length !== 1 + PUBLIC_KEY_BYTES) throw malformed(text, `has a key of ${bytes.length - 1} bytes instead of ${PUBLIC_KEY_BYTES}`);
  const key = verifierKey(name, type, bytes.slice(1), sha256);
  if (key.id !== id) throw malformed(text, `has the id ${id}; that of its name and key is ${key.id}`);
  return key;
}

// eslint-disable-next-line no-control-regex -- no note may hold these
export const isKeyName = (name: string): boolean => name.isWellFormed() && /^[^\p{White_Space}+\u0000-\u001f]+$/u.test(name);

/** The id at the beginning of these bytes. */
export const keyIdText = (bytes: Uint8Array): string => hex(bytes.subarray(0, KEY_ID_BYTES));

function typed(type: SignatureType, publicKey: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + publicKey.length);
  bytes[0] = TYPES[type];
  bytes.set(publicKey, 1);
  return bytes;
}

const malformed = (text: string, problem: string) =>
  new VerificationError('KEY_MALFORMED', `the verifier key "${text.slice(0, 80)}" ${problem}`);
