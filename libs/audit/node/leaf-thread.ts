import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CommittedEvent } from '../entries/commitment.js';
import { questionOf, type ThreadAnswer } from './leaf-thread-messages.js';

const PROGRAM = new URL('./leaf-thread.program.js', import.meta.url);

/**
 * A second thread that makes leaves, so that a long log is sealed and verified on two cores. It keeps no process alive, and nobody depends on it: what
 * it does not answer is made by whoever asked.
 */
export class LeafThread {
  private readonly worker: Worker;
  private readonly asked: ((answer: ThreadAnswer) => void)[] = [];
  private ended = false;

  /** The one of this process, begun when it is first asked for; undefined on a machine with one core, or where the built program is not. */
  static shared(): LeafThread | undefined {
    if (opened === undefined) opened = availableParallelism() > 1 && existsSync(PROGRAM) ? new LeafThread(PROGRAM) : null;
    return opened ?? undefined;
  }

  constructor(program: URL) {
    this.worker = new Worker(program);
    this.worker.unref();
    this.worker.on('message', (answer: ThreadAnswer) => this.answer(answer));
    // An event that cannot be hashed fails again where it is asked for, and is told there.
    this.worker.on('error', () => this.end());
    this.worker.on('exit', () => this.end());
  }

  /** Packed entries and leaf hashes of the events; undefined when whoever asks has to make them. */
  async of(events: readonly CommittedEvent[]): Promise<ThreadAnswer> {
    if (this.ended) return undefined;
    const answer = new Promise<ThreadAnswer>((resolve) => this.asked.push(resolve));
    // Somebody waits: until then the process does not end.
    this.worker.ref();
    this.worker.postMessage(questionOf(events));
    return answer;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private answer(answer: ThreadAnswer): void {
    this.asked.shift()!(answer);
    if (this.asked.length === 0) this.worker.unref();
  }

  private end(): void {
    this.ended = true;
    for (const resolve of this.asked.splice(0)) resolve(undefined);
  }
}

let opened: LeafThread | null | undefined;
