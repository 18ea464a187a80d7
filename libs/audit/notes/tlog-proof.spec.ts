import { VerificationError } from '../base/verification-error.js';
import { GrowingTree } from '../merkle/growing-tree.js';
import { sampleEntries } from '../merkle/naive-tree.fixture.js';
import { StoredTree } from '../merkle/stored-tree.js';
import { TileFolder } from '../merkle/tile-folder.fixture.js';
import { TreeHasher } from '../merkle/tree-hasher.js';
import { nodeCryptography } from '../node/cryptography.js';
import { SigningKey } from '../node/signing-key.js';
import { checkSignature, readCheckpoint, readNote, readProof, witness } from './c2sp.fixture.js';
import { formatCheckpoint, signCheckpoint, type Trust } from './checkpoint.js';
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.js';
import { formatVerifierKey, parseVerifierKey } from './verifier-key.js';

const { sha256 } = nodeCryptography;
const ORIGIN = 'palimpseste.example/journal';
const signer = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 7));
const witnesses = [1, 2].map((seed) => witness(`w${seed}.example`, Buffer.alloc(32, seed)));
const trust: Trust = { origin: ORIGIN, log: [signer.key], witnesses: witnesses.map(({ vkey }) => parseVerifierKey(vkey, sha256)) };
const entries = sampleEntries(1_000);

describe('a proof file', () => {
  it.each([0, 1, 256, 613, 999])('shows offline that entry %i was in the log, and who saw it', async (index) =>
    expect(verifyTlogProof(await fileOf(index), entries[index]!, trust, nodeCryptography)).toMatchObject({
      size: 1_000,
      witnessed: [
        { key: { name: 'w1.example' }, at: 100 },
        { key: { name: 'w2.example' }, at: 101 },
      ],
    }),
  );

  it('is read by another, and verified to its last signature', async () => {
    const read = readProof(await fileOf(613, Buffer.from('a nonce, say')));
    expect(read).toMatchObject({ index: 613n, extra: Buffer.from('a nonce, say') });
    const note = readNote(Buffer.from(read.checkpoint));
    expect(readCheckpoint(note.text)).toMatchObject({ origin: ORIGIN, size: 1_000n });
    expect([formatVerifierKey(signer.key), ...witnesses.map(({ vkey }) => vkey)].map((vkey) => checkSignature(note, vkey))).toEqual([
      0n,
      100n,
      101n,
    ]);
    expect(read.hashes).toHaveLength(10);
  });

  it('gives back what it was made of', async () => {
    const parsed = parseTlogProof(await fileOf(5, Buffer.from([0, 255])));
    expect(formatTlogProof(parsed)).toBe(await fileOf(5, Buffer.from([0, 255])));
    expect(parseTlogProof(await fileOf(5))).not.toHaveProperty('extra');
  });

  it('of a log of one entry has no hash', () => {
    const tree = new GrowingTree(sha256);
    tree.append(new TreeHasher(sha256).leaves(entries.slice(0, 1)));
    const file = formatTlogProof({ index: 0, hashes: [], checkpoint: signCheckpoint({ origin: ORIGIN, ...tree.head() }, signer) });
    expect(file.startsWith('c2sp.org/tlog-proof@v1\nindex 0\n\npalimpseste.example/journal\n1\n')).toBe(true);
    expect(verifyTlogProof(file, entries[0]!, trust, nodeCryptography).size).toBe(1);
    expect(readProof(file).hashes).toEqual([]);
  });

  it('of another entry, or with another index, is refused', async () => {
    const file = await fileOf(613);
    const notProven = expect.objectContaining({ code: 'INCLUSION_NOT_PROVEN' }) as Error;
    expect(() => verifyTlogProof(file, entries[612]!, trust, nodeCryptography)).toThrow(notProven);
    expect(() => verifyTlogProof(file.replace('index 613', 'index 612'), entries[613]!, trust, nodeCryptography)).toThrow(notProven);
    expect(() => verifyTlogProof(file.replace('index 613', 'index 1000'), entries[613]!, trust, nodeCryptography)).toThrow(notProven);
  });

  it('with any byte changed is refused, or has lost the witness whose name that was in', async () => {
    const file = await fileOf(613);
    const bytes = Buffer.from(file);
    for (let at = 0; at < bytes.length; at++) {
      const other = Buffer.from(bytes);
      other[at]! ^= 0x01;
      const seen = witnessesOf(other.toString('utf8'));
      expect(seen).toBeLessThan(at < bytes.indexOf('\u2014 w1.example') ? 0 : 2);
    }
    expect(witnessesOf(file)).toBe(2);
  });

  it.each([
    ['nothing', ''],
    ['another first line', 'c2sp.org/tlog-proof@v2\nindex 0\n\nx'],
    ['no index', 'c2sp.org/tlog-proof@v1\n\nx'],
    ['an index with zeros in front', 'c2sp.org/tlog-proof@v1\nindex 00\n\nx'],
    ['extra data behind the index', 'c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\nx'],
    ['empty extra data', 'c2sp.org/tlog-proof@v1\nextra \nindex 0\n\nx'],
    ['extra data that is no base64', 'c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\nx'],
    ['a short hash', 'c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx'],
    ['65 hashes', `c2sp.org/tlog-proof@v1\nindex 0\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(65)}\nx`],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 0\n'],
  ])('with %s is refused', (_, text) => expect(() => parseTlogProof(text)).toThrow(expect.objectContaining({ code: 'PROOF_MALFORMED' })));

  it('cannot be written with an index below 0, or with empty extra data', () => {
    expect(() => formatTlogProof({ index: -1, hashes: [], checkpoint: 'x' })).toThrow(RangeError);
    expect(() => formatTlogProof({ extra: new Uint8Array(), index: 0, hashes: [], checkpoint: 'x' })).toThrow(RangeError);
  });
});

/** How many witnesses of a proof of entry 613 hold, -1 when it is refused. */
function witnessesOf(file: string): number {
  try {
    return verifyTlogProof(file, entries[613]!, trust, nodeCryptography).witnessed.length;
  } catch (error) {
    if (error instanceof VerificationError) return -1;
    throw error;
  }
}

async function fileOf(index: number, extra?: Uint8Array): Promise<string> {
  const folder = new TileFolder();
  const tree = new GrowingTree(sha256);
  folder.write(tree.append(new TreeHasher(sha256).leaves(entries)));
  const hashes = await new StoredTree(tree.size, folder, sha256).inclusionProof(index);
  const checkpoint = { origin: ORIGIN, ...tree.head() };
  const cosigned = witnesses.map(({ cosign }, at) => cosign(formatCheckpoint(checkpoint), BigInt(100 + at))).join('');
  return formatTlogProof({ ...(extra && { extra }), index, hashes, checkpoint: signCheckpoint(checkpoint, signer) + cosigned });
}
