import type { EventStore } from '@app/event-store';
import type { DataSource } from 'typeorm';

/** A sentence in the languages that people read. */
export interface Said {
  readonly fr: string;
  readonly en: string;
}

/** What jobs work on. */
export interface JobTools {
  readonly eventStore: EventStore;
  readonly readModels: DataSource;
  /** Folder of this worker for what must outlive a restart (PALIMPSESTE_DATA). */
  readonly data: string;
  /** How cited addresses may be asked whether they still answer; absent: not at all. */
  readonly links?: { readonly privateToo: boolean; readonly pause: number; readonly contact?: string };
}

/** What a job is given while it runs. */
export interface JobContext<Memory extends object = object> {
  readonly tools: JobTools;
  readonly id: string;
  /** 1 for the first worker that runs it; one more for each that takes it over or tries again. */
  readonly run: number;
  /** What an earlier run remembered; undefined when none did. */
  readonly memory: Memory | undefined;
  /** Aborts when the job is cancelled, when its worker stops, or when another worker took it over: end soon, by throwing. */
  readonly signal: AbortSignal;
  /** Tells how far it is: a share from 0 to 1, null when that cannot be known. Seconds left, unless given, follow from the pace. */
  progress(share: number | null, phase?: string, secondsLeft?: number | null): void;
  /** Keeps what the next run needs in order to go on. @throws {JobStopped} when another worker took the job over */
  remember(memory: Memory): Promise<void>;
}

/**
 * One kind of long work. It may be run again from any point, by another worker on another machine: what it did before it was killed is done, and
 * `memory` tells where it was.
 */
export interface JobDefinition<Payload extends object = object, Result extends object = object, Memory extends object = object> {
  readonly name: string;
  readonly title: Said;
  /** Validated with class-validator, when it is asked for and again when it runs. */
  readonly payload: new () => Payload;
  /** Two that have the same key are one, as long as the first waits or runs. */
  readonly key: (payload: Payload) => string;
  /** Jobs of one queue run one after the other, whoever runs them. */
  readonly queue?: string;
  readonly phases?: Readonly<Record<string, Said>>;
  readonly refusals?: Readonly<Record<string, (facts: never) => Said>>;
  /** What came of it, in words. */
  readonly done: (result: Result) => Said;
  /**
   * Does the work; the result is kept as JSON. Any error but a refusal is a fault, and is tried again later, after longer and longer.
   * @throws {JobRefused} when trying again would change nothing
   */
  readonly run: (payload: Payload, context: JobContext<Memory>) => Promise<Result>;
}

/** Any kind of job: its payload and result have been checked by then. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyJob = JobDefinition<any, any, any>;

/** Checks a definition where it is written; the list of all jobs holds them side by side. */
export const job = <Payload extends object, Result extends object, Memory extends object = object>(
  definition: JobDefinition<Payload, Result, Memory>,
): JobDefinition<Payload, Result, Memory> => definition;

/** The job cannot be done as asked. It is not tried again. */
export class JobRefused extends Error {
  constructor(
    /** One of the definition's `refusals`. */
    readonly code: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'JobRefused';
  }
}

export type Stop = 'cancelled' | 'handed-back' | 'taken-over';

/** Why a running job's signal aborted. */
export class JobStopped extends Error {
  constructor(readonly why: Stop) {
    super(`the job stops here: ${why}`);
    this.name = 'JobStopped';
  }
}
