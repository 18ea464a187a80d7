import { auditNow, type AuditNow } from '@app/audit';
import type { EventStore, Position } from '@app/event-store';
import type { Job, Jobs } from '@app/jobs';
import { workersOf, type WorkerState } from '@app/projecting';
import { CaptureQueries } from '@app/timeline';
import type { DataSource } from 'typeorm';
import { projectionsNow, type ProjectionNow } from './projections.js';

/** Ended jobs that are still shown. */
const ENDED = 5;
const OPEN = 50;

/** Everything that runs, at one moment. */
export interface Now {
  readonly at: Date;
  readonly head: Position | null;
  /** Events recorded; null where the store does not number them. */
  readonly events: number | null;
  readonly workers: readonly WorkerState[];
  readonly projections: readonly ProjectionNow[];
  /** Null where no audit log is kept. */
  readonly audit: AuditNow | null;
  /** Documents that the evidence locker owes, and their bytes in all. */
  readonly locker: { readonly documents: number; readonly bytes: number };
  /** Those that wait or run, newest first, then the last that ended. */
  readonly jobs: readonly Job[];
}

export async function lookNow(source: DataSource, store: EventStore, jobs: Jobs): Promise<Now> {
  const [head, workers, projections, audit, locker, open, ended] = await Promise.all([
    store.head(),
    workersOf(source),
    projectionsNow(source, store),
    auditNow(source, store),
    new CaptureQueries(source).count(),
    jobs.list({ statuses: ['waiting', 'running'], limit: OPEN }),
    jobs.list({ statuses: ['done', 'refused', 'failed', 'cancelled'], limit: ENDED }),
  ]);
  const events = store.capabilities.contiguous ? Number(head ?? 0) : null;
  return { at: new Date(), head, events, workers, projections, audit, locker, jobs: [...open, ...ended] };
}
