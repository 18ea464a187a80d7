import { sameBytes } from '../base/bytes.js';
import { HASH_BYTES, type Sha256 } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { TreeHasher } from './tree-hasher.js';

/** How many entries a log had, and the root over them. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Checks that the entry with this leaf hash is number `index` (from 0) of the tree: RFC 9162, section 2.1.3.2.
 * @throws {VerificationError} `INCLUSION_NOT_PROVEN`
 */
export function verifyInclusion(
  index: number,
  leafHash: Uint8Array,
  { size, root }: TreeHead,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): void {
  if (!Number.isSafeInteger(index) || index < 0 || !(index < size))
    throw notIncluded(`entry ${index} is not among the ${size} of the tree`);
  if (!allHashes([leafHash, ...proof])) throw notIncluded(`each hash of the proof has ${HASH_BYTES} bytes`);
  const hasher = new TreeHasher(sha256);
  const path = new Path(index, size - 1);
  let reached = leafHash;
  for (const hash of proof) {
    if (path.atTop) throw notIncluded(`the proof of entry ${index} has ${proof.length} hashes, too many for ${size} entries`);
    reached = path.comesFromRight() ? hasher.node(hash, reached) : hasher.node(reached, hash);
    path.up();
  }
  if (!path.atTop || !sameBytes(reached, root))
    throw notIncluded(
      `the proof does not lead from entry ${index} to the root of the ${size} entries: the entry, its index or the checkpoint is another`,
    );
}

/**
 * Checks that the older tree is the beginning of the newer one, so that nothing was changed or taken away between: RFC 9162, section 2.1.4.2.
 * @throws {VerificationError} `CONSISTENCY_NOT_PROVEN`
 */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[], sha256: Sha256): void {
  const sizes = `${older.size} to ${newer.size} entries`;
  if (![older.size, newer.size].every((size) => Number.isSafeInteger(size) && size >= 0) || older.size > newer.size)
    throw inconsistent(`from ${sizes} nothing has grown`);
  if (!allHashes([older.root, newer.root, ...proof])) throw inconsistent(`each hash of the proof has ${HASH_BYTES} bytes`);
  const hasher = new TreeHasher(sha256);
  if (older.size === 0 || older.size === newer.size) {
    if (proof.length > 0) throw inconsistent(`from ${sizes} a proof is empty`);
    if (older.size === 0 && !sameBytes(older.root, hasher.empty)) throw inconsistent(`the root of no entries is another`);
    if (older.size === newer.size && !sameBytes(older.root, newer.root)) throw inconsistent(`from ${sizes} the roots differ`);
    return;
  }
  // A whole power of two is a node of the newer tree: its root is the proof's first hash, and is left out.
  const [first, ...others] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  if (!first || proof.length === 0) throw inconsistent(`from ${sizes} a proof is not empty`);
  const path = new Path(older.size - 1, newer.size - 1);
  path.skipComplete();
  let [olderReached, newerReached] = [first, first];
  for (const hash of others) {
    if (path.atTop) throw inconsistent(`from ${sizes} ${proof.length} hashes are too many`);
    if (path.comesFromRight()) {
      olderReached = hasher.node(hash, olderReached);
      newerReached = hasher.node(hash, newerReached);
    } else newerReached = hasher.node(newerReached, hash);
    path.up();
  }
  if (!path.atTop || !sameBytes(olderReached, older.root) || !sameBytes(newerReached, newer.root))
    throw inconsistent(`the proof does not lead from ${sizes}: what was recorded before has changed, or a root is another's`);
}

/** The way up from a node to the root, beside the last node of each level: `fn` and `sn` of RFC 9162. */
class Path {
  constructor(
    private node: number,
    private last: number,
  ) {}

  get atTop(): boolean {
    return this.last === 0;
  }

  /** Whether the node here is a right child. Goes up first where the last node has no sibling. */
  comesFromRight(): boolean {
    if (this.node % 2 === 1) return true;
    if (this.node !== this.last) return false;
    while (this.node % 2 === 0 && this.node !== 0) this.up();
    return true;
  }

  /** Up past the subtrees that the older tree has filled. */
  skipComplete(): void {
    while (this.node % 2 === 1) this.up();
  }

  up(): void {
    this.node = Math.floor(this.node / 2);
    this.last = Math.floor(this.last / 2);
  }
}

const allHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every(({ length }) => length === HASH_BYTES);

/** Of a size of 1 or more; bit operations end at 2^31. */
function isPowerOfTwo(size: number): boolean {
  let rest = size;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}

const notIncluded = (message: string) => new VerificationError('INCLUSION_NOT_PROVEN', message);
const inconsistent = (message: string) => new VerificationError('CONSISTENCY_NOT_PROVEN', message);
