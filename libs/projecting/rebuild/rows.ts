import { awaitsEvent, type Change } from '../changes.js';
import { CopyBytes } from '../copy-bytes.js';
import { knownBytes, type KnownBytes } from '../copy-rows.js';
import type { EntityClass } from '../data-source.js';
import type { Projection, TableRows } from '../projection.js';
import type { GenerationTables } from '../tables.js';

/** Something that ends or is revealed: it waits until every row is written, and is then done to all at once. */
export interface LaterChange {
  readonly kind: 'close' | 'reveal';
  /** The event whose rows end, or the stream whose secret is lifted. */
  readonly key: string;
  readonly type: string | null;
  readonly at: string;
}

export interface Copy {
  readonly statement: string;
  readonly rows: readonly Buffer[];
}

interface Table {
  readonly statement: string;
  readonly write: ReturnType<GenerationTables['writerOf']>;
  readonly bytes: CopyBytes;
}

/** Turns what events do to a projection's tables into bytes of COPY at once: no row is held as an object. */
export class RebuildRows {
  private readonly tables = new Map<EntityClass, Table>();
  private readonly secretStreams: Set<string>;
  private later: LaterChange[] = [];
  /** Bytes that wait to be taken. */
  size = 0;

  constructor(tables: GenerationTables, projection: Projection, secretStreams: Iterable<string>) {
    this.secretStreams = new Set(secretStreams);
    for (const table of projection.tables) {
      if (table === projection.derived?.table) continue;
      this.tables.set(table, { statement: tables.copyStatement(table), write: tables.writerOf(table), bytes: new CopyBytes() });
    }
  }

  /**
   * The rows of a fact that `plainlyKnown` knows: all of them, or none.
   * @throws {NotOfItsType} when a column cannot hold what is said
   */
  add(said: readonly TableRows[], known: KnownBytes): void {
    let ordinal = 0;
    try {
      for (const { table, rows } of said) {
        const { write, bytes } = this.tables.get(table)!;
        for (const row of rows) write(bytes, known, ordinal++, row);
      }
    } catch (error) {
      this.undo();
      throw error;
    }
    for (const { table } of said) this.size += this.tables.get(table)!.bytes.keep();
  }

  /**
   * Writes the rows that begin with these changes, all of them or none; `apply` keeps them.
   * @throws {NotOfItsType} when a column cannot hold what is said
   */
  write(changes: readonly Change[]): void {
    try {
      for (const change of changes) {
        if (change.kind !== 'insert') continue;
        const { write, bytes } = this.tables.get(change.table)!;
        write(bytes, knownBytes(change.row), change.row.ordinal, change.row);
      }
    } catch (error) {
      this.undo();
      throw error;
    }
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'close') this.later.push({ kind: 'close', key: change.eventId, type: null, at: change.at });
      else if (change.kind === 'reveal') this.reveal(change.streamId, change.type, change.at);
      else if (awaitsEvent(change.row)) this.secretStreams.add(change.row.streamId);
    }
    for (const { bytes } of this.tables.values()) this.size += bytes.keep();
  }

  reveal(streamId: string, type: string, at: string): void {
    if (this.secretStreams.has(streamId)) this.later.push({ kind: 'reveal', key: streamId, type, at });
  }

  /** The rows since they were last taken, by their COPY statement. */
  takeRows(): Copy[] {
    this.size = 0;
    return [...this.tables.values()]
      .map(({ statement, bytes }) => ({ statement, rows: bytes.take() }))
      .filter(({ rows }) => rows.length > 0);
  }

  takeLater(): readonly LaterChange[] {
    const { later } = this;
    this.later = [];
    return later;
  }

  private undo(): void {
    for (const { bytes } of this.tables.values()) bytes.undo();
  }
}
