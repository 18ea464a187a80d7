import { tilePath } from './tile-path.js';
import type { Tile, TileAddress, TileReader } from './tiles.js';

/** Tiles by their paths, as a folder served over HTTP holds them: asked for one that was never written, it has none. */
export class TileFolder implements TileReader {
  readonly files = new Map<string, Uint8Array>();
  readonly asked: string[] = [];

  write(tiles: readonly Tile[]): void {
    for (const tile of tiles) this.files.set(tilePath(tile), tile.hashes);
  }

  async readTile(address: TileAddress): Promise<Uint8Array> {
    const path = tilePath(address);
    this.asked.push(path);
    const file = this.files.get(path);
    if (!file) throw new Error(`there is no ${path}`);
    return file;
  }
}
