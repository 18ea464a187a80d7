import type { EventStore, Position } from './port.js';
import { sleep } from './signal.js';

/** Milliseconds between two looks at whether the log is still the one that a checkpoint was taken from. */
const LOOK_EVERY = 1_000;

/** How far somebody has followed the log. */
export interface Checkpoint {
  readonly position: Position | null;
  /** The store's mark of that position; null for checkpoints of before marks were kept. */
  readonly mark: string | null;
}

/**
 * A checkpoint that the log does not know: an older backup of the events was put back under it, or the address is that of another store. What
 * was made from the log is no longer what is recorded, and what comes next would be left out.
 */
export class CheckpointAstray extends Error {
  constructor(readonly follower: string) {
    super(`the event log no longer holds what ${follower} has followed it to: an older backup, or another store`);
    this.name = 'CheckpointAstray';
  }
}

/** Whether a checkpoint was not taken from this log as it is now. */
export async function isAstray(store: Pick<EventStore, 'mark'>, { position, mark }: Checkpoint): Promise<boolean> {
  if (position === null) return false;
  const found = await store.mark(position);
  return found === null || (mark !== null && found !== mark);
}

/** Looks, now and then, whether a follower's log is still its own: the server may be given an older backup at any time, without a word. */
export class Vigil {
  private readonly ending = new AbortController();
  private looked = -Infinity;
  private lost: CheckpointAstray | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'mark'>,
    private readonly follower: string,
    private readonly checkpoint: () => Promise<Checkpoint>,
  ) {}

  /** Aborts when the log is lost, and at the end. */
  get over(): AbortSignal {
    return this.ending.signal;
  }

  /**
   * Asks the store, unless it was asked a moment ago.
   * @throws {CheckpointAstray}
   */
  async look(): Promise<void> {
    if (performance.now() - this.looked < LOOK_EVERY) return;
    if (await isAstray(this.store, await this.checkpoint())) this.lost = new CheckpointAstray(this.follower);
    this.throwIfLost();
    this.looked = performance.now();
  }

  /** Looks until the end: a store that holds less than before has nothing new to tell. */
  async watch(): Promise<void> {
    while (!this.over.aborted) {
      await this.moment();
      // A store that is away will say so to whoever reads it.
      if (!this.over.aborted) await this.look().catch(() => undefined);
      if (this.lost) this.end();
    }
  }

  /** @throws {CheckpointAstray} when a look found the log lost */
  throwIfLost(): void {
    if (this.lost) throw this.lost;
  }

  end(): void {
    this.ending.abort();
  }

  private moment(): Promise<void> {
    return sleep(LOOK_EVERY, this.over);
  }
}
