import type { Pool } from 'pg';
import { JobRefused, JobStopped, type AnyJob, type JobContext, type JobTools } from './job.js';
import { Pace } from './pace.js';
import { payloadOf, PayloadInvalid } from './payload.js';

export interface AttemptOptions {
  readonly pool: Pool;
  readonly tools: JobTools;
  /** Id of this worker, as the others know it. */
  readonly worker: string;
  /** Milliseconds between two signs of life. */
  readonly every: number;
  /** Aborts when this worker stops. */
  readonly stopping: AbortSignal;
}

/** Faults after which a job has failed. */
const MOST_FAULTS = 6;
/** Workers that a job may take down with it. */
const MOST_DEATHS = 5;

interface Begun {
  readonly payload: object;
  readonly memory: object | null;
  readonly runs: number;
  readonly deaths: number;
  readonly cancelling: boolean;
}

/**
 * One run of a job by this worker. Every statement names the run: once another worker took the job over, this one changes nothing any more.
 * @returns once there is nothing left to do for this job, however it ended
 * @throws {JobStopped} when it was handed back, or another worker has it
 * @throws {Error} the fault that it is to be tried again for
 */
export async function attempt(definition: AnyJob, id: string, options: AttemptOptions): Promise<void> {
  const begun = await begin(id, options);
  // Cancelled while it waited, or ended by a worker that did not live to tell the queue.
  if (!begun) return;
  const run = new Run(definition, id, begun, options);
  if (begun.cancelling) return run.end('cancelled');
  if (begun.deaths >= MOST_DEATHS) return run.end('failed', null, { code: 'WORKERS_DIED', facts: { deaths: begun.deaths } });
  await run.work();
}

async function begin(id: string, { pool, worker }: AttemptOptions): Promise<Begun | undefined> {
  const { rows } = await pool.query<Begun>(
    `UPDATE jobs.job SET status = 'running', runs = runs + 1, deaths = deaths + (status = 'running')::int, worker = $2,
       started_at = coalesce(started_at, now()), phase = NULL, seconds_left = NULL
     WHERE id = $1 AND status IN ('waiting', 'running') RETURNING payload, memory, runs, deaths, cancelling`,
    [id, worker],
  );
  return rows[0];
}

class Run {
  private readonly stop = new AbortController();
  private readonly pace = new Pace();
  private told: { share: number | null; phase: string | null; secondsLeft: number | null } = {
    share: null,
    phase: null,
    secondsLeft: null,
  };

  constructor(
    private readonly definition: AnyJob,
    private readonly id: string,
    private readonly begun: Begun,
    private readonly options: AttemptOptions,
  ) {}

  async work(): Promise<void> {
    const { stopping } = this.options;
    const handBack = () => this.stop.abort(new JobStopped('handed-back'));
    if (stopping.aborted) handBack();
    stopping.addEventListener('abort', handBack, { once: true });
    const heart = this.beat();
    try {
      this.stop.signal.throwIfAborted();
      const result: unknown = await this.definition.run(payloadOf(this.definition, this.begun.payload), this.context());
      await this.end('done', result);
    } catch (error) {
      await this.ended(error);
    } finally {
      heart.stop();
      stopping.removeEventListener('abort', handBack);
    }
  }

  /** @throws {JobStopped} when another worker has it */
  async end(status: 'done' | 'refused' | 'failed' | 'cancelled', result: unknown = null, error: object | null = null): Promise<void> {
    await this.change(
      `status = $3, result = $4, error = $5, ended_at = now(), phase = NULL, seconds_left = NULL, cancelling = false,
       progress = CASE WHEN $3 = 'done' THEN 1 ELSE progress END`,
      [status, result === null ? null : JSON.stringify(result), error && JSON.stringify(error)],
    );
  }

  private async ended(error: unknown): Promise<void> {
    const stop = this.stop.signal.aborted ? (this.stop.signal.reason as JobStopped).why : undefined;
    if (error instanceof JobStopped && error.why === 'taken-over') throw error;
    if (stop === 'taken-over') throw this.stop.signal.reason;
    if (stop === 'cancelled') return this.end('cancelled');
    if (stop === 'handed-back') {
      await this.change(`status = 'waiting', worker = NULL, phase = NULL, seconds_left = NULL`);
      throw this.stop.signal.reason;
    }
    if (error instanceof JobRefused) return this.end('refused', null, { code: error.code, facts: error.facts });
    // It was right when it was asked for: this worker is of another version.
    if (error instanceof PayloadInvalid) return this.end('refused', null, { code: 'PAYLOAD_INVALID', facts: { message: error.message } });
    const message = error instanceof Error ? error.message : String(error);
    const failed = await this.change(
      `faults = faults + 1, error = $3, phase = NULL, seconds_left = NULL, status = CASE WHEN faults + 1 < $4 THEN 'waiting' ELSE 'failed' END,
       ended_at = CASE WHEN faults + 1 < $4 THEN NULL ELSE now() END`,
      [JSON.stringify({ code: 'FAULT', facts: { message: message.slice(0, 2_000) } }), MOST_FAULTS],
    );
    if (failed !== 'failed') throw error;
  }

  private context(): JobContext {
    const { id, begun, options, stop } = this;
    return {
      id,
      tools: options.tools,
      run: begun.runs,
      memory: begun.memory ?? undefined,
      signal: stop.signal,
      progress: (share, phase, secondsLeft) => {
        const paced = this.pace.secondsLeft(share, performance.now());
        this.told = { share, phase: phase ?? null, secondsLeft: secondsLeft === undefined ? paced : secondsLeft };
      },
      remember: async (memory) => void (await this.change('memory = $3', [JSON.stringify(memory)])),
    };
  }

  /** Says how far it is, and hears that it was cancelled or taken over. */
  private beat(): { stop: () => void } {
    let timer: NodeJS.Timeout | undefined;
    let stopped = false;
    const beat = async () => {
      const { share, phase, secondsLeft } = this.told;
      const { pool } = this.options;
      const told = await pool
        .query<{ cancelling: boolean }>(
          `UPDATE jobs.job SET progress = coalesce($3, progress), phase = $4, seconds_left = $5
           WHERE id = $1 AND runs = $2 AND status = 'running' RETURNING cancelling`,
          [this.id, this.begun.runs, share, phase, secondsLeft],
        )
        // The database is away: the work finds out by itself.
        .catch(() => undefined);
      if (stopped) return;
      if (told?.rows.length === 0) this.stop.abort(new JobStopped('taken-over'));
      if (told?.rows[0]?.cancelling) this.stop.abort(new JobStopped('cancelled'));
      timer = setTimeout(() => void beat(), this.options.every);
    };
    timer = setTimeout(() => void beat(), this.options.every);
    return {
      stop: () => {
        stopped = true;
        clearTimeout(timer);
      },
    };
  }

  /** @returns the status after it @throws {JobStopped} when this run is not the job's last */
  private async change(assignments: string, values: readonly unknown[] = []): Promise<string> {
    const { rows } = await this.options.pool.query<{ status: string }>(
      `UPDATE jobs.job SET ${assignments} WHERE id = $1 AND runs = $2 AND status = 'running' RETURNING status`,
      [this.id, this.begun.runs, ...values],
    );
    if (rows.length === 0) throw new JobStopped('taken-over');
    return rows[0]!.status;
  }
}
