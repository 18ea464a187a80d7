import { FactRow, FEW } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/**
 * An event in the order of the log, for the change feed; what it says is on the timeline. A correction makes another row of the event it corrects:
 * the one that begins when the event was recorded is the event itself.
 */
@Entity({ schema: 'rm', name: 'feed' })
@Index(['place'])
@Index(['visibleFrom', 'place'])
@Index(['streamId', 'place'])
@Index(FEW, ['recordedFrom', 'place'], { where: 'recorded_from <> recorded_at' })
export class FeedRow extends FactRow {
  /** Sorts as the log does: see `placeOf`. */
  @Column('text') place: string;
  @Column('text') type: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt: string;
}
