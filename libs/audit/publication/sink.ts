import type { TreeHead } from '../merkle/verify.js';
import type { StoredTree } from '../merkle/stored-tree.js';

/** A checkpoint on its way out. */
export interface Publishable extends TreeHead {
  readonly origin: string;
  /** The signed note. */
  readonly note: string;
  /** The tree that it is over, for sinks that ask how it grew. */
  readonly tree: StoredTree;
}

/** Something outside our control that keeps checkpoints: what it holds we cannot take back. */
export interface Sink {
  /** Names it in the log of programs and in `audit.publication`: no password, no token. */
  readonly name: string;
  /**
   * Hands a checkpoint over.
   * @returns signature lines that came back, for a witness
   * @throws {Error} when it was not taken; it is tried again
   */
  publish(checkpoint: Publishable): Promise<readonly string[]>;
  /** The newest checkpoint that it holds, where it can tell; undefined when it holds none. */
  last?(): Promise<string | undefined>;
}

/** Milliseconds that a sink may take to answer. */
export const PATIENCE = 10_000;
