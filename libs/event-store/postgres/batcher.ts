import { StoreUnavailable, type AppendResult, type StreamAppend } from '../port.js';

/** One call of `append`: all of its streams, or none. */
export interface Group {
  readonly appends: readonly StreamAppend[];
  readonly bytes: number;
  readonly resolve: (results: AppendResult[]) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_APPENDS = 256;
const MOST_BYTES = 1_048_576;

/** Of appends that wait for the batch under way; more are refused at once, for a queue that grows answers nobody in time. */
const MOST_WAITING = 10_000;
const MOST_WAITING_BYTES = 67_108_864;

/**
 * Group commit: one batch is under way at a time, and what arrives meanwhile forms the next, so that one commit carries many appends.
 * No timer: alone, an append leaves at once. A stream appears once in a batch; its later appends wait for the next, in order.
 */
export class Batcher {
  private waiting: Group[] = [];
  private waitingBytes = 0;
  private running: Promise<void> | undefined;

  constructor(private readonly flush: (groups: readonly Group[]) => Promise<void>) {}

  add(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    return new Promise((resolve, reject) => {
      const bytes = appends.reduce(
        (sum, { events }) => sum + events.reduce((size, event) => size + event.data.length + event.meta.length, 0),
        0,
      );
      if (this.waiting.length >= MOST_WAITING || this.waitingBytes + bytes > MOST_WAITING_BYTES)
        return reject(new StoreUnavailable('too many appends are waiting', 'not-written'));
      this.waitingBytes += bytes;
      this.waiting.push({ appends, bytes, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves once everything added so far is answered. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    // A microtask later, so that callers that append in the same turn share the first commit.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.flush(this.take());
    this.running = undefined;
  }

  private take(): Group[] {
    const batch: Group[] = [];
    const later: Group[] = [];
    const streams = new Set<string>();
    let appends = 0;
    let bytes = 0;
    for (const group of this.waiting) {
      const full = batch.length > 0 && (appends + group.appends.length > MOST_APPENDS || bytes + group.bytes > MOST_BYTES);
      const meets = group.appends.some(({ streamId }) => streams.has(streamId));
      for (const { streamId } of group.appends) streams.add(streamId);
      if (full || meets) {
        later.push(group);
        continue;
      }
      batch.push(group);
      appends += group.appends.length;
      bytes += group.bytes;
    }
    this.waiting = later;
    this.waitingBytes = later.reduce((sum, group) => sum + group.bytes, 0);
    return batch;
  }
}
