import { digest, HASH_BYTES, type Sha256 } from '../base/cryptography.js';

const LEAF = 0x00;
const NODE = 0x01;

/** The hashes of RFC 6962 / 9162: a leaf is SHA-256(0x00 ‖ entry), a node SHA-256(0x01 ‖ left ‖ right). Not to be shared between threads. */
export class TreeHasher {
  /** Root of the tree without entries. */
  readonly empty: Uint8Array;
  private readonly pair = nodeInput();
  private input = leafInput(0);

  constructor(readonly sha256: Sha256) {
    this.empty = digest(sha256, new Uint8Array());
  }

  leaf(entry: Uint8Array): Uint8Array {
    const out = new Uint8Array(HASH_BYTES);
    this.leafInto(entry, out, 0);
    return out;
  }

  /** The hashes of so many entries, one after the other: what `GrowingTree.append` takes. */
  leaves(entries: readonly Uint8Array[]): Uint8Array {
    const out = new Uint8Array(entries.length * HASH_BYTES);
    for (let index = 0; index < entries.length; index++) this.leafInto(entries[index]!, out, index * HASH_BYTES);
    return out;
  }

  node(left: Uint8Array, right: Uint8Array): Uint8Array {
    const out = new Uint8Array(HASH_BYTES);
    this.pair.set(left, 1);
    this.pair.set(right, 1 + HASH_BYTES);
    this.sha256(this.pair, out, 0);
    return out;
  }

  /** Root of the complete subtree over `count` hashes (a power of two) that lie one after the other from `offset` on. */
  subtree(hashes: Uint8Array, offset: number, count: number): Uint8Array {
    const level = hashes.slice(offset, offset + count * HASH_BYTES);
    for (let width = count; width > 1; width /= 2)
      for (let index = 0; index < width; index += 2) {
        const at = index * HASH_BYTES;
        this.pair.set(level.subarray(at, at + 2 * HASH_BYTES), 1);
        this.sha256(this.pair, level, at / 2);
      }
    return level.slice(0, HASH_BYTES);
  }

  private leafInto(entry: Uint8Array, out: Uint8Array, offset: number): void {
    // Most entries of a log are equally long.
    if (this.input.length !== 1 + entry.length) this.input = leafInput(entry.length);
    this.input.set(entry, 1);
    this.sha256(this.input, out, offset);
  }
}

/** Room for what is hashed into a node; the children go behind the first byte. */
export function nodeInput(): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = NODE;
  return bytes;
}

function leafInput(length: number): Uint8Array {
  const bytes = new Uint8Array(1 + length);
  bytes[0] = LEAF;
  return bytes;
}
