import { base64, fromBase64, fromDecimal } from '../base/bytes.js';
import { HASH_BYTES, type Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import type { TreeHead } from '../merkle/verify.js';
import { parseNote, signNote, verifyNote, type NoteSigner, type VerifiedSignature } from './signed-note.js';
import { formatVerifierKey, type VerifierKey } from './verifier-key.js';

/** What a log says of itself at a moment: so many entries, this root (C2SP tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  /** Which log it is, for ever: its address without scheme, such as `palimpseste.example/journal`. */
  readonly origin: string;
  /** Further lines; ours tell of a change of key (`succession`), others' are passed over. */
  readonly extensions?: readonly string[];
}

/** Whom a verifier believes: got by another way than the checkpoint, or it proves nothing. */
export interface Trust {
  readonly origin: string;
  /** Keys of the log: one, or old ones and a new one (`trustOfLog`). */
  readonly log: readonly VerifierKey[];
  /** Of a key that was succeeded, as text: over how many entries its last checkpoint is. What it signs beyond is nobody's. */
  readonly until?: ReadonlyMap<string, number>;
  readonly witnesses?: readonly VerifierKey[];
}

/** A checkpoint that the log signed, and the known witnesses who saw it. How many of them are enough is for the caller to say. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly witnessed: readonly VerifiedSignature[];
}

/** @throws {RangeError} when a part could not be read back */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  const lines = [origin, ...extensions];
  if (lines.some((line) => line === '' || line.includes('\n')))
    throw new RangeError('origin and further lines of a checkpoint are one line each, not empty');
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`a checkpoint is over 0 or more entries, not ${size}`);
  if (root.length !== HASH_BYTES) throw new RangeError(`a root has ${HASH_BYTES} bytes, not ${root.length}`);
  return [origin, size, base64(root), ...extensions].map((line) => `${line}\n`).join('');
}

/** @throws {VerificationError} `CHECKPOINT_MALFORMED` */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, count, encoded, ...extensions] = text.split('\n').slice(0, -1);
  const malformed = (problem: string) => new VerificationError('CHECKPOINT_MALFORMED', `the checkpoint ${problem}`);
  if (!text.endsWith('\n') || !origin || count === undefined || encoded === undefined)
    throw malformed('has no origin, size and root, a line each');
  const size = fromDecimal(count);
  if (size === undefined) throw malformed(`is over "${count.slice(0, 40)}" entries: no decimal of 0 to 2^53 - 1`);
  const root = fromBase64(encoded);
  if (root?.length !== HASH_BYTES) throw malformed(`has "${encoded.slice(0, 60)}" instead of a root of ${HASH_BYTES} bytes in base64`);
  if (extensions.includes('')) throw malformed('has an empty line');
  return { origin, size, root, extensions };
}

/** The signed note of a checkpoint. The caller has verified that it is consistent with all that were published before. */
export const signCheckpoint = (checkpoint: Checkpoint, ...signers: readonly NoteSigner[]): string =>
  signNote(formatCheckpoint(checkpoint), ...signers);

/**
 * Reads a signed checkpoint and verifies whose it is.
 * @throws {VerificationError} `NOTE_MALFORMED`, `CHECKPOINT_MALFORMED`, `ORIGIN_DIFFERS`, `NOT_SIGNED` when no key of the log signed it, or
 * `SIGNATURE_INVALID` when a signature of a known key does not hold, a witness's included
 */
export function openCheckpoint(note: string, { origin, log, until, witnesses = [] }: Trust, cryptography: Cryptography): OpenedCheckpoint {
  const parsed = parseNote(note);
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint.origin !== origin)
    throw new VerificationError('ORIGIN_DIFFERS', `the checkpoint is of ${checkpoint.origin}, not of ${origin}`);
  const valid = verifyNote(parsed, log, cryptography).filter(
    ({ key }) => checkpoint.size <= (until?.get(formatVerifierKey(key)) ?? Infinity),
  );
  if (valid.length === 0)
    throw new VerificationError('NOT_SIGNED', `no known key of ${origin} signed the checkpoint over ${checkpoint.size} entries`);
  return { ...checkpoint, witnessed: verifyNote(parsed, witnesses, cryptography) };
}
