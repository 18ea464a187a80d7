import { ALIVE_WORKERS } from '@app/projecting';
import { runTaskList, type JobHelpers, type WorkerPool } from 'graphile-worker';
import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { attempt } from './attempt.js';
import { JobStopped, type AnyJob, type JobTools } from './job.js';
import { faultsTo } from './log.js';
import { sessions } from './sessions.js';

export interface JobWorkerOptions {
  /** Jobs that this worker runs at once. Default 2. */
  readonly concurrency?: number;
  /** Milliseconds between two looks: at the jobs of workers that are gone, and at what was cancelled. Default 1,000. */
  readonly every?: number;
  readonly onFault?: (what: string, error: unknown) => void;
}

/** Ended jobs are forgotten after so many days. */
const KEPT_DAYS = 30;

/**
 * This worker's hands for the queue. The queue itself leaves the jobs of a worker that is gone locked for hours; here each worker gives back, within
 * seconds, the jobs of those that `rm.worker` no longer counts among the living.
 */
export class JobWorker {
  private readonly stopping = new AbortController();
  private readonly sessions: Pool;
  private readonly every: number;
  private pool: WorkerPool | undefined;
  private closed: Promise<void> = Promise.resolve();
  private looking: Promise<void> = Promise.resolve();
  private registered: Promise<void> = Promise.resolve();
  /** Locked by somebody who was gone at the last look: whoever only changes sessions is back at the next. */
  private suspects = new Set<string>();
  private readonly handedBack: { job: string; tries: number }[] = [];

  constructor(
    source: DataSource,
    private readonly definitions: readonly AnyJob[],
    private readonly tools: JobTools,
    /** This worker's id in `rm.worker`. */
    private readonly worker: string,
    private readonly options: JobWorkerOptions = {},
  ) {
    this.every = options.every ?? 1_000;
    this.sessions = sessions(source, (options.concurrency ?? 2) * 2 + 2);
  }

  /** Takes jobs from now on. Their tables are there: see `PostgresJobs.install`. */
  start(): void {
    this.closed = this.serve();
    this.looking = this.look();
  }

  /** Hands back what it is at, and waits until it is. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.looking;
    await Promise.resolve(this.pool?.gracefulShutdown()).catch((error: unknown) => this.fault(error));
    await this.closed;
    await this.forget().catch((error: unknown) => this.fault(error));
    await this.sessions.end();
  }

  /** A queue that gave itself up, as it does when the database was away for long, is opened again. */
  private async serve(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const pool = (this.pool = this.open());
      this.registered = this.register(pool.id);
      await pool.promise.catch((error: unknown) => this.fault(error));
      await this.pause();
    }
  }

  private open(): WorkerPool {
    const tasks = this.definitions.map(
      (definition) => [definition.name, (payload: unknown, helpers: JobHelpers) => this.run(definition, payload, helpers)] as const,
    );
    return runTaskList(
      {
        concurrency: this.options.concurrency ?? 2,
        pollInterval: this.every,
        noHandleSignals: true,
        logger: faultsTo((message) => this.fault(new Error(message))),
        // Asked before each job: none is taken before the others can tell whose it is.
        forbiddenFlags: () => this.registered.then(() => null),
        // Told to the queue in turn: otherwise a database that is away would end the program.
        preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      },
      Object.fromEntries(tasks),
      this.sessions,
    );
  }

  private async run(definition: AnyJob, payload: unknown, { job }: JobHelpers): Promise<void> {
    const { sessions: pool, tools, worker, every } = this;
    const { id } = payload as { id: string };
    await attempt(definition, id, { pool, tools, worker, every, stopping: this.stopping.signal }).catch((error: unknown) => {
      if (error instanceof JobStopped && error.why === 'handed-back') this.handedBack.push({ job: job.id, tries: job.attempts });
      else if (!(error instanceof JobStopped)) this.options.onFault?.(`job ${definition.name} ${id}`, error);
      throw error;
    });
  }

  /** Tells the others whose jobs those of this pool are, and waits until they count this worker among the living. */
  private async register(pool: string): Promise<void> {
    for (let failures = 0; !this.stopping.signal.aborted; failures++) {
      try {
        await this.sessions.query(CLAIM, [pool, this.worker]);
        const { rowCount } = await this.sessions.query(`SELECT 1 WHERE $1::uuid IN (${ALIVE_WORKERS})`, [this.worker]);
        if (rowCount === 1) return;
      } catch (error) {
        if (failures === 0) this.fault(error);
      }
      await this.pause();
    }
  }

  private async pause(): Promise<void> {
    await setTimeout(this.every, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private async look(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.takeOver().catch((error: unknown) => this.fault(error));
      await this.pause();
    }
  }

  /** Unlocks the jobs of workers that were gone at two looks in a row, and says again whose this one's are. */
  private async takeOver(): Promise<void> {
    if (this.pool) {
      await this.sessions.query(CLAIM, [this.pool.id, this.worker]);
      // What one that gave itself up could not let go of is nobody's.
      await this.sessions.query('DELETE FROM jobs.pool WHERE worker = $1 AND id <> $2', [this.worker, this.pool.id]);
    }
    const { rows } = await this.sessions.query<{ pool: string }>(ORPHANED);
    const gone = rows.map(({ pool }) => pool).filter((pool) => this.suspects.has(pool));
    this.suspects = new Set(rows.map(({ pool }) => pool));
    if (gone.length > 0) {
      await this.sessions.query('SELECT graphile_worker.force_unlock_workers($1)', [gone]);
      this.pool?.nudge(gone.length);
    }
    await this.sessions.query(`DELETE FROM jobs.pool WHERE worker NOT IN (${ALIVE_WORKERS}) AND worker <> $1`, [this.worker]);
    await this.sessions.query(`DELETE FROM jobs.job WHERE ended_at < now() - $1 * interval '1 day'`, [KEPT_DAYS]);
  }

  /** What was handed back did not fail: it is due at once, and its tries are not counted. */
  private async forget(): Promise<void> {
    for (const { job, tries } of this.handedBack)
      await this.sessions.query('SELECT graphile_worker.reschedule_jobs(ARRAY[$1::bigint], run_at := now(), attempts := $2::int)', [
        job,
        Math.max(0, tries - 1),
      ]);
    if (this.pool) await this.sessions.query('DELETE FROM jobs.pool WHERE id = $1', [this.pool.id]);
  }

  private fault(error: unknown): void {
    this.options.onFault?.('jobs', error);
  }
}

const CLAIM = 'INSERT INTO jobs.pool (id, worker) VALUES ($1, $2) ON CONFLICT DO NOTHING';

const ORPHANED = `
SELECT DISTINCT j.locked_by AS pool FROM graphile_worker.jobs j WHERE j.locked_by IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM jobs.pool p WHERE p.id = j.locked_by AND p.worker IN (${ALIVE_WORKERS}))`;
