import { FactRow } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/** An event that says something personal of somebody; what it says is sealed in the event. */
@Entity({ schema: 'rm', name: 'person_mention' })
@Index(['personId'])
export class PersonMentionRow extends FactRow {
  @Column('uuid', { name: 'person_id' }) personId: string;
}
