import type { EffectiveFact } from '@app/kernel';
import { Column, PrimaryColumn } from 'typeorm';
import type { EntityClass } from './data-source.js';

/**
 * The columns that every fact table has: where a row comes from, when it was known, and from when on the public may know it.
 * Nothing is updated in place: a correction closes `recordedTo` and adds rows. "As known on R" is `recordedFrom <= R < recordedTo`
 * for those who may see everything, `visibleFrom <= R` in place of `recordedFrom <= R` for the public.
 */
export abstract class FactRow {
  /** One event may give several rows: they are numbered, so that a version of a row has a key. */
  @PrimaryColumn('uuid', { name: 'event_id' }) eventId: string;
  @PrimaryColumn('int', { name: 'ordinal' }) ordinal: number;
  @PrimaryColumn('timestamptz', { name: 'recorded_from' }) recordedFrom: string;
  @Column('timestamptz', { name: 'recorded_to', nullable: true }) recordedTo: string | null;
  /** Null while it is nobody's business but the officers'. */
  @Column('timestamptz', { name: 'visible_from', nullable: true }) visibleFrom: string | null;
  /** The type of event that lifts the secret, if one does. */
  @Column('text', { name: 'revealed_by', nullable: true }) revealedBy: string | null;
  @Column('text', { name: 'stream_id' }) streamId: string;
}

/**
 * The columns of a table that is made of the rows of another: when each row was known. It is made again as a whole whenever they change, and has no
 * key of its own: what a class marks as one is for TypeORM only.
 */
export abstract class DerivedRow {
  @PrimaryColumn('timestamptz', { name: 'recorded_from' }) recordedFrom: string;
  @Column('timestamptz', { name: 'recorded_to', nullable: true }) recordedTo: string | null;
}

/** Name of an index of few rows, `@Index(FEW, [...], { where })`: made before the rows, so that a rebuild need not read them once more for it. */
export const FEW = 'few';

/** What a projection itself says of a row; the rest is the same for all and filled in by the runner. */
export type RowOf<Row extends FactRow> = Omit<Row, keyof FactRow>;

/**
 * Turns each fact as it stands into rows. Pure: it never refuses a fact, never counts up, never calls out. Corrections, retractions and
 * secrets are the runner's business. When the rows change, raise `version`: it rebuilds.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly tables: readonly EntityClass[];
  /** The types of events it reads; corrections and retractions come by themselves. Absent: all, as it must be where an event lifts a secret. */
  readonly types?: readonly string[];
  rows(fact: EffectiveFact): readonly TableRows[];
  readonly derived?: Derived;
}

/**
 * A table made of the rows of another, for what one fact cannot say alone: a subject as all its facts tell it, at both times. Whenever rows
 * under a key change, all that was made of that key is made again, in the same transaction. Both tables are among the projection's.
 */
export interface Derived {
  readonly table: new () => DerivedRow;
  readonly from: new () => FactRow;
  /** The property of both tables under which rows belong together. An index of each begins with it. */
  readonly key: string;
  /**
   * Pure. The rows come by record time, as the database writes them: times and days are text. `now`: all that ends by then has ended for good.
   */
  make(rows: readonly FactRow[], now: string): readonly DerivedRow[];
}

export interface TableRows<Row extends FactRow = FactRow> {
  readonly table: new () => Row;
  readonly rows: readonly RowOf<Row>[];
}

/** Checks rows against their table where they are written. */
export const into = <Row extends FactRow>(table: new () => Row, ...rows: readonly RowOf<Row>[]): TableRows => ({ table, rows }) as never;
