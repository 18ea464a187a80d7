import type { Checkpoint, Position } from '@app/event-store';

/** Where each process stands in the store. */
export interface Checkpoints {
  /** The last event it has answered; a position of null when it has not begun. */
  read(process: string): Promise<Checkpoint>;

  /**
   * @param mark the store's mark of `to`
   * @returns false when it was not at `from`: somebody else runs the same process and has moved it
   */
  move(process: string, from: Position | null, to: Position, mark: string): Promise<boolean>;
}

/** For tests: nothing survives it. */
export class MemoryCheckpoints implements Checkpoints {
  private readonly checkpoints = new Map<string, Checkpoint>();

  async read(process: string): Promise<Checkpoint> {
    return this.checkpoints.get(process) ?? { position: null, mark: null };
  }

  async move(process: string, from: Position | null, to: Position, mark: string): Promise<boolean> {
    if ((await this.read(process)).position !== from) return false;
    this.checkpoints.set(process, { position: to, mark });
    return true;
  }
}
