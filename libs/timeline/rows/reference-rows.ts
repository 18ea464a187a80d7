import { FactRow } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/** A published document of the register. */
@Entity({ schema: 'rm', name: 'publication' })
@Index(['documentId'])
@Index(['earliest', 'latest'])
export class PublicationRow extends FactRow {
  @Column('text', { name: 'document_id' }) documentId: string;
  @Column('text') title: string;
  @Column('text', { name: 'source_kind', nullable: true }) sourceKind: string | null;
  @Column('text', { nullable: true }) publisher: string | null;
  @Column('text', { nullable: true }) subject: string | null;
  @Column('text', { nullable: true }) url: string | null;
  @Column('text', { name: 'published_edtf', nullable: true }) edtf: string | null;
  @Column('date', { nullable: true }) earliest: string | null;
  @Column('date', { nullable: true }) latest: string | null;
}

/** A territory of the register. */
@Entity({ schema: 'rm', name: 'territory' })
@Index(['territoryId'])
export class TerritoryRow extends FactRow {
  @Column('text', { name: 'territory_id' }) territoryId: string;
  @Column('text') name: string;
  @Column('text', { name: 'territory_kind' }) territoryKind: string;
  @Column('text', { nullable: true }) code: string | null;
  /** The day it came to be, where its registration says so. */
  @Column('date', { nullable: true }) founded: string | null;
}

/** A member that a territory admitted or lost, on a day. */
@Entity({ schema: 'rm', name: 'membership' })
@Index(['territoryId'])
export class MembershipRow extends FactRow {
  @Column('text', { name: 'territory_id' }) territoryId: string;
  @Column('text', { name: 'commune_code', nullable: true }) communeCode: string | null;
  @Column('text', { name: 'member_id', nullable: true }) memberId: string | null;
  @Column('boolean') admitted: boolean;
  @Column('date', { name: 'since', nullable: true }) since: string | null;
}
