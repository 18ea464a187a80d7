import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { Altered, verified } from './evidence-locker.js';
import { Intake, TooLarge } from './intake.js';

describe('a file that comes in', () => {
  let folder: string;
  let intake: Intake;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'palimpseste-intake-'));
    intake = new Intake(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is counted on the way', async () => {
    const received = await intake.receive(Readable.from([Buffer.from('Métaleurop '), Buffer.from('Nord')]), 100);
    expect(received).toMatchObject({ bytes: 16, sha256: '32ded547dc759906bf0d2b4ca3eac171d0117a6d2d6a4a379ff35cd5b9bcd35c' });
    await received.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is stopped as soon as it is too large, and leaves nothing', async () => {
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          given += 1_000;
          yield Buffer.alloc(1_000);
        }
      })(),
    );
    await expect(intake.receive(endless, 10_000)).rejects.toThrow(TooLarge);
    expect(given).toBeLessThan(200_000);
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing when its sender goes away', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(1_000);
        throw new Error('gone');
      })(),
    );
    await expect(intake.receive(broken, 10_000)).rejects.toThrow('gone');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is told of as long as it lies there', async () => {
    const received = await intake.receive(Readable.from([Buffer.from('1234')]), 100);
    const [left, ...others] = await all(intake.leftovers());
    expect([left!.bytes, others.length]).toEqual([4, 0]);
    await intake.remove(left!);
    expect(await all(intake.leftovers())).toEqual([]);
    await received.discard();
  });
});

describe('a document that goes out', () => {
  const document = [Buffer.from('Metaleurop'), Buffer.from(' Nord')];
  const sha256 = 'b8e126171eb5fd2b2bb89183dabf321b6fad8ff6ba2a2545ad327c2bb5cf82eb';

  it('is passed on as it is', async () => {
    expect((await buffer(Readable.from(document).pipe(verified(sha256)))).toString()).toBe('Metaleurop Nord');
  });

  it('is not passed on to its end when it was altered', async () => {
    const stream = Readable.from([document[0]!, Buffer.from(' Sud')]).pipe(verified(sha256));
    let given = '';
    stream.on('data', (chunk: Buffer) => (given += chunk.toString()));
    await expect(finished(stream)).rejects.toThrow(Altered);
    expect(given).not.toContain('Sud');
  });
});

async function all<Of>(items: AsyncIterable<Of>): Promise<Of[]> {
  const found: Of[] = [];
  for await (const item of items) found.push(item);
  return found;
}
