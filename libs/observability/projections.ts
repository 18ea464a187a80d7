import type { EventStore } from '@app/event-store';
import { progressOf, projectionsOf, type ProjectionProgress } from '@app/projecting';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Metrics } from './metrics.js';
import { METRICS } from './names.js';

/** Where the projections stand, read when Prometheus asks. A store that does not answer leaves them out, and the alert on their absence speaks. */
export function watchProjections(
  { registry }: Metrics,
  { readModels, eventStore }: { readModels: DataSource; eventStore: EventStore },
  owned: () => readonly string[] = () => [],
  /** Other looks at the stores that are under way. */
  others: () => Promise<unknown> = () => Promise.resolve(),
): void {
  const registers = [registry];
  // One look at the stores serves all the gauges of a scrape.
  let looking: Promise<ProjectionProgress[]> | undefined;
  const look = () =>
    (looking ??= progressOf(readModels, eventStore)
      .catch(() => [])
      .finally(() => (looking = undefined)));
  const gauge = (name: string, help: string, valueOf: (state: ProjectionProgress) => number | null) =>
    new Gauge({
      name,
      help,
      labelNames: ['projection'],
      registers,
      async collect() {
        const states = await look();
        this.reset();
        for (const state of states) {
          const value = state.status === 'live' ? valueOf(state) : null;
          if (value !== null) this.set({ projection: state.name }, value);
        }
      },
    });
  gauge(
    METRICS.lagEvents,
    'Events recorded and not yet in the read model; where the store does not number them, up to 1,000',
    ({ lag }) => lag,
  );
  gauge(
    METRICS.lagSeconds,
    'Age of the oldest event that is not in the read model yet; 0 when it holds all',
    ({ lagSeconds }) => lagSeconds,
  );
  gauge(METRICS.astray, '1 where the log no longer holds what the read model was made from: it must be rebuilt', ({ astray }) =>
    Number(astray),
  );
  const program = new Map(projectionsOf(readModels).map(({ name, version }) => [name, version]));
  gauge(
    METRICS.versionsBehind,
    'Versions by which the read model is behind this program’s code, and not read by it; less than 0 where it is ahead of it',
    ({ name, version }) => (program.has(name) ? program.get(name)! - version : null),
  );
  gauge(METRICS.parked, 'Events that a read model could not take in, and those that wait behind them', ({ parked }) => parked);
  gauge(
    METRICS.checkpointAge,
    'Seconds since the read model’s checkpoint last moved',
    ({ movedAt }) => (Date.now() - movedAt.getTime()) / 1_000,
  );
  new Gauge({
    name: METRICS.owned,
    help: 'Projections and processes that this worker owns',
    registers,
    collect() {
      this.set(owned().length);
    },
  });
  const pool = (readModels.driver as unknown as { master?: { totalCount: number; idleCount: number; waitingCount: number } }).master;
  new Gauge({
    name: METRICS.connections,
    help: 'Connections to the read models, and callers that wait for one',
    labelNames: ['state'],
    registers,
    async collect() {
      if (!pool) return;
      // The look at the stores takes connections too; those are not the program's.
      await Promise.all([look(), others()]);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waited-for' }, pool.waitingCount);
    },
  });
}
