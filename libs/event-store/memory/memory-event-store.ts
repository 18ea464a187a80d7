import {
  AppendRejected,
  RestoreRefused,
  WrongExpectedRevision,
  type AppendResult,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ReceivingStore,
  type RestorableStore,
  type StoredEvent,
  type StreamAppend,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '../port.js';
import { WakeUp } from '../signal.js';
import { pollingSubscription } from '../subscription.js';
import { validateAppends } from '../validate.js';

/** The whole contract in one process's memory, for tests and dry runs. Nothing survives it. */
export class MemoryEventStore implements RestorableStore, ReceivingStore {
  readonly capabilities = { multiStream: true, contiguous: true };
  private readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly byId = new Map<string, StoredEvent>();
  private readonly wakeUp = new WakeUp();
  private lastMicroseconds = 0;

  async append(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    validateAppends(appends);
    const duplicates = appends.map((append) => this.duplicate(append));
    const wrong = appends.filter((append) => !this.matches(append));
    if (wrong.length > 0) {
      if (duplicates.every((result) => result !== undefined)) return duplicates;
      const { streamId, expected } = wrong.find((append) => !duplicates[appends.indexOf(append)]) ?? wrong[0]!;
      throw new WrongExpectedRevision(streamId, expected, this.revision(streamId) ?? 'none');
    }
    if (appends.some(({ events }) => events.some(({ eventId }) => this.byId.has(eventId))))
      throw new AppendRejected('an event id of this append is that of another event');
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

  async mark(position: Position): Promise<string | null> {
    return this.events[Number(position) - 1]?.eventId ?? null;
  }

  share(position: Position | null, head: Position): number {
    return Number(position ?? 0) / Number(head);
  }

  receive(events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>): Promise<void> {
    return this.restore(events);
  }

  async close(): Promise<void> {
    this.wakeUp.wake();
  }

  /** @inheritdoc Here they may come after what the store holds. */
  async restore(events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>): Promise<void> {
    const all: StoredEvent[] = [];
    const revisions = new Map<string, number>();
    for await (const event of events) {
      if (event.revision !== (revisions.get(event.streamId) ?? this.revision(event.streamId) ?? -1) + 1)
        throw new RestoreRefused(`revision ${event.revision} of ${event.streamId} does not follow`);
      revisions.set(event.streamId, event.revision);
      all.push(event);
    }
    for (const event of all) this.keep({ ...event, position: String(this.events.length + 1) });
    if (all.length > 0) this.lastMicroseconds = Math.max(this.lastMicroseconds, microsecondsOf(all.at(-1)!.recordedAt));
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
    this.byId.set(event.eventId, event);
    const stream = this.streams.get(event.streamId);
    if (stream) stream.push(event);
    else this.streams.set(event.streamId, [event]);
  }

  private duplicate(append: StreamAppend): AppendResult | undefined {
    const first = this.firstRevision(append);
    if (first === undefined) return undefined;
    const { streamId, events } = append;
    const stored = this.streams.get(streamId)?.slice(first, first + events.length) ?? [];
    if (stored.length < events.length || stored.some((event, index) => event.eventId !== events[index]!.eventId)) return undefined;
    const last = stored.at(-1)!;
    return { status: 'duplicate', revision: last.revision, position: last.position };
  }

  /** Where the first event of this append belongs; for `any` and `exists`, where it is if it is there already. */
  private firstRevision({ streamId, expected, events }: StreamAppend): number | undefined {
    if (expected === 'none') return 0;
    if (typeof expected === 'number') return expected + 1;
    const first = this.byId.get(events[0]!.eventId);
    return first?.streamId === streamId ? first.revision : undefined;
  }

  private matches(append: StreamAppend): boolean {
    const { streamId, expected } = append;
    const revision = this.revision(streamId);
    if (expected === 'none') return revision === undefined;
    if (typeof expected === 'number') return revision === expected;
    return this.firstRevision(append) === undefined && (expected === 'any' || revision !== undefined);
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

/** `2024-01-01T00:00:00.123456Z` as microseconds since 1970. */
const microsecondsOf = (recordedAt: string): number => Date.parse(`${recordedAt.slice(0, 23)}Z`) * 1_000 + Number(recordedAt.slice(23, 26));
