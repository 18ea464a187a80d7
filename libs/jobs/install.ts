import { runMigrations } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import { quiet } from './log.js';
import { sessions } from './sessions.js';

/** Session lock of whoever installs. */
const INSTALLING = 7305904;

/** Makes the queue's tables and ours, or brings them up to date. Several programs may start at once: one does it, the others wait. */
export async function installJobs(source: DataSource): Promise<void> {
  const lock = source.createQueryRunner();
  const pool = sessions(source, 1);
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [INSTALLING]);
    await runMigrations({ pgPool: pool, logger: quiet });
    await lock.query(TABLES);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [INSTALLING]).catch(() => undefined);
    await lock.release();
    await pool.end();
  }
}

// The queue knows who works on what and when to try again, and forgets what has ended. What people ask about lies here.
const TABLES = `
CREATE SCHEMA IF NOT EXISTS jobs;
CREATE TABLE IF NOT EXISTS jobs.job (
  id uuid PRIMARY KEY, name text NOT NULL, payload jsonb NOT NULL, key text NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'running', 'done', 'refused', 'failed', 'cancelled')),
  progress float8, phase text, seconds_left float8, result jsonb, error jsonb, memory jsonb,
  asked_by text NOT NULL, asked_at timestamptz NOT NULL DEFAULT now(), started_at timestamptz, ended_at timestamptz,
  runs int NOT NULL DEFAULT 0, faults int NOT NULL DEFAULT 0, deaths int NOT NULL DEFAULT 0, worker uuid, cancelling boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX IF NOT EXISTS job_one_open ON jobs.job (name, key) WHERE status IN ('waiting', 'running');
CREATE INDEX IF NOT EXISTS job_ended ON jobs.job (ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS jobs.request (id uuid PRIMARY KEY, job uuid NOT NULL REFERENCES jobs.job ON DELETE CASCADE, asked text NOT NULL);
CREATE INDEX IF NOT EXISTS request_job ON jobs.request (job);
CREATE TABLE IF NOT EXISTS jobs.pool (id text PRIMARY KEY, worker uuid NOT NULL);
`;
