import { FactRow } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/** Claims that cannot all be right or do not count the same thing, and how it was settled. */
@Entity({ schema: 'rm', name: 'dispute' })
@Index(['kind', 'subjectId'])
export class DisputeRow extends FactRow {
  @Column('text') kind: string;
  @Column('text', { name: 'subject_id' }) subjectId: string;
  /** The dispute itself, or the one this row settles. */
  @Column('uuid', { name: 'dispute_id' }) disputeId: string;
  /** The events that disagree; empty in a settlement. */
  @Column('uuid', { array: true }) between: readonly string[];
  @Column('text', { nullable: true }) about: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('boolean') settles: boolean;
  @Column('uuid', { nullable: true }) preferred: string | null;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column('text', { name: 'source_ids', array: true }) sourceIds: readonly string[];
}
