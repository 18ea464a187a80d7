import { FactRow } from '@app/projecting';
import { Column, Entity, Index } from 'typeorm';

/** A copy of a document that was put in the evidence locker. */
@Entity({ schema: 'rm', name: 'capture' })
@Index(['documentId'])
@Index(['sha256'])
export class CaptureRow extends FactRow {
  @Column('text', { name: 'document_id' }) documentId: string;
  @Column('text') sha256: string;
  @Column('int') bytes: number;
  @Column('text', { name: 'media_type' }) mediaType: string;
  @Column('text', { nullable: true }) title: string | null;
  @Column('text', { nullable: true }) licence: string | null;
  @Column('text') redistribution: string;
  @Column('text', { nullable: true }) address: string | null;
  @Column('text', { name: 'captured_edtf', nullable: true }) edtf: string | null;
  @Column('date', { nullable: true }) earliest: string | null;
  @Column('date', { nullable: true }) latest: string | null;
}

/** The end of a copy: its bytes were to be destroyed. */
@Entity({ schema: 'rm', name: 'capture_end' })
@Index(['documentId'])
export class CaptureEndRow extends FactRow {
  @Column('text', { name: 'document_id' }) documentId: string;
  @Column('text') sha256: string;
  @Column('text', { name: 'legal_basis' }) legalBasis: string;
  @Column('text', { nullable: true }) reason: string | null;
}
