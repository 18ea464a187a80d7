import type { AnyJob } from './job.js';

export const JOB_STATUSES = ['waiting', 'running', 'done', 'refused', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** A job that was asked for, and what became of it. */
export interface Job {
  /** UUID, in the order in which they were asked for. */
  readonly id: string;
  /** Name of its definition. */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly status: JobStatus;
  /** 0 to 1; null while it cannot be known. */
  readonly progress: number | null;
  /** One of the definition's phases. */
  readonly phase: string | null;
  readonly secondsLeft: number | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  /** Of a refusal, or of the last fault; a job that waits for another try keeps it. */
  readonly error: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> } | null;
  /** Account that asked. */
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Times that a worker began or went on with it. */
  readonly runs: number;
  readonly faults: number;
  /** Workers that were gone before it ended. */
  readonly deaths: number;
  /** The worker that has it, or had it last; its host while it is up. */
  readonly worker: { readonly id: string; readonly host: string | null } | null;
  /** Somebody asked to cancel it, and it has not ended yet. */
  readonly cancelling: boolean;
}

export interface Asking {
  /** Account that asks. */
  readonly askedBy: string;
  /** UUID: the same request is answered with the same job, however long ago that was. */
  readonly requestId?: string;
}

export interface Enqueued {
  readonly job: Job;
  /** `repeated`: the same request as before. `open`: another asked for the same, which still waits or runs. */
  readonly as: 'new' | 'repeated' | 'open';
}

export interface JobFilter {
  readonly names?: readonly string[];
  readonly statuses?: readonly JobStatus[];
  /** Only those asked for before this one. */
  readonly before?: string;
  readonly limit: number;
}

/** Jobs that are asked for here and run by whichever worker is free. */
export interface Jobs {
  /** Every kind of job there is, by name. */
  readonly definitions: ReadonlyMap<string, AnyJob>;
  /**
   * Asks for a job, once: see `Enqueued.as`.
   * @throws {PayloadInvalid} when the payload is not the definition's
   * @throws {CommandIdReused} when the request asked for something else before
   */
  enqueue(name: string, payload: object, asking: Asking): Promise<Enqueued>;
  find(id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(filter: JobFilter): Promise<Job[]>;
  /** Ends a job that waits, and asks one that runs to end, which takes about a second. What has ended stays as it is. */
  cancel(id: string): Promise<Job | undefined>;
}
