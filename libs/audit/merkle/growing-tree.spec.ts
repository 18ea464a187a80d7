import { nodeCryptography } from '../node/cryptography.js';
import { GrowingTree } from './growing-tree.js';
import { NaiveTree, sampleEntries } from './naive-tree.fixture.js';
import { StoredTree } from './stored-tree.js';
import { TileFolder } from './tile-folder.fixture.js';
import { tilePath } from './tile-path.js';
import { TreeHasher } from './tree-hasher.js';

const { sha256 } = nodeCryptography;
const leaves = (entries: readonly Uint8Array[]): Uint8Array => new TreeHasher(sha256).leaves(entries);

describe('a growing tree', () => {
  it('has the root and the tiles of the definition at every size to 1,100', () => {
    const naive = new NaiveTree(sampleEntries(1_100));
    const tree = new GrowingTree(sha256);
    const folder = new TileFolder();
    for (let size = 1; size <= 1_100; size++) {
      folder.write(tree.append(leaves([naive.entries[size - 1]!])));
      expect(same(tree.root(), naive.root(size))).toBe(true);
      expect(tilesThatDiffer(folder, naive, size)).toEqual([]);
    }
  });

  it('has them on both sides of 65,536, where a level begins, whatever the batches', () => {
    const naive = new NaiveTree(sampleEntries(66_100));
    const tree = new GrowingTree(sha256);
    const folder = new TileFolder();
    for (const size of [1, 300, 65_279, 65_280, 65_281, 65_535, 65_536, 65_537, 65_791, 65_792, 65_793, 66_047, 66_049, 66_100]) {
      folder.write(tree.append(leaves(naive.entries.slice(tree.size, size))));
      expect(tree.size).toBe(size);
      expect(same(tree.root(), naive.root(size))).toBe(true);
      expect(tilesThatDiffer(folder, naive, size)).toEqual([]);
    }
  });

  it('tells the tiles of 70,000 entries as the specification counts them', () => {
    const tiles = new GrowingTree(sha256).append(leaves(sampleEntries(70_000)));
    const count = (level: number, width?: number) =>
      tiles.filter((tile) => tile.level === level && (width ?? tile.width) === tile.width).length;
    expect([count(0), count(0, 256), count(0, 112), count(1), count(1, 256), count(1, 17), count(2), count(2, 1), tiles.length]).toEqual([
      274, 273, 1, 2, 1, 1, 1, 1, 277,
    ]);
  });

  it('tells a tile again only when it has changed', () => {
    const tree = new GrowingTree(sha256);
    tree.append(leaves(sampleEntries(256)));
    expect(tree.append(leaves(sampleEntries(3))).map(tilePath)).toEqual(['tile/0/001.p/3']);
    expect(tree.append(leaves([])).map(tilePath)).toEqual([]);
    expect(tree.append(leaves(sampleEntries(254))).map(tilePath)).toEqual(['tile/0/001', 'tile/0/002.p/1', 'tile/1/000.p/2']);
  });

  it('keeps what it told apart from what it goes on with', () => {
    const tree = new GrowingTree(sha256);
    const [tile] = tree.append(leaves(sampleEntries(2)));
    const before = Buffer.from(tile!.hashes);
    tile!.hashes.fill(0);
    expect(same(tree.append(leaves(sampleEntries(1)))[0]!.hashes.subarray(0, 64), before)).toBe(true);
  });

  it.each([0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000])(
    'is taken up again from its tiles at %i entries',
    async (size) => {
      const entries = sampleEntries(size + 700);
      const folder = new TileFolder();
      const tree = new GrowingTree(sha256);
      folder.write(tree.append(leaves(entries.slice(0, size))));
      const again = await GrowingTree.resume(tree.head(), folder, sha256);
      const more = leaves(entries.slice(size));
      const told = tree.append(more);
      expect(again.append(more)).toEqual(told);
      expect(again.head()).toEqual(tree.head());
    },
  );

  it('is not taken up from tiles that give another root', async () => {
    const tree = new GrowingTree(sha256);
    const folder = new TileFolder();
    folder.write(tree.append(leaves(sampleEntries(300))));
    const head = tree.head();
    folder.files.get('tile/0/001.p/44')![5]! ^= 1;
    await expect(GrowingTree.resume(head, folder, sha256)).rejects.toMatchObject({ code: 'ROOT_DIFFERS' });
  });

  it('refuses half a leaf hash', () => expect(() => new GrowingTree(sha256).append(new Uint8Array(33))).toThrow(RangeError));
});

describe('the tree in the tiles', () => {
  it('gives the root of every earlier size whose tiles were kept', async () => {
    const naive = new NaiveTree(sampleEntries(800));
    const tree = new GrowingTree(sha256);
    const folder = new TileFolder();
    for (let size = 1; size <= 800; size++) folder.write(tree.append(leaves([naive.entries[size - 1]!])));
    for (let size = 0; size <= 800; size++) expect(same(await new StoredTree(size, folder, sha256).root(), naive.root(size))).toBe(true);
  });

  it('takes the beginning of a tile that has grown since', async () => {
    const naive = new NaiveTree(sampleEntries(300));
    const folder = new TileFolder();
    folder.write(new GrowingTree(sha256).append(leaves(naive.entries)));
    const full = { readTile: () => Promise.resolve(folder.files.get('tile/0/000')!) };
    expect(same(await new StoredTree(100, full, sha256).root(), naive.root(100))).toBe(true);
  });

  it.each([31 * 32, 32 * 32 - 1, 257 * 32])('refuses a tile of %i bytes where 32 hashes are needed', async (bytes) => {
    const tile = { readTile: () => Promise.resolve(new Uint8Array(bytes)) };
    await expect(new StoredTree(32, tile, sha256).root()).rejects.toMatchObject({ code: 'TILE_MALFORMED' });
  });

  it('fetches each tile once, however many proofs are asked for', async () => {
    const folder = new TileFolder();
    folder.write(new GrowingTree(sha256).append(leaves(sampleEntries(70_000))));
    const tree = new StoredTree(70_000, folder, sha256);
    await Promise.all([0, 1, 255, 256, 69_999].map((index) => tree.inclusionProof(index)));
    expect(new Set(folder.asked).size).toBe(folder.asked.length);
    // The tiles of the three ends asked for, and the right edge.
    expect(folder.asked.sort()).toEqual([
      'tile/0/000',
      'tile/0/001',
      'tile/0/273.p/112',
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
  });

  it.each([-1, 1.5, 2 ** 53])('has no size %p', (size) => expect(() => new StoredTree(size, new TileFolder(), sha256)).toThrow(RangeError));

  it.each([-1, 3, 0.5])('has no entry %p among three, and no beginning of %p', async (index) => {
    const tree = new StoredTree(3, new TileFolder(), sha256);
    await expect(tree.inclusionProof(index)).rejects.toThrow(RangeError);
    await expect(tree.consistencyProof(index === 3 ? 4 : index)).rejects.toThrow(RangeError);
  });
});

/** Paths of tiles that a log of this size must serve and that are not what the formula says. Full tiles are looked at when they fill. */
function tilesThatDiffer(folder: TileFolder, naive: NaiveTree, size: number): string[] {
  const differ: string[] = [];
  for (let level = 0; Math.floor(size / 256 ** level) > 0; level++) {
    const hashes = Math.floor(size / 256 ** level);
    for (const [index, width] of [
      [Math.floor(hashes / 256) - 1, 256],
      [Math.floor(hashes / 256), hashes % 256],
    ] as const) {
      if (index < 0 || width === 0) continue;
      const path = tilePath({ level, index, width });
      const file = folder.files.get(path);
      if (!file || !same(file, naive.tile(level, index, width))) differ.push(path);
    }
  }
  return differ;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
