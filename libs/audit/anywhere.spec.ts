import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import type { Cryptography } from './base/cryptography.js';
import { encodeLogEntry, parseLogEntry } from './entries/log-entry.js';
import { ORIGIN, pack, packed, sampleMaterial, signer as fileSigner, sourceOf } from './file/decision-file.fixture.js';
import { verifyDecisionFile } from './file/verify-file.js';
import { GrowingTree } from './merkle/growing-tree.js';
import { sampleEntries } from './merkle/naive-tree.fixture.js';
import { StoredTree } from './merkle/stored-tree.js';
import { TileFolder } from './merkle/tile-folder.fixture.js';
import { TreeHasher } from './merkle/tree-hasher.js';
import { nodeCryptography } from './node/cryptography.js';
import { nodeFileCryptography } from './node/file-source.js';
import { SigningKey } from './node/signing-key.js';
import { signCheckpoint } from './notes/checkpoint.js';
import { formatTlogProof, verifyTlogProof } from './notes/tlog-proof.js';
import { formatVerifierKey, parseVerifierKey } from './notes/verifier-key.js';

ed25519.hashes.sha512 = sha512;

/** What a browser would be given: plain TypeScript, nothing of Node. */
const plain: Cryptography = {
  sha256: (data, out, offset) => out.set(sha256(data), offset),
  verifyEd25519(publicKey, message, signature) {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};

describe('with cryptography that is not Node’s', () => {
  const signer = SigningKey.fromSeed('log.example', Buffer.alloc(32, 4));
  const key = parseVerifierKey(formatVerifierKey(signer.key), plain.sha256);

  it('a proof made in Node is verified, and a changed one refused', async () => {
    const entry = encodeLogEntry(event(), Buffer.alloc(16, 1), nodeCryptography.sha256);
    const entries = [...sampleEntries(300), entry];
    const folder = new TileFolder();
    const tree = new GrowingTree(nodeCryptography.sha256);
    folder.write(tree.append(new TreeHasher(nodeCryptography.sha256).leaves(entries)));
    const hashes = await new StoredTree(301, folder, nodeCryptography.sha256).inclusionProof(300);
    const file = formatTlogProof({ index: 300, hashes, checkpoint: signCheckpoint({ origin: 'log.example', ...tree.head() }, signer) });
    const trust = { origin: 'log.example', log: [key] };
    expect(verifyTlogProof(file, entry, trust, plain).size).toBe(301);
    expect(() => verifyTlogProof(file, entries[299]!, trust, plain)).toThrow(expect.objectContaining({ code: 'INCLUSION_NOT_PROVEN' }));
    expect(() => verifyTlogProof(file.replace('\n301\n', '\n302\n'), entry, trust, plain)).toThrow(
      expect.objectContaining({ code: 'SIGNATURE_INVALID' }),
    );
  });

  it('a decision file is verified, and a changed one refused', async () => {
    const anywhere = {
      ...plain,
      async hashOf(pieces: AsyncIterable<Uint8Array>) {
        const hash = sha256.create();
        for await (const piece of pieces) hash.update(piece);
        return hash.digest();
      },
    };
    const parts = packed(await sampleMaterial());
    const by = { origin: ORIGIN, log: [fileSigner.key] };
    const [here, there] = await Promise.all(
      [anywhere, nodeFileCryptography].map(async (one) => verifyDecisionFile(sourceOf(await pack(parts)), by, one)),
    );
    expect(here).toEqual(there);
    expect(here!.events).toHaveLength(5);
    parts.set('history.pdf', Buffer.from('%PDF-1.7 another history'));
    await expect(verifyDecisionFile(sourceOf(await pack(parts)), by, anywhere)).rejects.toMatchObject({
      code: 'PART_DIFFERS',
      place: { part: 'history.pdf' },
    });
  });

  it('every tile, root and commitment is the same', () => {
    const trees = [nodeCryptography, plain].map((cryptography) => {
      const tree = new GrowingTree(cryptography.sha256);
      const tiles = tree.append(new TreeHasher(cryptography.sha256).leaves(sampleEntries(600)));
      return { tiles, head: tree.head() };
    });
    expect(trees[0]).toEqual(trees[1]);
    const [one, other] = [nodeCryptography, plain].map(({ sha256 }) => parseLogEntry(encodeLogEntry(event(), Buffer.alloc(16, 1), sha256)));
    expect(one).toEqual(other);
  });

  it('the same signatures hold, and the same do not', () =>
    fc.assert(
      fc.property(fc.string(), fc.nat(95), fc.boolean(), (text, at, changed) => {
        const message = Buffer.from(text);
        const bytes = Buffer.concat([key.publicKey, signer.sign(message.toString('utf8'))]);
        if (changed) bytes[at]! ^= 1;
        const answers = [nodeCryptography, plain].map((one) => one.verifyEd25519(bytes.subarray(0, 32), message, bytes.subarray(32)));
        expect(answers).toEqual([!changed, !changed]);
      }),
      { numRuns: 60 },
    ));
});

function event() {
  return {
    streamId: 'site-a',
    revision: 0,
    eventId: '01920000-0000-7000-8000-000000000001',
    type: 'SiteOpened',
    schemaVersion: 1,
    recordedAt: '2024-01-02T03:04:05.000006Z',
    data: '{"name":"Béthune"}',
    meta: '{"occurred":null}',
  };
}
