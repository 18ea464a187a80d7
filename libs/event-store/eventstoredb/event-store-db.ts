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
  type StoreUnavailable,
  type StreamAppend,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '../port.js';
import { validateAppends } from '../validate.js';
import { parseAddress, type Address } from './address.js';
import { EventStoreDbAppender } from './appender.js';
import { BatchAppend } from './batch-append.js';
import { Connection } from './connection.js';
import { comparePositions, parsePosition } from './positions.js';
import { EventStoreDbReader } from './reader.js';
import { receive, restore } from './restore.js';
import { subscription } from './subscription.js';

export interface EventStoreDbOptions {
  /** `esdb://…` or `esdb+discover://…`; `streamPrefix=…` keeps to the streams whose names start with it. */
  readonly url: string;
  /** Milliseconds for the server to answer an append. */
  readonly deadline?: number;
  /** Milliseconds without an answer after which a read is given up. */
  readonly patience?: number;
  /** Milliseconds during which an append or a read that failed for a reason that may pass is tried again. */
  readonly persistence?: number;
  /** Milliseconds between two tries, at most. */
  readonly mostBackOff?: number;
  /** Told each time a subscription broke and is started again. */
  readonly onRestart?: (error: StoreUnavailable) => void;
}

/** Milliseconds by which the clocks of a cluster's nodes may differ. */
const CLOCKS = 1_000;

/**
 * EventStoreDB 23.10 or later, or KurrentDB. One stream an append, positions `commit/prepare`. Record times are the server's; where the clock
 * of a new leader runs behind, an event is never recorded before what its writer had read.
 */
export class EventStoreDbStore implements RestorableStore, ReceivingStore {
  readonly capabilities = { multiStream: false, contiguous: false };
  private readonly address: Address;
  private readonly connection: Connection;
  private readonly reader: EventStoreDbReader;
  private readonly batch: BatchAppend;
  private readonly appender: EventStoreDbAppender;
  private readonly closing = new AbortController();
  private latest = '';

  private constructor(private readonly options: EventStoreDbOptions) {
    this.address = parseAddress(options.url);
    this.connection = new Connection(this.address);
    this.reader = new EventStoreDbReader(this.connection, this.address, options);
    this.batch = new BatchAppend(this.connection, options.deadline ?? 5_000);
    this.appender = new EventStoreDbAppender(this.batch, this.reader, {
      streamPrefix: this.address.streamPrefix,
      notBefore: () => this.notBefore(),
      persistence: options.persistence,
      mostBackOff: options.mostBackOff,
    });
  }

  /**
   * Connects, and looks at the newest event.
   * @throws {Error} when the address is wrong, access is refused or the server is too old
   * @throws {StoreUnavailable} when no node answers
   */
  static async open(options: EventStoreDbOptions): Promise<EventStoreDbStore> {
    const store = new EventStoreDbStore(options);
    try {
      for await (const event of store.reader.newest()) store.see(event);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async append(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    validateAppends(appends);
    if (appends.length > 1) throw new AppendRejected('EventStoreDB appends to one stream at a time');
    return [await this.appender.append(appends[0]!)];
  }

  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent> {
    return this.seeing(this.reader.stream(streamId, options));
  }

  readAll(options?: ReadAllOptions): AsyncIterable<StoredEvent> {
    return this.reader.all(options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return subscription(this.connection, this.address, { ...options, signal }, this.options);
  }

  head(): Promise<Position | null> {
    return this.reader.head();
  }

  compare(a: Position, b: Position): -1 | 0 | 1 {
    return comparePositions(a, b);
  }

  mark(position: Position): Promise<string | null> {
    return this.reader.mark(position);
  }

  share(position: Position | null, head: Position): number {
    return position === null ? 0 : Number(parsePosition(position).commit) / Math.max(1, Number(parsePosition(head).commit));
  }

  /**
   * Puts a backup back with its record times. The whole of it is checked before the first event is written; what interrupts it later leaves
   * a beginning of it, for EventStoreDB takes nothing back.
   * @throws {RestoreRefused} when the store is not empty, or revisions do not follow: nothing was written
   */
  async restore(events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>): Promise<void> {
    if ((await this.head()) !== null) throw new RestoreRefused('the store is not empty');
    await restore(this.batch, this.address.streamPrefix, events, (event) => this.see(event));
  }

  /** Events that are there already, at the same revisions, stay as they are. */
  async receive(events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>): Promise<void> {
    await receive(this.batch, this.address.streamPrefix, events, (event) => this.see(event)).catch((error: unknown) => {
      throw error instanceof WrongExpectedRevision ? new RestoreRefused(error.message, { cause: error }) : error;
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.batch.close();
    this.connection.close();
  }

  private async *seeing(events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent> {
    for await (const event of events) {
      this.see(event);
      yield event;
    }
  }

  private see({ recordedAt }: StoredEvent): void {
    if (recordedAt > this.latest) this.latest = recordedAt;
  }

  private notBefore(): string | undefined {
    return this.latest > new Date(Date.now() - CLOCKS).toISOString() ? this.latest : undefined;
  }
}
