import type { Change } from '../changes.js';
import { knownText, type KnownPart } from '../copy-text.js';
import type { EntityClass } from '../data-source.js';
import type { TableRows } from '../projection.js';
import type { GenerationTables } from '../tables.js';

/** Something that ends or is revealed: it waits until every row is written, and is then done to all at once. */
export interface LaterChange {
  readonly kind: 'close' | 'reveal';
  /** The event whose rows end, or the stream whose secret is lifted. */
  readonly key: string;
  readonly type: string | null;
  readonly at: string;
}

const EMPTY = Buffer.alloc(0);

/** Bytes of lines that go to COPY at once. */
export const CHUNK = 262_144;

export interface Copy {
  readonly statement: string;
  readonly lines: Buffer;
}

interface Table {
  readonly statement: string;
  readonly ownText: (row: object) => string;
  /** Filled up to `length`. Lines become bytes one by one: as one long text they would be copied by the garbage collector until then. */
  lines: Buffer;
  length: number;
}

/** Turns what events do to a projection's tables into lines of COPY at once: no row is held as an object. */
export class RebuildRows {
  private readonly tables = new Map<EntityClass, Table>();
  private readonly secretStreams: Set<string>;
  private later: LaterChange[] = [];
  private full: Copy[] = [];
  /** Bytes that wait to be taken. */
  size = 0;

  constructor(tables: GenerationTables, classes: readonly EntityClass[], secretStreams: Iterable<string>) {
    this.secretStreams = new Set(secretStreams);
    for (const table of classes) {
      this.tables.set(table, { statement: tables.copyStatement(table), ownText: tables.ownTextOf(table), lines: EMPTY, length: 0 });
    }
  }

  /** The rows of a fact that `plainlyKnown` knows. */
  add(said: readonly TableRows[], known: KnownPart): void {
    let ordinal = 0;
    let common = '';
    for (const { table, rows } of said) {
      const into = this.tables.get(table)!;
      for (const row of rows) {
        if (ordinal === 0) common = knownText(known);
        this.push(into, `${known.eventId}\t${ordinal++}${common}${into.ownText(row)}`);
      }
    }
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'close') this.later.push({ kind: 'close', key: change.eventId, type: null, at: change.at });
      else if (change.kind === 'reveal') this.reveal(change.streamId, change.type, change.at);
      else {
        const { row } = change;
        const into = this.tables.get(change.table)!;
        if (row.revealedBy !== null && row.visibleFrom === null) this.secretStreams.add(row.streamId);
        this.push(into, `${row.eventId}\t${row.ordinal}${knownText(row)}${into.ownText(row)}`);
      }
    }
  }

  reveal(streamId: string, type: string, at: string): void {
    if (this.secretStreams.has(streamId)) this.later.push({ kind: 'reveal', key: streamId, type, at });
  }

  /** The lines since they were last taken, by their COPY statement. */
  takeLines(): Copy[] {
    for (const table of this.tables.values()) this.close(table);
    const { full } = this;
    this.full = [];
    this.size = 0;
    return full;
  }

  takeLater(): readonly LaterChange[] {
    const { later } = this;
    this.later = [];
    return later;
  }

  private push(table: Table, line: string): void {
    // A character takes three bytes at the most, or four for the two that make one.
    const most = line.length * 3;
    if (table.lines.length - table.length < most) {
      this.close(table);
      table.lines = Buffer.allocUnsafeSlow(Math.max(CHUNK, most));
    }
    const written = table.lines.write(line, table.length);
    table.length += written;
    this.size += written;
  }

  private close(table: Table): void {
    if (table.length > 0) this.full.push({ statement: table.statement, lines: table.lines.subarray(0, table.length) });
    table.lines = EMPTY;
    table.length = 0;
  }
}
