import {
  WrongExpectedRevision,
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamAppend,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '../port.js';
import { WakeUp } from '../signal.js';
import { pollingSubscription } from '../subscription.js';
import { validateAppends } from '../validate.js';

/** The whole contract in one process's memory, for tests and dry runs. Nothing survives it. */
export class MemoryEventStore implements EventStore {
  readonly capabilities = { multiStream: true, contiguous: true };
  private readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly wakeUp = new WakeUp();
  private lastMicroseconds = 0;

  async append(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    validateAppends(appends);
    const duplicates = appends.map((append) => this.duplicate(append));
    const conflict = appends.find((append) => !this.matches(append.streamId, append.expected));
    if (conflict) {
      if (duplicates.every((result) => result !== undefined)) return duplicates as AppendResult[];
      const wrong = appends.find((append, index) => !duplicates[index] && !this.matches(append.streamId, append.expected)) ?? conflict;
      throw new WrongExpectedRevision(wrong.streamId, wrong.expected, this.revision(wrong.streamId) ?? 'none');
    }
    const recordedAt = this.now();
    const results = appends.map((append) => this.write(append, recordedAt));
    this.wakeUp.wake();
    return results;
  }

  async *readStream(streamId: string, { from, limit = Infinity, direction = 'forwards' }: ReadStreamOptions = {}) {
    const events = this.streams.get(streamId) ?? [];
    const step = direction === 'forwards' ? 1 : -1;
    let index = from ?? (direction === 'forwards' ? 0 : events.length - 1);
    if (direction === 'backwards') index = Math.min(index, events.length - 1);
    for (let given = 0; given < limit && index >= 0 && index < events.length; given++, index += step) yield events[index]!;
  }

  async *readAll({ after, until, limit = Infinity, types }: ReadAllOptions = {}) {
    const last = until === undefined ? Infinity : Number(until);
    const wanted = types && new Set(types);
    let given = 0;
    for (let index = Number(after ?? 0); index < this.events.length && index < last && given < limit; index++) {
      const event = this.events[index]!;
      if (wanted && !wanted.has(event.type)) continue;
      given += 1;
      yield event;
    }
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    return pollingSubscription(this, options, this.wakeUp, 1_000);
  }

  async head(): Promise<Position | null> {
    return this.events.at(-1)?.position ?? null;
  }

  compare(a: Position, b: Position): -1 | 0 | 1 {
    return Math.sign(Number(a) - Number(b)) as -1 | 0 | 1;
  }

  async close(): Promise<void> {
    this.wakeUp.wake();
  }

  /** Puts back an exported event as it was, record time included. Only in order, after what is there. */
  async restore(events: readonly StoredEvent[]): Promise<void> {
    for (const event of events) {
      const position = String(this.events.length + 1);
      this.keep({ ...event, position });
    }
    this.wakeUp.wake();
  }

  private write({ streamId, events }: StreamAppend, recordedAt: string): AppendResult {
    let revision = this.revision(streamId) ?? -1;
    for (const event of events) {
      revision += 1;
      this.keep({ ...event, streamId, revision, position: String(this.events.length + 1), recordedAt });
    }
    return { status: 'appended', revision, position: String(this.events.length) };
  }

  private keep(event: StoredEvent): void {
    this.events.push(Object.freeze(event));
    const stream = this.streams.get(event.streamId);
    if (stream) stream.push(event);
    else this.streams.set(event.streamId, [event]);
  }

  private duplicate({ streamId, expected, events }: StreamAppend): AppendResult | undefined {
    if (expected === 'any' || expected === 'exists') return undefined;
    const first = expected === 'none' ? 0 : expected + 1;
    const stored = this.streams.get(streamId)?.slice(first, first + events.length) ?? [];
    if (stored.length < events.length || stored.some((event, index) => event.eventId !== events[index]!.eventId)) return undefined;
    const last = stored.at(-1)!;
    return { status: 'duplicate', revision: last.revision, position: last.position };
  }

  private matches(streamId: string, expected: ExpectedRevision): boolean {
    const revision = this.revision(streamId);
    if (expected === 'any') return true;
    if (expected === 'exists') return revision !== undefined;
    return expected === 'none' ? revision === undefined : revision === expected;
  }

  private revision(streamId: string): number | undefined {
    const stream = this.streams.get(streamId);
    return stream && stream.length - 1;
  }

  private now(): string {
    const microseconds = Math.max(this.lastMicroseconds, Math.floor((performance.timeOrigin + performance.now()) * 1_000));
    this.lastMicroseconds = microseconds;
    return `${new Date(Math.floor(microseconds / 1_000)).toISOString().slice(0, -1)}${String(microseconds % 1_000).padStart(3, '0')}Z`;
  }
}
