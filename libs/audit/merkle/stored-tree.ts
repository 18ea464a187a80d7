import { HASH_BYTES, type Sha256 } from '../base/cryptography.js';
import { consistencyRanges, inclusionRanges, subtreesOf, type Range, type Subtree } from './ranges.js';
import { readTile, TILE_HEIGHT, TILE_WIDTH, tileWith, type TileReader } from './tiles.js';
import { TreeHasher } from './tree-hasher.js';

/**
 * The tree over the first `size` entries of a log, read from its tiles. It fetches each tile once, so many proofs are best asked of one.
 * What it answers is as true as its tiles: whoever does not trust them verifies the proof against a signed checkpoint.
 */
export class StoredTree {
  private readonly hasher: TreeHasher;
  private readonly tiles = new Map<string, Promise<Uint8Array>>();

  /** @throws {RangeError} when the size is no count of entries */
  constructor(
    readonly size: number,
    private readonly reader: TileReader,
    sha256: Sha256,
  ) {
    if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`a tree has 0 or more entries, not ${size}`);
    this.hasher = new TreeHasher(sha256);
  }

  root(): Promise<Uint8Array> {
    return this.size === 0 ? Promise.resolve(this.hasher.empty.slice()) : this.hashOf({ start: 0, end: this.size });
  }

  /**
   * Hashes that lead from an entry up to the root, its sibling's first.
   * @throws {RangeError} when the tree has no such entry
   */
  async inclusionProof(index: number): Promise<Uint8Array[]> {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size)
      throw new RangeError(`entry ${index} is not among the ${this.size} of this tree, which count from 0`);
    return this.hashesOf(inclusionRanges(index, this.size));
  }

  /**
   * Hashes that show the tree of the first `older` entries to be the beginning of this one.
   * @throws {RangeError} when this tree has fewer
   */
  async consistencyProof(older: number): Promise<Uint8Array[]> {
    if (!Number.isSafeInteger(older) || older < 0 || older > this.size)
      throw new RangeError(`a tree of ${this.size} entries has no beginning of ${older}`);
    return this.hashesOf(consistencyRanges(older, this.size));
  }

  private hashesOf(ranges: readonly Range[]): Promise<Uint8Array[]> {
    return Promise.all(ranges.map((range) => this.hashOf(range)));
  }

  private async hashOf(range: Range): Promise<Uint8Array> {
    const subtrees = await Promise.all(subtreesOf(range).map((subtree) => this.subtreeHash(subtree)));
    return subtrees.reduceRight((right, left) => this.hasher.node(left, right));
  }

  private async subtreeHash({ height, index }: Subtree): Promise<Uint8Array> {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height % TILE_HEIGHT);
    const first = index * count;
    const hashes = await this.tile(level, first);
    return this.hasher.subtree(hashes, (first % TILE_WIDTH) * HASH_BYTES, count);
  }

  private tile(level: number, hash: number): Promise<Uint8Array> {
    const address = tileWith(hash, level, this.size);
    const key = `${address.level}/${address.index}`;
    let tile = this.tiles.get(key);
    if (!tile) this.tiles.set(key, (tile = readTile(this.reader, address)));
    return tile;
  }
}
