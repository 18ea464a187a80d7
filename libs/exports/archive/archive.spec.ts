import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { archiveOf, type ArchivePart } from './archive.js';

describe('an archive', () => {
  const large = Buffer.alloc(300_000, 'évidence ');
  const parts = (): ArchivePart[] => [
    { name: 'b/two.txt', bytes: Buffer.from('two') },
    { name: 'a.txt', bytes: Buffer.from('') },
    { name: 'b/large.bin', size: large.length, open: async () => Readable.from(pieces(large)) },
    { name: 'b.txt', bytes: Buffer.from('dossier') },
  ];

  it('is read by others, in the order of the names', async () => {
    const bytes = await buffer(archiveOf(parts()).stream);
    expect(await unpacked(bytes)).toEqual([
      ['a.txt', ''],
      ['b.txt', 'dossier'],
      ['b/large.bin', large.toString()],
      ['b/two.txt', 'two'],
    ]);
  });

  it('has the bytes that it says, the same ones each time', async () => {
    const [one, other] = [archiveOf(parts()), archiveOf(parts().reverse())];
    const bytes = await buffer(one.stream);
    expect(bytes.length).toBe(one.size);
    expect(bytes.equals(await buffer(other.stream))).toBe(true);
    expect(createHash('sha256').update(bytes).digest('hex')).toMatchInlineSnapshot(
      `"7f87e19682a1e511d4d305aea7e1b5ee76e33b338d6bf21e03ff69fa5cc775e7"`,
    );
  });

  it('says its size also when its list of parts is long', async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => ({ name: `proofs/${index}.tlog-proof`, bytes: Buffer.from(String(index)) }));
    const { size, stream } = archiveOf(many);
    expect((await buffer(stream)).length).toBe(size);
  });

  it.each([
    ['cannot be opened', () => Promise.reject(new Error('not there'))],
    ['fails on the way', async () => Readable.from(failing())],
    ['is shorter than was said', async () => Readable.from([Buffer.from('short')])],
  ])('breaks off when a part %s', async (_, open) => {
    const { stream } = archiveOf([...parts(), { name: 'c.bin', size: 10, open }]);
    await expect(buffer(stream)).rejects.toThrow();
  });

  it('leaves nothing open when its reader goes away', async () => {
    const source = Readable.from(pieces(Buffer.alloc(10_000_000)));
    const { stream } = archiveOf([{ name: 'a', size: 10_000_000, open: async () => source }]);
    await once(stream, 'readable');
    stream.destroy();
    await once(source, 'close');
    expect(source.destroyed).toBe(true);
  });

  it('of 4 GiB is refused before anything is written', () =>
    expect(() => archiveOf([{ name: 'a', size: 2 ** 32, open: async () => Readable.from([]) }])).toThrow(RangeError));
});

function* pieces(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function* failing() {
  yield Buffer.from('12345');
  throw new Error('the disk is gone');
}

async function unpacked(bytes: Buffer): Promise<[string, string][]> {
  const archive = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, opened) => (opened ? resolve(opened) : reject(error as Error))),
  );
  const found: [string, string][] = [];
  archive.on('entry', (entry: Entry) =>
    archive.openReadStream(
      entry,
      (_, stream) =>
        void buffer(stream!).then((content) => {
          found.push([entry.fileName, content.toString()]);
          archive.readEntry();
        }),
    ),
  );
  archive.readEntry();
  await once(archive, 'end');
  return found;
}
