import { countJobs, type JobCounts } from '@app/jobs';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Metrics } from './metrics.js';
import { METRICS } from './names.js';

const STATUSES = ['waiting', 'running', 'failed'] as const;

/** How much long work there is, read when Prometheus asks. @returns the look that is under way: the connection it takes is not the program's */
export function watchJobs({ registry }: Metrics, { readModels }: { readModels: DataSource }): () => Promise<unknown> {
  const registers = [registry];
  let looking: Promise<JobCounts | undefined> | undefined;
  // No database, or no queue in it yet: nothing is told.
  const look = () =>
    (looking ??= countJobs(readModels)
      .catch(() => undefined)
      .finally(() => (looking = undefined)));
  new Gauge({
    name: METRICS.jobs,
    help: 'Jobs that wait, that run, and that failed in the last 24 hours',
    labelNames: ['status'],
    registers,
    async collect() {
      const counts = await look();
      this.reset();
      for (const status of counts ? STATUSES : []) this.set({ status }, counts![status]);
    },
  });
  new Gauge({
    name: METRICS.jobWaiting,
    help: 'Seconds since the oldest job that no worker has begun was asked for; 0 when there is none',
    registers,
    async collect() {
      const counts = await look();
      this.reset();
      if (counts) this.set(counts.oldestWaiting);
    },
  });
  return () => looking ?? Promise.resolve();
}
