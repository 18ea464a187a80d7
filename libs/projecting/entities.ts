import { Column, Entity, PrimaryColumn } from 'typeorm';

export const PROJECTION_STATUSES = ['building', 'live', 'retired'] as const;
export type ProjectionStatus = (typeof PROJECTION_STATUSES)[number];

/** Where each generation of a projection's tables stands. Its checkpoint is moved in the transaction that writes the rows. */
@Entity({ schema: 'rm', name: 'projection' })
export class ProjectionState {
  @PrimaryColumn('text') name: string;
  /** Grows with every rebuild; part of the tables' names. */
  @PrimaryColumn('int') generation: number;
  /** The version of the code that fills it. */
  @Column('int') version: number;
  @Column('text') status: ProjectionStatus;
  /** The store's opaque position of the last event it holds; null before the first. */
  @Column('text', { nullable: true }) position: string | null;
  /** The store's mark of that position: see `EventStore.mark`. Null before the first event, and for checkpoints of before marks were kept. */
  @Column('text', { nullable: true }) mark: string | null;
  @Column('timestamptz', { name: 'moved_at' }) movedAt: Date;
  /** Names of its tables, without the number of the generation; null for generations of before they were kept. */
  @Column('text', { array: true, nullable: true }) tables: string[] | null;
}

/** An event that a projection could not take in, and those of the same stream that wait behind it. Never skipped in silence. */
@Entity({ schema: 'rm', name: 'parked' })
export class ParkedEvent {
  @PrimaryColumn('text') projection: string;
  @PrimaryColumn('int') generation: number;
  @PrimaryColumn('uuid', { name: 'event_id' }) eventId: string;
  @Column('text', { name: 'stream_id' }) streamId: string;
  @Column('int') revision: number;
  @Column('text') type: string;
  /** The store's opaque position; null for events parked before it was kept. */
  @Column('text', { nullable: true }) position: string | null;
  /** What went wrong; null for an event that only waits behind another of its stream. */
  @Column('text', { nullable: true }) reason: string | null;
  @Column('timestamptz', { name: 'parked_at' }) parkedAt: Date;
}
