import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file that has come in whole, and that nobody keeps yet. */
export interface Received {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Forgets it, unless it was moved away. */
  discard(): Promise<void>;
}

/** What an upload left behind when its program died. */
export interface Leftover {
  readonly name: string;
  readonly bytes: number;
  readonly since: Date;
}

export class TooLarge extends Error {
  constructor(readonly most: number) {
    super(`more than ${most} bytes`);
    this.name = 'TooLarge';
  }
}

/** Where files come in: each is written beside the locker and counted on the way, and only then looked at and kept. */
export class Intake {
  /** @param folder on the same disk as a folder locker, so that a file can be moved there */
  constructor(private readonly folder: string) {}

  /**
   * Takes in a stream to its end.
   * @throws {TooLarge} as soon as it is over `most` bytes; nothing is left of it
   * @throws {Error} the stream's own, when it breaks off; nothing is left of it
   */
  async receive(stream: Readable, most: number): Promise<Received> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = join(this.folder, `${randomUUID()}${PART}`);
    const discard = () => rm(file, { force: true });
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        bytes += chunk.length;
        if (bytes > most) return done(new TooLarge(most));
        hash.update(chunk);
        done(null, chunk);
      },
    });
    try {
      await pipeline(stream, counted, createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }));
    } catch (error) {
      await discard();
      throw error;
    }
    return { file, sha256: hash.digest('hex'), bytes, discard };
  }

  async *leftovers(): AsyncIterable<Leftover> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.filter((name) => name.endsWith(PART)).sort()) {
      const found = await stat(join(this.folder, name)).catch(() => undefined);
      if (found) yield { name, bytes: found.size, since: found.mtime };
    }
  }

  async remove({ name }: Leftover): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }
}

const PART = '.part';
