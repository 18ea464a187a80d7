import type { AuditKeeping } from '@app/runtime';
import type { Privacy } from '@app/privacy';
import type { EventStore } from '@app/event-store';
import type { LoggerService, LogLevel } from '@nestjs/common';
import type { JobTools, JobWorkerOptions } from '@app/jobs';
import type { AroundBatch, Ownership, OwnershipOptions, Remade } from '@app/projecting';
import type { DataSource } from 'typeorm';

/** What the worker needs from the program that starts it. */
export interface WorkerConfig {
  readonly eventStore: EventStore;
  readonly readModels: DataSource;
  /** False for a program that only reads: it projects, and records nothing. */
  readonly reacts?: boolean;
  /** How often workers look at each other, and how long a silent one keeps its share. */
  readonly ownership?: Pick<OwnershipOptions, 'every' | 'silence'>;
  /** Runs its share of the long work that was asked for; absent: none of it. */
  readonly jobs?: {
    /** Folder for what jobs write (PALIMPSESTE_DATA). */
    readonly data: string;
    /** How cited addresses may be asked, once a day; absent: not at all (LINK_WATCH). */
    readonly links?: JobTools['links'];
  } & Pick<JobWorkerOptions, 'concurrency' | 'every'>;
  /** Takes its turn at carrying the audit log on; absent: it has no key for it. */
  readonly audit?: AuditKeeping;
  /** Seals and erases personal data; absent: none is recorded. */
  readonly privacy?: Privacy;
  /** What the api seals cursors with: the key that signs decision files is made of it, and endorsed by whoever keeps the audit log. */
  readonly secret?: string;
  /** Months that the access trail is kept; absent: this worker takes nothing away. */
  readonly trailMonths?: number;
  readonly logger?: LoggerService | false | LogLevel[];
  readonly aroundBatch?: AroundBatch;
  /** Told of read models that the code has outgrown, while they are remade. */
  readonly onRemade?: (told: Remade) => void;
  /** Told what this worker shares with others, once it does. */
  readonly onShared?: (ownership: Pick<Ownership, 'owned'>) => void;
}

export const WORKER_CONFIG = Symbol('worker configuration');
