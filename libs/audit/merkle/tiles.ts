import { HASH_BYTES } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';

/** Hashes of a full tile, and entries of a full bundle (C2SP tlog-tiles). A tile stands for a subtree of height 8. */
export const TILE_WIDTH = 256;
export const TILE_HEIGHT = 8;

/**
 * A tile of the tree: `width` hashes from number 256 · index on, of level `level`. Level 0 holds leaf hashes; each hash of a higher level is
 * the root of a full tile of the level below. A width under 256 is a partial tile: the right edge of a tree of some size.
 */
export interface TileAddress {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** A tile with its hashes, 32 bytes each, one after the other. */
export interface Tile extends TileAddress {
  readonly hashes: Uint8Array;
}

/** Where the tiles of a log lie: a table, a folder, or a web address. */
export interface TileReader {
  /** The hashes of a tile: `width` of them, or more when a wider one has taken its place. Rejects when there is none. */
  readTile(address: TileAddress): Promise<Uint8Array>;
}

/** How many hashes a level has in a tree of so many entries. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/** The tile that holds hash number `hash` of a level, as wide as it is in a tree of `size` entries. */
export function tileWith(hash: number, level: number, size: number): TileAddress {
  const index = Math.floor(hash / TILE_WIDTH);
  return { level, index, width: Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH) };
}

/**
 * Reads exactly the hashes asked for.
 * @throws {VerificationError} `TILE_MALFORMED` when there are fewer, too many, or a part of one
 */
export async function readTile(reader: TileReader, address: TileAddress): Promise<Uint8Array> {
  const hashes = await reader.readTile(address);
  const wanted = address.width * HASH_BYTES;
  if (hashes.length < wanted || hashes.length > TILE_WIDTH * HASH_BYTES || hashes.length % HASH_BYTES !== 0) {
    const { level, index } = address;
    throw new VerificationError('TILE_MALFORMED', `tile ${index} of level ${level} has ${hashes.length} bytes; ${wanted} are needed`);
  }
  return hashes.subarray(0, wanted);
}
