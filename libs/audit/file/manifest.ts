import { hex } from '../base/bytes.js';
import type { Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { parseNote, signNote, verifyNote, type NoteSigner } from '../notes/signed-note.js';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../notes/verifier-key.js';
import { DECISION_FILE } from './parts.js';

// A checkpoint begins with the name of its log, which has no space: neither of these can be taken for one.
const ENDORSEMENT = 'palimpseste decision file key';
const MANIFEST = 'palimpseste decision file';

/** What keys that sign the decision files of a log are called. */
export const fileKeyName = (origin: string): string => `${origin}/decision-files`;

/** The log says that this key may sign decision files for it. */
export const endorse = (fileKey: VerifierKey, log: NoteSigner): string => signNote(`${ENDORSEMENT}\n${formatVerifierKey(fileKey)}\n`, log);

/**
 * The key that the log endorsed.
 * @throws {VerificationError} `NOTE_MALFORMED`, `KEY_MALFORMED`, `NOT_SIGNED`, `SIGNATURE_INVALID`
 */
export function openEndorsement(note: string, log: VerifierKey, cryptography: Cryptography): VerifierKey {
  const [header, key, ...rest] = signedLines(note, log, cryptography);
  if (header !== ENDORSEMENT || key === undefined || rest.length > 0)
    throw new VerificationError('NOTE_MALFORMED', 'the signed note endorses no key of decision files');
  const endorsed = parseVerifierKey(key, cryptography.sha256);
  if (endorsed.name !== fileKeyName(log.name) || endorsed.type !== 'ed25519')
    throw new VerificationError('KEY_MALFORMED', `the endorsed key is called ${endorsed.name}, not ${fileKeyName(log.name)}`);
  return endorsed;
}

/** @param sums SHA-256 of the part that lists the hashes of all others */
export const signManifest = (sums: Uint8Array, fileKey: NoteSigner): string => signNote(manifestText(sums), fileKey);

/**
 * The hash of the hashes, as the key of decision files signed it: 64 hexadecimal digits.
 * @throws {VerificationError} `NOTE_MALFORMED`, `NOT_SIGNED`, `SIGNATURE_INVALID`
 */
export function openManifest(note: string, fileKey: VerifierKey, cryptography: Cryptography): string {
  const [header, form, sums, ...rest] = signedLines(note, fileKey, cryptography);
  if (header !== MANIFEST || form !== DECISION_FILE || sums === undefined || !/^[0-9a-f]{64}$/.test(sums) || rest.length > 0)
    throw new VerificationError('NOTE_MALFORMED', `the signed note is no manifest of ${DECISION_FILE}`);
  return sums;
}

const manifestText = (sums: Uint8Array): string => `${MANIFEST}\n${DECISION_FILE}\n${hex(sums)}\n`;

function signedLines(note: string, key: VerifierKey, cryptography: Cryptography): string[] {
  const parsed = parseNote(note);
  if (verifyNote(parsed, [key], cryptography).length === 0)
    throw new VerificationError('NOT_SIGNED', `${key.name} (key ${key.id}) did not sign the note`);
  return parsed.text.slice(0, -1).split('\n');
}
