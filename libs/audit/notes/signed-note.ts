import { base64, fromBase64, utf8 } from '../base/bytes.js';
import type { Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { cosignatureMessage, splitCosignature } from './cosignature.js';
import { isKeyName, KEY_ID_BYTES, keyIdText, type VerifierKey } from './verifier-key.js';

/** A text with the signatures of one or more keys (C2SP signed-note). Nothing in it is to be believed before `verifyNote`. */
export interface SignedNote {
  /** Ends with a newline, which is signed too. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** A signature that holds. `at` is what a witness says of the time it looked: seconds since 1970. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly at?: number;
}

/** Whoever signs notes. */
export interface NoteSigner {
  readonly key: VerifierKey;
  /** The signature of a note's text, without its line. */
  sign(text: string): Uint8Array;
}

/** A note may carry an old key and a new one, and many witnesses; somebody who adds thousands of lines only wastes our time. */
const MOST_SIGNATURES = 64;
const LINE = /^\u2014 ([^ ]+) ([^ ]+)$/;
// eslint-disable-next-line no-control-regex -- these are what a note must not hold
const CONTROLS = /[\u0000-\u0009\u000b-\u001f]/;

/** @throws {RangeError} when the text cannot be that of a note */
export function signNote(text: string, ...signers: readonly NoteSigner[]): string {
  if (!isNoteText(text) || signers.length === 0)
    throw new RangeError('a note is well-formed text that ends with a newline, and somebody signs it');
  return formatNote({
    text,
    signatures: signers.map((signer) => ({ name: signer.key.name, keyId: signer.key.id, signature: signer.sign(text) })),
  });
}

export const formatNote = ({ text, signatures }: SignedNote): string => `${text}\n${signatures.map(formatSignature).join('')}`;

/** @throws {VerificationError} `NOTE_MALFORMED` */
export function parseNote(note: string): SignedNote {
  const split = note.lastIndexOf('\n\n');
  if (split < 0) throw malformed('has no empty line before its signatures');
  const text = note.slice(0, split + 1);
  if (!isNoteText(text)) throw malformed('has a text with control characters or half a surrogate pair');
  return { text, signatures: parseSignatures(note.slice(split + 2)) };
}

/**
 * Signature lines alone, as a witness answers them.
 * @throws {VerificationError} `NOTE_MALFORMED`
 */
export function parseSignatures(lines: string): NoteSignature[] {
  if (!lines.endsWith('\n')) throw malformed('does not end with a newline');
  const all = lines.slice(0, -1).split('\n');
  if (all.length > MOST_SIGNATURES) throw malformed(`has ${all.length} signatures, more than ${MOST_SIGNATURES}`);
  return all.map((line) => {
    const [, name, encoded] = LINE.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    if (name === undefined || !isKeyName(name) || !bytes || bytes.length <= KEY_ID_BYTES)
      throw malformed(`has a line "${line.slice(0, 80)}" instead of "— name signature"`);
    return { name, keyId: keyIdText(bytes), signature: bytes.subarray(KEY_ID_BYTES) };
  });
}

/**
 * The signatures of known keys, each verified; those of others are passed over, as the specification asks. A key that signed twice is told once,
 * with its latest time: whoever counts witnesses counts keys.
 * @throws {VerificationError} `SIGNATURE_INVALID` when one of a known key does not hold: then the whole note is refused
 */
export function verifyNote(
  { text, signatures }: SignedNote,
  keys: readonly VerifierKey[],
  cryptography: Cryptography,
): VerifiedSignature[] {
  const found = new Map<VerifierKey, VerifiedSignature>();
  for (const { name, keyId, signature } of signatures) {
    const key = keys.find((known) => known.name === name && known.id === keyId);
    if (!key) continue;
    const one = verified(text, signature, key, cryptography);
    if ((one.at ?? 0) >= (found.get(key)?.at ?? 0)) found.set(key, one);
  }
  return [...found.values()];
}

function verified(text: string, signature: Uint8Array, key: VerifierKey, { verifyEd25519 }: Cryptography): VerifiedSignature {
  const invalid = () => new VerificationError('SIGNATURE_INVALID', `the signature of ${key.name} (key ${key.id}) is not that of this text`);
  if (key.type === 'ed25519') {
    if (!verifyEd25519(key.publicKey, utf8(text), signature)) throw invalid();
    return { key };
  }
  const cosignature = splitCosignature(signature);
  if (!cosignature || !verifyEd25519(key.publicKey, cosignatureMessage(text, cosignature.at), cosignature.signature)) throw invalid();
  return { key, at: cosignature.at };
}

const formatSignature = ({ name, keyId, signature }: NoteSignature): string => {
  const bytes = new Uint8Array(KEY_ID_BYTES + signature.length);
  bytes.set(keyId.match(/../g)!.map((pair) => parseInt(pair, 16)));
  bytes.set(signature, KEY_ID_BYTES);
  return `\u2014 ${name} ${base64(bytes)}\n`;
};

const isNoteText = (text: string): boolean => text.endsWith('\n') && text.isWellFormed() && !CONTROLS.test(text);

const malformed = (problem: string) => new VerificationError('NOTE_MALFORMED', `the signed note ${problem}`);
