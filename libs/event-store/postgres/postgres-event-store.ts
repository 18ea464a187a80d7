import type pg from 'pg';
import type {
  AppendResult,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  ReceivingStore,
  RestorableStore,
  StoredEvent,
  StoreUnavailable,
  StreamAppend,
  SubscribeOptions,
  SubscriptionMessage,
} from '../port.js';
import { WakeUp } from '../signal.js';
import { pollingSubscription } from '../subscription.js';
import { validateAppends } from '../validate.js';
import { Batcher } from './batcher.js';
import { workingPool } from './connection.js';
import { installEventStore, type InstallOptions } from './install.js';
import { Notifications } from './notifications.js';
import { PostgresReader } from './reader.js';
import { receive, restore } from './restore.js';
import { PostgresWriter } from './writer.js';

export interface PostgresStoreOptions extends InstallOptions {
  readonly connectionString: string;
  /** Connections for reads and appends together, 2 or more: one is kept for appends. */
  readonly connections?: number;
  /** Milliseconds between two looks of a subscription when no notification comes. */
  readonly pollEvery?: number;
  /** Told each time a subscription could not look and tries again. */
  readonly onRestart?: (error: StoreUnavailable) => void;
}

/**
 * The durable default: PostgreSQL 15 or later. Positions are gap-free and become visible in order; see `schema.sql.ts` for why.
 * Its connections hold a role that may append and read, nothing else.
 */
export class PostgresEventStore implements RestorableStore, ReceivingStore {
  readonly capabilities = { multiStream: true, contiguous: true };
  private readonly wakeUp = new WakeUp();
  private readonly reader: PostgresReader;
  private readonly writer: PostgresWriter;
  private readonly batcher: Batcher;
  private readonly notifications: Notifications;

  private constructor(
    private readonly pool: pg.Pool,
    private readonly options: PostgresStoreOptions,
  ) {
    this.reader = new PostgresReader(pool);
    this.notifications = new Notifications(options.connectionString, pool, () => this.wakeUp.wake());
    this.writer = new PostgresWriter(pool, () => {
      this.wakeUp.wake();
      this.notifications.tell();
    });
    this.batcher = new Batcher((groups) => this.writer.flush(groups));
  }

  /** Installs the schema if need be, then connects. */
  static async open(options: PostgresStoreOptions): Promise<PostgresEventStore> {
    await installEventStore(options.connectionString, options);
    const pool = workingPool(options.connectionString, Math.max(2, options.connections ?? 8));
    return new PostgresEventStore(pool, options);
  }

  async append(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    validateAppends(appends);
    return this.batcher.add(appends);
  }

  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent> {
    return this.reader.stream(streamId, options);
  }

  readAll(options?: ReadAllOptions): AsyncIterable<StoredEvent> {
    return this.reader.all(options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    this.notifications.listen();
    return pollingSubscription(this, options, this.wakeUp, this.options.pollEvery ?? 250, this.options.onRestart);
  }

  head(): Promise<Position | null> {
    return this.reader.head();
  }

  compare(a: Position, b: Position): -1 | 0 | 1 {
    const [left, right] = [BigInt(a), BigInt(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  mark(position: Position): Promise<string | null> {
    return this.reader.mark(position);
  }

  share(position: Position | null, head: Position): number {
    return Number(position ?? 0) / Number(head);
  }

  /**
   * Puts a backup back with its record times, in one transaction: all of it, or nothing.
   * @throws {RestoreRefused} when the store is not empty, or revisions or record times do not follow
   */
  async restore(events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>): Promise<void> {
    await restore(this.options.connectionString, events);
    this.wakeUp.wake();
    this.notifications.tell();
  }

  async receive(events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>): Promise<void> {
    await receive(this.options.connectionString, events);
    this.wakeUp.wake();
    this.notifications.tell();
  }

  async close(): Promise<void> {
    await this.batcher.idle();
    await this.writer.close();
    await this.notifications.close();
    await this.pool.end();
  }
}
