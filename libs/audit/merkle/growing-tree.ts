import { sameBytes } from '../base/bytes.js';
import { HASH_BYTES, type Sha256 } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { readTile, TILE_HEIGHT, TILE_WIDTH, tileWith, hashesAt, type Tile, type TileReader } from './tiles.js';
import { nodeInput, TreeHasher } from './tree-hasher.js';
import type { TreeHead } from './verify.js';

/** Heights of a tree of 2^53 entries, the most that a number counts. */
const HEIGHTS = 54;
const LEFT = 1;
const RIGHT = LEFT + HASH_BYTES;

/**
 * A tree that only grows. It keeps its right edge: one hash for each complete subtree (the frontier) and the rightmost tile of each level, some
 * tens of kilobytes at any size. Appending costs one hash for each entry, on average; the root costs one for each height.
 */
export class GrowingTree {
  private entries = 0;
  private readonly hasher: TreeHasher;
  /** By height, what will be hashed into the next node above: a left child waits here for its right one. */
  private readonly pairs = Array.from({ length: HEIGHTS }, nodeInput);
  private readonly edge = Array.from({ length: Math.ceil(HEIGHTS / TILE_HEIGHT) }, (_, level) => new EdgeTile(level));

  constructor(sha256: Sha256) {
    this.hasher = new TreeHasher(sha256);
  }

  /**
   * Takes a tree up again from its stored tiles.
   * @throws {VerificationError} `ROOT_DIFFERS` when the tiles are not those of this head, `TILE_MALFORMED` when one is cut off
   */
  static async resume(head: TreeHead, tiles: TileReader, sha256: Sha256): Promise<GrowingTree> {
    const tree = new GrowingTree(sha256);
    const partial = tree.edge.filter(({ level }) => hashesAt(level, head.size) % TILE_WIDTH > 0);
    await Promise.all(
      partial.map(async (tile) => tile.resume(await readTile(tiles, tileWith(hashesAt(tile.level, head.size) - 1, tile.level, head.size)))),
    );
    for (const tile of tree.edge) tile.index = Math.floor(hashesAt(tile.level, head.size) / TILE_WIDTH);
    for (const tile of partial) tree.restoreFrontier(tile);
    tree.entries = head.size;
    if (!sameBytes(tree.root(), head.root))
      throw new VerificationError('ROOT_DIFFERS', `the stored tiles do not give the root of the checkpoint over ${head.size} entries`);
    return tree;
  }

  get size(): number {
    return this.entries;
  }

  /**
   * Appends leaf hashes, 32 bytes each, one after the other.
   * @returns the tiles that changed, as they now are: all are to be stored before a checkpoint of this size is published
   * @throws {RangeError} when the length is no multiple of 32
   */
  append(leafHashes: Uint8Array): Tile[] {
    if (leafHashes.length % HASH_BYTES !== 0)
      throw new RangeError(`leaf hashes are ${HASH_BYTES} bytes each, not ${leafHashes.length} in all`);
    const changed: Tile[] = [];
    this.edge[0]!.add(leafHashes, 0, leafHashes.length, changed);
    for (let offset = 0; offset < leafHashes.length; offset += HASH_BYTES) this.appendOne(leafHashes, offset, changed);
    for (const tile of this.edge) if (tile.changed) changed.push(tile.take());
    return changed;
  }

  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (let height = 0, left = this.entries; left > 0; height++, left = Math.floor(left / 2)) {
      if (left % 2 === 0) continue;
      const subtree = this.pairs[height]!.slice(LEFT, RIGHT);
      root = root ? this.hasher.node(subtree, root) : subtree;
    }
    return root ?? this.hasher.empty.slice();
  }

  head(): TreeHead {
    return { size: this.entries, root: this.root() };
  }

  private appendOne(hashes: Uint8Array, offset: number, changed: Tile[]): void {
    // The entry completes one subtree for each 1 at the end of the size in binary.
    let left = this.entries;
    let place = left % 2 === 0 ? LEFT : RIGHT;
    const leaves = this.pairs[0]!;
    // Byte by byte: a view for `set` would be an object for each entry.
    for (let index = 0; index < HASH_BYTES; index++) leaves[place + index] = hashes[offset + index]!;
    for (let height = 0; place === RIGHT;) {
      left = (left - 1) / 2;
      place = left % 2 === 0 ? LEFT : RIGHT;
      const above = this.pairs[height + 1]!;
      this.hasher.sha256(this.pairs[height]!, above, place);
      height += 1;
      if (height % TILE_HEIGHT === 0) this.edge[height / TILE_HEIGHT]!.add(above, place, HASH_BYTES, changed);
    }
    this.entries += 1;
  }

  private restoreFrontier({ level, width, hashes }: EdgeTile): void {
    let offset = 0;
    for (let height = TILE_HEIGHT - 1; height >= 0; height--) {
      const count = 2 ** height;
      if ((width & count) === 0) continue;
      this.pairs[level * TILE_HEIGHT + height]!.set(this.hasher.subtree(hashes, offset, count), LEFT);
      offset += count * HASH_BYTES;
    }
  }
}

/** The rightmost tile of a level, while it fills. */
class EdgeTile {
  index = 0;
  width = 0;
  changed = false;
  readonly hashes = new Uint8Array(TILE_WIDTH * HASH_BYTES);

  constructor(readonly level: number) {}

  /** Takes over hashes, `length` bytes of them from `start` on; a tile that is full is `changed` and gives way to the next. */
  add(from: Uint8Array, start: number, length: number, changed: Tile[]): void {
    for (let offset = start; offset < start + length;) {
      const taken = Math.min((TILE_WIDTH - this.width) * HASH_BYTES, start + length - offset);
      this.hashes.set(from.subarray(offset, offset + taken), this.width * HASH_BYTES);
      this.width += taken / HASH_BYTES;
      this.changed = true;
      offset += taken;
      if (this.width < TILE_WIDTH) continue;
      changed.push(this.take());
      this.index += 1;
      this.width = 0;
    }
  }

  take(): Tile {
    this.changed = false;
    return { level: this.level, index: this.index, width: this.width, hashes: this.hashes.slice(0, this.width * HASH_BYTES) };
  }

  resume(hashes: Uint8Array): void {
    this.hashes.set(hashes);
    this.width = hashes.length / HASH_BYTES;
  }
}
