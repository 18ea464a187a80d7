import type { QueryRunner } from 'typeorm';
import { awaitsEvent, type Change } from './changes.js';
import { copyInto } from './copy-into.js';
import type { EntityClass } from './data-source.js';
import type { FactRow } from './projection.js';
import type { GenerationTables } from './tables.js';
import { isToldBy, soon, type Told } from './told.js';

/** What a flush wrote or changed: rows of these events, and what these streams kept secret. */
export interface Touched {
  readonly eventIds: readonly string[];
  readonly streamIds: readonly string[];
  readonly told: Told;
}

/**
 * Holds what a batch of events does to the tables until `flush` writes it with COPY. What ends or is revealed inside the buffer never
 * touches the database; what was written before is updated.
 */
export class RowBuffer {
  private rows = new Map<EntityClass, FactRow[]>();
  private byEvent = new Map<string, FactRow[]>();
  private secret = new Map<string, FactRow[]>();
  /** Versions that another one replaces at the very instant they begin: what was known for no time at all was never known. */
  private never = new Set<FactRow>();
  private closes: { eventId: string; at: string }[] = [];
  private reveals: { streamId: string; type: string; at: string }[] = [];
  /** The last record time of all this. */
  private latest: string | null = null;
  /** Streams with a secret that only an event lifts: no other needs the database to be asked. */
  private readonly secretStreams: Set<string>;

  constructor(
    private readonly tables: GenerationTables,
    secretStreams: Iterable<string> = [],
  ) {
    this.secretStreams = new Set(secretStreams);
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'insert') this.insert(change.table, change.row);
      else if (change.kind === 'close') this.close(change.eventId, change.at);
      else if (this.secretStreams.has(change.streamId)) this.reveal(change.streamId, change.type, change.at);
    }
  }

  /** Writes the rows, then what the batch ended or revealed of earlier ones. */
  async flush(runner: QueryRunner): Promise<Touched> {
    const eventIds = [...new Set([...this.byEvent.keys(), ...this.closes.map(({ eventId }) => eventId)])];
    const streamIds = [...new Set(this.reveals.map(({ streamId }) => streamId))];
    const { latest } = this;
    let isTold = false;
    // Before the rows that take their place.
    for (const { eventId, at } of this.closes) isTold = (await this.tables.forget(runner, eventId, at)) || isTold;
    const by = soon();
    for (const [table, rows] of this.rows) {
      const known = this.never.size > 0 ? rows.filter((row) => !this.never.has(row)) : rows;
      if (known.length > 0) await copyInto(runner, this.tables, table, known);
      isTold ||= known.some((row) => isToldBy(by, row));
    }
    isTold = (await this.tables.close(runner, this.closes)) || isTold;
    isTold = (await this.tables.reveal(runner, this.reveals)) || isTold;
    this.rows = new Map();
    this.byEvent = new Map();
    this.secret = new Map();
    this.never = new Set();
    this.closes = [];
    this.reveals = [];
    this.latest = null;
    return { eventIds, streamIds, told: isTold ? latest : null };
  }

  private insert(table: EntityClass, row: FactRow): void {
    let rows = this.rows.get(table);
    if (!rows) this.rows.set(table, (rows = []));
    rows.push(row);
    this.seen(row.recordedFrom);
    const sameEvent = this.byEvent.get(row.eventId);
    if (sameEvent) sameEvent.push(row);
    else this.byEvent.set(row.eventId, [row]);
    if (awaitsEvent(row)) {
      this.secretStreams.add(row.streamId);
      this.secret.set(row.streamId, [...(this.secret.get(row.streamId) ?? []), row]);
    }
  }

  private close(eventId: string, at: string): void {
    for (const row of this.byEvent.get(eventId) ?? []) {
      if (row.recordedFrom === at) this.never.add(row);
      else if (row.recordedTo === null && row.recordedFrom < at) row.recordedTo = at;
    }
    this.closes.push({ eventId, at });
    this.seen(at);
  }

  private reveal(streamId: string, type: string, at: string): void {
    for (const row of this.secret.get(streamId) ?? [])
      if (row.revealedBy === type && (row.visibleFrom === null || row.visibleFrom > at)) row.visibleFrom = at;
    this.reveals.push({ streamId, type, at });
    this.seen(at);
  }

  private seen(at: string): void {
    if (this.latest === null || at > this.latest) this.latest = at;
  }
}
