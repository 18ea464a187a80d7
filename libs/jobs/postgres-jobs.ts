import { CommandIdReused } from '@app/event-store';
import { newEventId, stableJson } from '@app/kernel';
import type { DataSource, QueryRunner } from 'typeorm';
import { installJobs } from './install.js';
import type { AnyJob } from './job.js';
import type { Asking, Enqueued, Job, JobFilter, Jobs } from './jobs.js';
import { payloadOf } from './payload.js';

/** Tries of the queue itself; how often a fault is tried again is decided by whoever runs the job. */
const MOST_TRIES = 1_000;

/** Jobs in the PostgreSQL of the read models. What is asked for and what is queued are one transaction. */
export class PostgresJobs implements Jobs {
  readonly definitions: ReadonlyMap<string, AnyJob>;

  constructor(
    private readonly source: DataSource,
    definitions: readonly AnyJob[],
  ) {
    this.definitions = new Map(definitions.map((definition) => [definition.name, definition]));
  }

  /** Makes the tables when they are not there. Safe to run by several processes at once. */
  install(): Promise<void> {
    return installJobs(this.source);
  }

  async enqueue(name: string, given: object, asking: Asking): Promise<Enqueued> {
    const definition = this.definitions.get(name);
    if (!definition) throw new Error(`there is no job named ${name}`);
    const payload = payloadOf(definition, given);
    for (;;) {
      const queued = await this.tryEnqueue(definition, payload, asking).catch((error: { code?: string }) => {
        // The same request at the same moment: the other one was first, and is found now.
        if (error.code === '23505') return undefined;
        throw error;
      });
      if (queued) return { job: (await this.find(queued.id))!, as: queued.as };
    }
  }

  async find(id: string): Promise<Job | undefined> {
    const [row] = await this.source.query<Job[]>(`${SELECT} WHERE j.id = $1`, [id]);
    return row;
  }

  list({ names, statuses, before, limit }: JobFilter): Promise<Job[]> {
    return this.source.query<Job[]>(
      `${SELECT} WHERE ($1::text[] IS NULL OR j.name = ANY($1)) AND ($2::text[] IS NULL OR j.status = ANY($2))
       AND ($3::uuid IS NULL OR j.id < $3) ORDER BY j.id DESC LIMIT $4`,
      [names ?? null, statuses ?? null, before ?? null, limit],
    );
  }

  async cancel(id: string): Promise<Job | undefined> {
    await this.source.transaction(async ({ queryRunner }) => {
      const runner = queryRunner!;
      const [row] = await runner.query('SELECT status FROM jobs.job WHERE id = $1 FOR UPDATE', [id]);
      if (row?.status === 'running') await runner.query('UPDATE jobs.job SET cancelling = true WHERE id = $1', [id]);
      if (row?.status !== 'waiting') return;
      await runner.query(`UPDATE jobs.job SET status = 'cancelled', ended_at = now(), seconds_left = NULL WHERE id = $1`, [id]);
      await runner.query('SELECT graphile_worker.remove_job($1)', [id]);
    });
    return this.find(id);
  }

  /** Undefined when a job that was open ended between two looks at it. */
  private tryEnqueue(
    definition: AnyJob,
    payload: object,
    { askedBy, requestId = newEventId() }: Asking,
  ): Promise<{ id: string; as: Enqueued['as'] } | undefined> {
    const { name } = definition;
    const asked = stableJson({ name, payload });
    return this.source.transaction(async ({ queryRunner }) => {
      const runner = queryRunner!;
      const [before] = await runner.query('SELECT job, asked FROM jobs.request WHERE id = $1', [requestId]);
      if (before && before.asked !== asked) throw new CommandIdReused(requestId);
      if (before) return { id: before.job, as: 'repeated' };
      const key = definition.key(payload);
      const [made] = await runner.query(
        `INSERT INTO jobs.job (id, name, payload, key, asked_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name, key) WHERE status IN ('waiting', 'running') DO NOTHING RETURNING id`,
        [newEventId(), name, JSON.stringify(payload), key, askedBy],
      );
      const id = made?.id ?? (await openJob(runner, name, key));
      if (id === undefined) return undefined;
      await runner.query('INSERT INTO jobs.request (id, job, asked) VALUES ($1, $2, $3)', [requestId, id, asked]);
      if (!made) return { id, as: 'open' };
      await runner.query(
        `SELECT graphile_worker.add_job($1, payload := $2::json, queue_name := $3, max_attempts := $4::int, job_key := $5)`,
        [name, JSON.stringify({ id }), definition.queue ?? null, MOST_TRIES, id],
      );
      return { id, as: 'new' };
    });
  }
}

async function openJob(runner: QueryRunner, name: string, key: string): Promise<string | undefined> {
  const [open] = await runner.query(`SELECT id FROM jobs.job WHERE name = $1 AND key = $2 AND status IN ('waiting', 'running') FOR SHARE`, [
    name,
    key,
  ]);
  return open?.id;
}

const SELECT = `
SELECT j.id, j.name, j.payload, j.status, j.progress, j.phase, j.seconds_left AS "secondsLeft", j.result, j.error, j.asked_by AS "askedBy",
  j.asked_at AS "askedAt", j.started_at AS "startedAt", j.ended_at AS "endedAt", j.runs, j.faults, j.deaths, j.cancelling,
  CASE WHEN j.worker IS NULL THEN NULL ELSE json_build_object('id', j.worker, 'host', w.host) END AS worker
FROM jobs.job j LEFT JOIN rm.worker w ON w.id = j.worker`;
