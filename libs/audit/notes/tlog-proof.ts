import { base64, fromBase64, fromDecimal } from '../base/bytes.js';
import { HASH_BYTES, type Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { TreeHasher } from '../merkle/tree-hasher.js';
import { verifyInclusion } from '../merkle/verify.js';
import { openCheckpoint, type OpenedCheckpoint, type Trust } from './checkpoint.js';

/** All it takes to verify offline that an entry is in a log, besides the entry and the keys one trusts: a `.tlog-proof` file (C2SP tlog-proof). */
export interface TlogProof {
  /** Whatever the application adds. Nothing vouches for it. */
  readonly extra?: Uint8Array;
  /** Number of the entry, from 0. */
  readonly index: number;
  /** The inclusion proof in the checkpoint's tree, from the leaf's sibling up. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note, as it is. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
/** As many heights as a tree of 2^64 entries could have. */
const MOST_HASHES = 64;

/** @throws {RangeError} when the index is none, or the extra data is there but empty */
export function formatTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`entries count from 0: ${index} is none`);
  if (extra?.length === 0) throw new RangeError('extra data is left out rather than empty');
  const lines = [HEADER, ...(extra ? [`extra ${base64(extra)}`] : []), `index ${index}`, ...hashes.map(base64), '', checkpoint];
  return lines.join('\n');
}

/** @throws {VerificationError} `PROOF_MALFORMED`; the checkpoint is not looked into */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf('\n\n');
  if (split < 0) throw malformed('has no empty line before its checkpoint');
  const [header, ...lines] = text.slice(0, split).split('\n');
  if (header !== HEADER) throw malformed(`begins with "${header!.slice(0, 40)}", not with ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? bytesOf(lines.shift()!.slice('extra '.length)) : undefined;
  const [place = '', ...encoded] = lines;
  const index = place.startsWith('index ') ? fromDecimal(place.slice('index '.length)) : undefined;
  if (index === undefined) throw malformed(`has "${place.slice(0, 40)}" instead of "index" and a decimal of 0 to 2^53 - 1`);
  if (encoded.length > MOST_HASHES) throw malformed(`has ${encoded.length} hashes, more than ${MOST_HASHES}`);
  const hashes = encoded.map(bytesOf);
  if (hashes.some(({ length }) => length !== HASH_BYTES)) throw malformed(`has a hash that is not ${HASH_BYTES} bytes long`);
  return { ...(extra && { extra }), index, hashes, checkpoint: text.slice(split + 2) };
}

/**
 * Verifies a proof file against the entry it is about.
 * @returns the checkpoint, with the known witnesses who saw it
 * @throws {VerificationError} `PROOF_MALFORMED`, `INCLUSION_NOT_PROVEN`, or what `openCheckpoint` finds
 */
export function verifyTlogProof(text: string, entry: Uint8Array, trust: Trust, cryptography: Cryptography): OpenedCheckpoint {
  const { index, hashes, checkpoint } = parseTlogProof(text);
  const opened = openCheckpoint(checkpoint, trust, cryptography);
  const { sha256 } = cryptography;
  verifyInclusion(index, new TreeHasher(sha256).leaf(entry), opened, hashes, sha256);
  return opened;
}

function bytesOf(line: string): Uint8Array {
  const bytes = fromBase64(line);
  if (!bytes?.length) throw malformed(`has "${line.slice(0, 60)}" where base64 is due`);
  return bytes;
}

const malformed = (problem: string) => new VerificationError('PROOF_MALFORMED', `the proof ${problem}`);
