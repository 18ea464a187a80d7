import { RFC9162 as oracle } from '@transmute/rfc9162';
import fc from 'fast-check';
import { nodeCryptography } from '../node/cryptography.js';
import { GrowingTree } from './growing-tree.js';
import { NaiveTree, sampleEntries } from './naive-tree.fixture.js';
import { StoredTree } from './stored-tree.js';
import { TileFolder } from './tile-folder.fixture.js';
import { TreeHasher } from './tree-hasher.js';
import { verifyConsistency, verifyInclusion, type TreeHead } from './verify.js';

const { sha256 } = nodeCryptography;
const MOST = 1_300;
const naive = new NaiveTree(sampleEntries(MOST));
const hasher = new TreeHasher(sha256);
const folder = new TileFolder();
const leaf = (index: number): Uint8Array => hasher.leaf(naive.entries[index]!);
const head = (size: number): TreeHead => ({ size, root: naive.root(size) });
const stored = (size: number): StoredTree => new StoredTree(size, folder, sha256);

beforeAll(() => {
  const tree = new GrowingTree(sha256);
  for (const entry of naive.entries) folder.write(tree.append(hasher.leaves([entry])));
});

/** An entry in a tree, and a tree with its beginning: sizes beside powers of two are where proofs go wrong. */
const anySize = fc.oneof(
  fc.integer({ min: 1, max: MOST }),
  fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 257, 511, 512, 513, 1_023, 1_024, 1_025),
);
const placed = anySize.chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));
const grown = fc.tuple(anySize, anySize).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

describe('a proof from tiles', () => {
  it('of inclusion is the one of the definition, and holds', () =>
    fc.assert(
      fc.asyncProperty(placed, async ([index, size]) => {
        const proof = await stored(size).inclusionProof(index);
        expect(proof.map(hex)).toEqual(naive.path(index, 0, size).map(hex));
        verifyInclusion(index, leaf(index), head(size), proof, sha256);
      }),
      { numRuns: 400 },
    ));

  it('of consistency is the one of the definition, and holds', () =>
    fc.assert(
      fc.asyncProperty(grown, async ([older, newer]) => {
        const proof = await stored(newer).consistencyProof(older);
        expect(proof.map(hex)).toEqual(older === newer ? [] : naive.proof(older, newer).map(hex));
        verifyConsistency(head(older), head(newer), proof, sha256);
      }),
      { numRuns: 400 },
    ));

  it('holds for every entry and every beginning of every tree of up to 33 entries', async () => {
    for (let size = 1; size <= 33; size++) {
      for (let index = 0; index < size; index++)
        verifyInclusion(index, leaf(index), head(size), await stored(size).inclusionProof(index), sha256);
      for (let older = 0; older <= size; older++)
        verifyConsistency(head(older), head(size), await stored(size).consistencyProof(older), sha256);
    }
  });

  it('is what another implementation says', async () => {
    for (let size = 1; size <= 24; size++) {
      const entries = naive.entries.slice(0, size);
      expect(hex(await stored(size).root())).toBe(hex(await oracle.treeHead(entries)));
      for (let index = 0; index < size; index++)
        expect((await stored(size).inclusionProof(index)).map(hex)).toEqual((await oracle.PATH(index, entries)).map(hex));
      for (let older = 1; older < size; older++) {
        const theirs = (await oracle.PROOF(older, entries)).map(hex);
        // The other one repeats the older root where that is a node of the newer tree; the RFC leaves it out.
        const expected = Number.isInteger(Math.log2(older)) ? theirs.slice(1) : theirs;
        expect((await stored(size).consistencyProof(older)).map(hex)).toEqual(expected);
      }
    }
  });
});

describe('a proof that was tampered with', () => {
  it('of inclusion is refused', () =>
    fc.assert(
      fc.asyncProperty(placed, fc.nat(), fc.nat(), async ([index, size], at, bit) => {
        const proof = await stored(size).inclusionProof(index);
        const { root } = head(size);
        const refused = (i: number, hash: Uint8Array, r: Uint8Array, p: readonly Uint8Array[]) =>
          expect(() => verifyInclusion(i, hash, { size, root: r }, p, sha256)).toThrow(
            expect.objectContaining({ code: 'INCLUSION_NOT_PROVEN' }),
          );
        for (const other of tampered(proof, at, bit)) refused(index, leaf(index), root, other);
        refused(index, flipped(leaf(index), bit), root, proof);
        refused(index, leaf(index), flipped(root, bit), proof);
        refused(index, leaf((index + 1) % MOST), root, proof);
        refused(size, leaf(index), root, proof);
        refused(-1, leaf(index), root, proof);
        if (size > 1) refused((index + 1 + (at % (size - 1))) % size, leaf(index), root, proof);
      }),
      { numRuns: 200 },
    ));

  it('of consistency is refused', () =>
    fc.assert(
      fc.asyncProperty(grown, fc.nat(), fc.nat(), async ([older, newer], at, bit) => {
        const proof = await stored(newer).consistencyProof(older);
        const refused = (a: TreeHead, b: TreeHead, p: readonly Uint8Array[]) =>
          expect(() => verifyConsistency(a, b, p, sha256)).toThrow(expect.objectContaining({ code: 'CONSISTENCY_NOT_PROVEN' }));
        for (const other of tampered(proof, at, bit)) refused(head(older), head(newer), other);
        refused({ size: older, root: flipped(head(older).root, bit) }, head(newer), proof);
        refused(head(older), { size: newer, root: flipped(head(newer).root, bit) }, proof);
        if (older < newer) refused(head(newer), head(older), proof);
        if (older > 1) refused(head(older - 1), head(newer), proof);
      }),
      { numRuns: 200 },
    ));

  it('of consistency is refused when an old entry was changed', () => {
    const forged = new NaiveTree(naive.entries.map((entry, index) => (index === 300 ? Buffer.from('another') : entry)));
    for (const older of [301, 512, 700])
      expect(() => verifyConsistency(head(older), { size: 1_000, root: forged.root(1_000) }, forged.proof(older, 1_000), sha256)).toThrow(
        expect.objectContaining({ code: 'CONSISTENCY_NOT_PROVEN' }),
      );
    expect(() => verifyConsistency(head(300), { size: 1_000, root: forged.root(1_000) }, forged.proof(300, 1_000), sha256)).not.toThrow();
  });

  it('from the empty tree is refused when it is not empty, or the root is another', () => {
    const empty = head(0);
    expect(() => verifyConsistency(empty, head(5), [], sha256)).not.toThrow();
    expect(() => verifyConsistency(empty, head(5), [empty.root], sha256)).toThrow('a proof is empty');
    for (const newer of [head(5), { size: 0, root: head(1).root }])
      expect(() => verifyConsistency({ size: 0, root: head(1).root }, newer, [], sha256)).toThrow('the root of no entries');
    expect(() => verifyConsistency(head(4), head(5), [], sha256)).toThrow('a proof is not empty');
  });

  it('is not an entry where a node is meant: the hash of two children is no leaf', () => {
    const node = Buffer.concat([leaf(0), leaf(1)]);
    expect(hex(hasher.leaf(node))).not.toBe(hex(naive.root(2)));
    expect(() => verifyInclusion(0, hasher.leaf(node), { size: 1, root: naive.root(2) }, [], sha256)).toThrow();
  });
});

describe('a proof in a tree beyond 32 bits', () => {
  // Nobody appends so many entries: of two tiles' worth at the end, only hashes that stand for what lies before.
  const size = 2 ** 40 + 3;
  const [left, a, b, c] = [1, 2, 3, 4].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer, Buffer];
  const ab = hasher.node(a, b);
  const root = hasher.node(left, hasher.node(ab, c));

  it('leads to the root', () => {
    verifyInclusion(size - 3, a, { size, root }, [b, c, left], sha256);
    verifyInclusion(size - 1, c, { size, root }, [ab, left], sha256);
    verifyConsistency({ size: 2 ** 40, root: left }, { size, root }, [hasher.node(ab, c)], sha256);
    verifyConsistency({ size: 2 ** 40 + 2, root: hasher.node(left, ab) }, { size, root }, [ab, c, left], sha256);
  });

  it('does not for its neighbour', () =>
    expect(() => verifyInclusion(size - 2, a, { size, root }, [b, c, left], sha256)).toThrow(
      expect.objectContaining({ code: 'INCLUSION_NOT_PROVEN' }),
    ));
});

/** The proof with a bit flipped, a hash left out, one too many, a short one, and two swapped. */
function tampered(proof: readonly Uint8Array[], at: number, bit: number): Uint8Array[][] {
  const extra = [...proof, Buffer.alloc(32, at)];
  if (proof.length === 0) return [extra];
  const place = at % proof.length;
  const others = [
    proof.with(place, flipped(proof[place]!, bit)),
    proof.with(place, proof[place]!.subarray(1)),
    proof.toSpliced(place, 1),
    proof.toSpliced(place, 0, proof[place]!),
    extra,
    [Buffer.alloc(32, at), ...proof],
  ];
  if (proof.length > 1) others.push(proof.with(0, proof.at(-1)!).with(-1, proof[0]!));
  return others;
}

function flipped(hash: Uint8Array, bit: number): Uint8Array {
  const other = Buffer.from(hash);
  other[bit % 32]! ^= 1 << (bit % 8);
  return other;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
