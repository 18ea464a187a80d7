/**
 * The event store as the rest of the product knows it. One contract suite (`contract/`) states what every adapter keeps.
 * Payloads travel as the exact text that was stored, so that what is hashed is what was written.
 */
export interface EventStore {
  readonly capabilities: Capabilities;

  /**
   * Appends to one or several streams. All of one call is stored, or nothing is (several streams only where
   * `capabilities.multiStream`; no rule of the domain may depend on that).
   * A retry with the same event ids at the same expected revision answers `duplicate` with the original revision; so does one with `any` or
   * `exists` whose ids are in the stream already.
   * @throws {WrongExpectedRevision} when a stream is not where the caller believed
   * @throws {AppendRejected} when an event is malformed or too large: nothing was written
   * @throws {StoreUnavailable} when the store did not answer; `outcome: 'unknown'` asks the caller to retry with the same ids
   */
  append(appends: readonly StreamAppend[]): Promise<AppendResult[]>;

  /** Events of one stream in order. A stream that does not exist is empty. Breaking out of the loop frees everything. */
  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;

  /** Every event in store order, from just after `after`. */
  readAll(options?: ReadAllOptions): AsyncIterable<StoredEvent>;

  /**
   * Catches up, says `caught-up`, then stays live until the signal aborts; reconnects by itself.
   * `checkpoint` messages carry a position past events the filter left out. Nothing is skipped, nothing comes twice.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage>;

  /** Position of the newest event, or null when the store is empty. */
  head(): Promise<Position | null>;

  /**
   * Orders two positions of this store.
   * @throws {Error} when one is a position of another kind of store
   */
  compare(a: Position, b: Position): -1 | 0 | 1;

  /**
   * A mark of the log at a position: the id of the newest event up to there (`NO_EVENT` when all before it are somebody else's). The same for
   * ever, so that a checkpoint knows its log again. Null when this log does not reach the position: it was put back from an older backup, or it
   * is another one. Any text may be asked about.
   */
  mark(position: Position): Promise<string | null>;

  /** Roughly what part of the log up to `head` lies at or before a position, from 0 to 1: for progress and time left. */
  share(position: Position | null, head: Position): number;

  close(): Promise<void>;
}

/** A store that can take a backup back with the record times it had. */
export interface RestorableStore extends EventStore {
  /**
   * Puts events back in their order; positions are the store's own. All of them, or nothing.
   * @throws {RestoreRefused} when they do not follow what the store holds
   */
  restore(events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>): Promise<void>;
}

/** A store that takes over what another one recorded: `transfer`. */
export interface ReceivingStore extends EventStore {
  /**
   * Appends, after what the store holds, events that another store recorded, in their order, with revisions and record times. They are kept a
   * page at a time: what interrupts it leaves a beginning, after which the next call goes on.
   * @throws {RestoreRefused} when they do not follow what the store holds
   */
  receive(events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>): Promise<void>;
}

/** Opaque outside the adapter that made it. */
export type Position = string;

/** The mark of a log that holds nothing of ours up to a position. */
export const NO_EVENT = 'none';

export interface Capabilities {
  /** One append may span several streams atomically. */
  readonly multiStream: boolean;
  /** Positions are 1, 2, 3, … without gaps. */
  readonly contiguous: boolean;
}

/** An exact revision (first event is 0), `none` when the stream must not exist yet, `exists` or `any` where no rule is at stake. */
export type ExpectedRevision = number | 'none' | 'exists' | 'any';

export interface StreamAppend {
  readonly streamId: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

export interface NewEvent {
  /** UUIDv7, lower case. The same id is the same event for ever. */
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** JSON text. */
  readonly data: string;
  /** JSON text. */
  readonly meta: string;
}

export interface StoredEvent extends NewEvent {
  readonly streamId: string;
  readonly revision: number;
  readonly position: Position;
  /** UTC, ISO 8601 with microseconds, set by the store, never decreasing along positions. */
  readonly recordedAt: string;
}

export interface AppendResult {
  readonly status: 'appended' | 'duplicate';
  /** Revision of the last event of this append. */
  readonly revision: number;
  /** Position of the last event of this append. */
  readonly position: Position;
}

export interface ReadStreamOptions {
  /** First revision to read, inclusive (backwards: the last by default). */
  readonly from?: number;
  readonly limit?: number;
  readonly direction?: 'forwards' | 'backwards';
}

export interface ReadAllOptions {
  readonly after?: Position | null;
  /** Stop after this position, inclusive. */
  readonly until?: Position;
  readonly limit?: number;
  readonly types?: readonly string[];
}

export interface SubscribeOptions {
  readonly after: Position | null;
  readonly types?: readonly string[];
  readonly signal: AbortSignal;
}

export type SubscriptionMessage =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  | { readonly kind: 'checkpoint'; readonly position: Position }
  | { readonly kind: 'caught-up'; readonly position: Position | null };

/** Somebody else wrote first. `actual` is the stream's revision now, `none` when it does not exist. */
export class WrongExpectedRevision extends Error {
  constructor(
    readonly streamId: string,
    readonly expected: ExpectedRevision,
    readonly actual: number | 'none',
  ) {
    super(`stream ${streamId} is at revision ${actual}, not ${expected}`);
    this.name = 'WrongExpectedRevision';
  }
}

/** The append can never succeed as it is: bad identifier, empty type, not JSON, too large, or an event id that is another event's. */
export class AppendRejected extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AppendRejected';
  }
}

/** A backup does not follow what the store holds: nothing was written. */
export class RestoreRefused extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'RestoreRefused';
  }
}

/** The store did not answer in time or refused the connection. Retry with the same event ids: it cannot duplicate. */
export class StoreUnavailable extends Error {
  constructor(
    message: string,
    readonly outcome: 'not-written' | 'unknown',
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}
