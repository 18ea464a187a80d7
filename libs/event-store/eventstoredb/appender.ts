import {
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
  type StoredEvent,
  type StreamAppend,
} from '../port.js';
import type { BatchAppend } from './batch-append.js';
import { seal } from './envelope.js';
import type { EventStoreDbReader } from './reader.js';
import { madeAt, Retries } from './retries.js';
import { sleep } from '../signal.js';
import { backOff } from './waiting.js';

/** Milliseconds during which an append that failed for a reason that may pass is sent again, with the same ids at the same revision. */
const PERSISTENCE = 15_000;
/** Milliseconds between two tries, at most: a cluster that has lost its leader has another within a second or two, and waits for nobody. */
const MOST_BACK_OFF = 250;
/** Appends under way at once; more are refused at once rather than queued. */
const MOST_UNDER_WAY = 4_096;
/** Milliseconds by which the clocks of processes and servers may differ when an old id is looked for. */
const CLOCKS = 3_600_000;

export interface AppenderOptions {
  readonly streamPrefix: string;
  /** The record time that what is appended may not precede; undefined when no clock stands in doubt. */
  readonly notBefore: () => string | undefined;
  readonly persistence?: number;
  readonly mostBackOff?: number;
}

/** Turns every append into one at an exact revision: only those can be repeated for ever without writing twice. */
export class EventStoreDbAppender {
  private readonly retries = new Retries();
  /** The last append of each stream whose revision is chosen here: they keep their order. */
  private readonly turns = new Map<string, Promise<unknown>>();
  private underWay = 0;

  constructor(
    private readonly batch: BatchAppend,
    private readonly reader: EventStoreDbReader,
    private readonly options: AppenderOptions,
  ) {}

  async append(append: StreamAppend): Promise<AppendResult> {
    if (this.underWay >= MOST_UNDER_WAY) throw new StoreUnavailable('too many appends are under way', 'not-written');
    this.underWay += 1;
    try {
      const { expected } = append;
      return await (expected === 'any' || expected === 'exists' ? this.inTurn(append) : this.appendAt(append, expected));
    } finally {
      this.underWay -= 1;
    }
  }

  private async appendAt(append: StreamAppend, expected: number | 'none'): Promise<AppendResult> {
    const { streamId, events } = append;
    if (this.retries.mayRepeat(events)) {
      const there = await this.stored(streamId, expected === 'none' ? 0 : expected + 1, events);
      if (there) return there;
    }
    this.retries.remember(events);
    return { status: 'appended', ...(await this.send(streamId, expected, events)) };
  }

  private async send(streamId: string, expected: number | 'none', events: readonly NewEvent[]) {
    const times = { notBefore: this.options.notBefore() };
    const proposal = {
      streamName: `${this.options.streamPrefix}${streamId}`,
      streamId,
      expected,
      events,
      metadata: events.map((event) => seal(event, times)),
    };
    let outcome: 'not-written' | 'unknown' = 'not-written';
    const { persistence = PERSISTENCE, mostBackOff = MOST_BACK_OFF } = this.options;
    for (let failures = 0, end = performance.now() + persistence; ;) {
      try {
        return await this.batch.send(proposal);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        // Once unknown, a later "not written" speaks of that try alone.
        if (error.outcome === 'unknown') outcome = 'unknown';
        if (performance.now() > end) throw new StoreUnavailable(error.message, outcome, { cause: error });
        await sleep(backOff(failures++, mostBackOff));
      }
    }
  }

  /** The answer to a repetition, when these events are there already, at these revisions. */
  private async stored(streamId: string, from: number, events: readonly NewEvent[]): Promise<AppendResult | undefined> {
    let index = 0;
    let last: StoredEvent | undefined;
    for await (const event of this.reader.stream(streamId, { from, limit: events.length })) {
      if (event.eventId !== events[index]!.eventId) return undefined;
      index += 1;
      last = event;
    }
    if (!last || index < events.length) return undefined;
    return { status: 'duplicate', revision: last.revision, position: last.position };
  }

  private async inTurn(append: StreamAppend): Promise<AppendResult> {
    const { streamId } = append;
    const before = this.turns.get(streamId);
    const mine = (before ?? Promise.resolve()).then(() => this.appendAnywhere(append));
    const settled = mine.catch(() => undefined);
    this.turns.set(streamId, settled);
    try {
      return await mine;
    } finally {
      if (this.turns.get(streamId) === settled) this.turns.delete(streamId);
    }
  }

  /** The server forgets the ids of such appends when it restarts, or 8 MB later: here they are looked for in the stream itself. */
  private async appendAnywhere(append: StreamAppend): Promise<AppendResult> {
    const { streamId, expected, events } = append;
    for (;;) {
      const { revision, repeated } = await this.search(streamId, events);
      if (repeated !== undefined) {
        const there = await this.stored(streamId, repeated, events);
        if (there) return there;
        throw new WrongExpectedRevision(streamId, expected, revision ?? 'none');
      }
      if (revision === undefined && expected === 'exists') throw new WrongExpectedRevision(streamId, expected, 'none');
      try {
        const exact: ExpectedRevision = revision ?? 'none';
        this.retries.remember(events);
        return { status: 'appended', ...(await this.send(streamId, exact, events)) };
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
      }
    }
  }

  /** The stream's last revision and, if these may have been sent before, that of the first of them: no further back than ids are old. */
  private async search(streamId: string, events: readonly NewEvent[]): Promise<{ revision?: number; repeated?: number }> {
    const mayRepeat = this.retries.mayRepeat(events);
    const first = events[0]!.eventId;
    const since = madeAt(first) === 0 ? '' : new Date(Math.max(0, madeAt(first) - CLOCKS)).toISOString();
    let revision: number | undefined;
    for await (const event of this.reader.stream(streamId, { direction: 'backwards', limit: mayRepeat ? undefined : 1 })) {
      revision ??= event.revision;
      if (event.eventId === first) return { revision, repeated: event.revision };
      if (event.recordedAt < since) break;
    }
    return { revision };
  }
}
