import { FactRow, FEW } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/**
 * One version of one fact, ready to be told: what, about whom, where, when, who says so, since when we know. The version that began when the event
 * was recorded is the event itself, as the change feed tells it.
 */
@Entity({ schema: 'rm', name: 'timeline' })
@Index(['placed', 'latest', 'recordedFrom', 'eventId'])
@Index(['sourceIds'], { where: 'placed IS NULL' })
@Index(['kind', 'subjectId', 'placed'])
@Index(['communeCode', 'placed'], { where: 'commune_code IS NOT NULL' })
@Index(['territoryIds'])
@Index(['related'])
@Index(['recordedFrom'])
@Index(['place'])
@Index(['visibleFrom', 'place'])
@Index(FEW, ['recordedFrom', 'place'], { where: 'recorded_from <> first_recorded' })
export class TimelineRow extends FactRow {
  @Column('text') kind: string;
  @Column('text', { name: 'subject_id' }) subjectId: string;
  @Column('int') revision: number;
  @Column('text') type: string;
  /** The payload's JSON text. */
  @Column('text') data: string;
  /** The name this event gives its subject. */
  @Column('text', { nullable: true }) name: string | null;
  /** The situation this event puts its subject in. */
  @Column('text', { nullable: true }) status: string | null;
  @Column('text', { name: 'commune_code', nullable: true }) communeCode: string | null;
  @Column('text', { name: 'territory_ids', array: true }) territoryIds: readonly string[];
  @Column('text', { nullable: true }) theme: string | null;
  /** Other subjects the event names: `project-gigafactory-acc`. */
  @Column('text', { array: true }) related: readonly string[];
  @Column('text', { name: 'occurred_edtf', nullable: true }) edtf: string | null;
  @Column('text', { name: 'occurred_raw', nullable: true }) raw: string | null;
  @Column('date', { nullable: true }) earliest: string | null;
  @Column('date', { nullable: true }) latest: string | null;
  /** Where it stands on the timeline: its first possible day, or its last when it has no first; null when its source gives no date. */
  @Column('date', { nullable: true }) placed: string | null;
  @Column('text', { name: 'source_ids', array: true }) sourceIds: readonly string[];
  /** JSON text of the citations. */
  @Column('text') citations: string;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { name: 'exception_rule', nullable: true }) exceptionRule: string | null;
  @Column('text', { name: 'exception_reason', nullable: true }) exceptionReason: string | null;
  @Column('text') visibility: string;
  @Column('uuid', { name: 'corrected_by', nullable: true }) correctedBy: string | null;
  @Column('text', { name: 'recorded_by' }) recordedBy: string;
  @Column('text', { name: 'on_behalf_of', nullable: true }) onBehalfOf: string | null;
  /** Where the event is in the log; sorts as the log does: see `placeOf`. */
  @Column({ type: 'text', collation: 'C' }) place: string;
  /** When the event was recorded; `recordedFrom` is when this version of it was. */
  @Column('timestamptz', { name: 'first_recorded' }) firstRecorded: string;
}
