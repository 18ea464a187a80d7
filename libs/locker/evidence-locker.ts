import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { inspect } from './inspection/inspect.js';
import type { Intake, Received } from './intake.js';
import type { Locker } from './port.js';

/** A file that came in, was looked at, and may be kept. */
export interface Accepted extends Received {
  /** What its content is, whatever it was sent as. */
  readonly mediaType: string;
}

/** Files that are looked at in the same moment: each is held in memory meanwhile. */
const MOST_AT_ONCE = 2;

/** The door of the locker: what comes in is counted, looked at and bounded; what goes out is what came in. */
export class EvidenceLocker {
  private free = MOST_AT_ONCE;
  private readonly waiting: (() => void)[] = [];

  constructor(
    readonly documents: Locker,
    readonly intake: Intake,
    /** The most bytes that a document may have. */
    readonly most: number,
  ) {}

  /**
   * Takes a document in. It is kept by nobody yet: `documents.keep` does that, or `discard` forgets it.
   * @param declared media type that the sender gave it; undefined when none was given
   * @throws {TooLarge}
   * @throws {TypeRefused} when it is no kind of document that is kept here, or not what it was sent as
   * @throws {ActiveContent} when it holds what could act on whoever opens it
   */
  async accept(stream: Readable, declared: string | undefined): Promise<Accepted> {
    const received = await this.intake.receive(stream, this.most);
    await this.turn();
    try {
      return { ...received, mediaType: await inspect(await readFile(received.file), declared) };
    } catch (error) {
      await received.discard();
      throw error;
    } finally {
      this.leave();
    }
  }

  private async turn(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}

/** The document was altered since it was kept. */
export class Altered extends Error {
  constructor(
    readonly sha256: string,
    readonly found: string,
  ) {
    super(`document ${sha256} now has the hash ${found}`);
    this.name = 'Altered';
  }
}

/**
 * Passes a whole document on and breaks off before its last piece when it is not what its hash says: nobody takes an altered document for evidence.
 * @throws {Altered} as the stream's error
 */
export function verified(sha256: string): Transform {
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      const before = held;
      held = chunk;
      done(null, before);
    },
    flush(done) {
      const found = hash.digest('hex');
      if (found === sha256) done(null, held);
      else done(new Altered(sha256, found));
    },
  });
}
