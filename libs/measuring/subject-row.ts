import { FactRow } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/** What an event says of its own subject that its other facts do not repeat: where it is, its theme, its activity. The last word counts. */
@Entity({ schema: 'rm', name: 'subject' })
@Index(['communeCode'], { where: 'commune_code IS NOT NULL' })
@Index(['streamId', 'revision'])
@Index(['territoryIds'])
export class SubjectRow extends FactRow {
  @Column('int') revision: number;
  @Column('text', { nullable: true }) name: string | null;
  @Column('text', { name: 'commune_code', nullable: true }) communeCode: string | null;
  @Column('text', { name: 'territory_ids', array: true }) territoryIds: readonly string[];
  /** Says where the subject is: only such rows follow each other as places. */
  @Column('boolean') places: boolean;
  @Column('text', { nullable: true }) theme: string | null;
  @Column('text', { nullable: true }) sector: string | null;
  @Column('text', { nullable: true }) naf: string | null;
}
