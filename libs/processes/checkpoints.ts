import type { Position } from '@app/event-store';

/** Where each process stands in the store. */
export interface Checkpoints {
  /** Position of the last event it has answered; null when it has not begun. */
  read(process: string): Promise<Position | null>;

  /** @returns false when it was not at `from`: somebody else runs the same process and has moved it */
  move(process: string, from: Position | null, to: Position): Promise<boolean>;
}

/** For tests: nothing survives it. */
export class MemoryCheckpoints implements Checkpoints {
  private readonly positions = new Map<string, Position>();

  async read(process: string): Promise<Position | null> {
    return this.positions.get(process) ?? null;
  }

  async move(process: string, from: Position | null, to: Position): Promise<boolean> {
    if ((this.positions.get(process) ?? null) !== from) return false;
    this.positions.set(process, to);
    return true;
  }
}
