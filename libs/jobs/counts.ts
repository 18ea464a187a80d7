import type { DataSource } from 'typeorm';

export interface JobCounts {
  readonly waiting: number;
  readonly running: number;
  /** In the last 24 hours: what nobody looked at since is old news. */
  readonly failed: number;
  /** Seconds since the oldest job that nobody has begun was asked for; 0 when there is none. */
  readonly oldestWaiting: number;
}

export async function countJobs(source: DataSource): Promise<JobCounts> {
  const [counts] = await source.query<JobCounts[]>(
    `SELECT count(*) FILTER (WHERE status = 'waiting')::int AS waiting, count(*) FILTER (WHERE status = 'running')::int AS running,
       count(*) FILTER (WHERE status = 'failed' AND ended_at > now() - interval '1 day')::int AS failed,
       coalesce(extract(epoch FROM now() - min(asked_at) FILTER (WHERE status = 'waiting' AND runs = 0)), 0)::float8 AS "oldestWaiting"
     FROM jobs.job WHERE status IN ('waiting', 'running', 'failed')`,
  );
  return counts!;
}
