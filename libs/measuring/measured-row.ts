import type { Bound, ClaimStatus, Unit } from '@app/kernel';
import { FactRow, FEW } from '@app/projecting';
import { Column, Index } from 'typeorm';

/** Who is shown a row: everybody; those who see everything; or the others in its place, small groups of people put together. */
export const AUDIENCES = ['all', 'insiders', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * The one shape of every observatory's fact table: one measured thing that one event says. The event, its place, its theme, the status of
 * its claim, when it was true (`dayFrom`..`dayTo`), when it was known (`recordedFrom`..`recordedTo`): an indicator at any two times is a
 * query on these columns.
 *
 * What an event does not say itself it has from its subject: see `SubjectRow`. Rows of kind `dispute` and `settlement` (their `measure`)
 * refer to the events that disagree and to the one preferred.
 */
@Index(['measure', 'communeCode', 'dayFrom'])
@Index(['measure', 'dayFrom'], { where: `commune_code IS NULL AND territory_ids = '{}'` })
@Index(['placeStream', 'measure'], { where: 'place_stream IS NOT NULL' })
@Index(['streamId', 'measure', 'claim'])
@Index(FEW, ['refers'], { where: 'refers IS NOT NULL' })
@Index(FEW, ['claim'], { where: `measure = 'dispute'` })
@Index(['territoryIds'])
export abstract class MeasuredRow extends FactRow {
  /** What was measured: `jobs`, `aid-granted`, `project`. */
  @Column('text') measure: string;
  @Column('text', { nullable: true }) status: ClaimStatus | null;
  /** What kind of it: a step of a project, a solution of a cohort, a state of land. */
  @Column('text', { nullable: true }) category: string | null;
  /** The number that is added up: the figure's value, else its low end; 1 for a thing that is counted. */
  @Column('numeric', { nullable: true }) value: number | null;
  @Column('numeric', { nullable: true }) low: number | null;
  @Column('numeric', { nullable: true }) high: number | null;
  @Column('text', { nullable: true }) unit: Unit | null;
  /** Null when exact. */
  @Column('text', { nullable: true }) bound: Exclude<Bound, 'exact'> | null;
  /** Rows of one stream, measure and status under one claim say the same thing otherwise, or later. Null: it rivals nothing. */
  @Column('text', { nullable: true }) claim: string | null;
  /**
   * Among rivals the lowest is counted: 0 the event that is the thing itself, 1 what a source says of it. Below 0: vintages of a series,
   * which replace each other and contradict nothing of it.
   */
  @Column('int') rank: number;
  /** Of a dispute or settlement: the event it is about. */
  @Column('uuid', { nullable: true }) refers: string | null;
  /** First and last day it may have been, inclusive; an end that its source leaves open is the one it gives. Null: no date. */
  @Column('date', { name: 'day_from', nullable: true }) dayFrom: string | null;
  @Column('date', { name: 'day_to', nullable: true }) dayTo: string | null;
  /** Half-way: where what cannot be split is counted. */
  @Column('date', { nullable: true }) day: string | null;
  /** Its source gives only one end. */
  @Column('boolean') open: boolean;
  @Column('text', { name: 'commune_code', nullable: true }) communeCode: string | null;
  @Column('text', { name: 'territory_ids', array: true }) territoryIds: readonly string[];
  /** The stream of the subject whose place, theme and activity are this fact's where it names none; null when it is the fact's own. */
  @Column('text', { name: 'place_stream', nullable: true }) placeStream: string | null;
  /** Claim of the row of its stream that it is part of: the aid of a payment, the label of an award. See `Selection.of`. */
  @Column('text', { nullable: true }) belongs: string | null;
  @Column('text', { nullable: true }) programme: string | null;
  @Column('text', { nullable: true }) theme: string | null;
  @Column('text', { nullable: true }) sector: string | null;
  /** Section of the NAF rev. 2, a letter. */
  @Column('text', { nullable: true }) naf: string | null;
  /** Months after a closure at which a cohort is told, as its source counts them. */
  @Column('int', { nullable: true }) horizon: number | null;
  @Column('int') revision: number;
  /** When the event was recorded; `recordedFrom` is when this version of it was. */
  @Column('timestamptz', { name: 'first_recorded' }) firstRecorded: string;
  @Column('text') audience: Audience;
  @Column('text', { name: 'source_ids', array: true }) sourceIds: readonly string[];
}
