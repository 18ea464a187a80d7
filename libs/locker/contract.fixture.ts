import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { NotKept, type Locker } from './port.js';

/** What every locker does, whatever it keeps its documents in. `open` gives an empty one. */
export function lockerContract(open: () => Promise<Locker>): void {
  let locker: Locker;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'palimpseste-locker-'));
    locker = await open();
  });
  afterEach(async () => {
    locker?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives back what it was given, byte for byte, and takes the file that it came in', async () => {
    const { sha256, bytes, file } = await document(200_000);
    await locker.keep(sha256, file);
    expect((await buffer(await locker.read(sha256))).equals(bytes)).toBe(true);
    expect(await locker.find(sha256)).toMatchObject({ sha256, bytes: 200_000 });
    expect((await locker.find(sha256))!.keptAt.getTime()).toBeGreaterThan(Date.now() - 3_600_000);
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('gives a part of a document, both ends included', async () => {
    const { sha256, bytes, file } = await document(1_000);
    await locker.keep(sha256, file);
    expect(await buffer(await locker.read(sha256, { first: 10, last: 19 }))).toEqual(bytes.subarray(10, 20));
    expect(await buffer(await locker.read(sha256, { first: 999, last: 999 }))).toEqual(bytes.subarray(999));
  });

  it('keeps the same document once, whoever brings it again', async () => {
    const { sha256, bytes, file } = await document(10);
    await locker.keep(sha256, file);
    await writeFile(file, bytes);
    await locker.keep(sha256, file);
    expect((await all()).map((kept) => kept.sha256)).toEqual([sha256]);
  });

  it('lists what it holds, in the order of the hashes', async () => {
    const documents = [await document(1), await document(2), await document(3)];
    for (const { sha256, file } of documents) await locker.keep(sha256, file);
    const expected = documents.map(({ sha256, bytes }) => ({ sha256, bytes: bytes.length })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
    expect((await all()).map(({ sha256, bytes }) => ({ sha256, bytes }))).toEqual(expected);
  });

  it('destroys for good, and is not troubled by what is not there', async () => {
    const { sha256, file } = await document(10);
    await locker.destroy(sha256);
    await locker.keep(sha256, file);
    await locker.destroy(sha256);
    expect(await locker.find(sha256)).toBeUndefined();
    await expect(locker.read(sha256)).rejects.toThrow(NotKept);
    expect(await all()).toEqual([]);
  });

  it('holds nothing at first, and takes no name that is no hash', async () => {
    expect(await all()).toEqual([]);
    expect(await locker.find('0'.repeat(64))).toBeUndefined();
    await expect(locker.read('../../etc/passwd')).rejects.toThrow('64 hexadecimal digits');
  });

  async function document(size: number): Promise<{ sha256: string; bytes: Buffer; file: string }> {
    const bytes = randomBytes(size);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = join(folder, sha256);
    await writeFile(file, bytes);
    return { sha256, bytes, file };
  }

  async function all() {
    const found = [];
    for await (const kept of locker.list()) found.push(kept);
    return found;
  }
}
