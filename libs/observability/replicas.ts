import type { Replicas } from '@app/projecting';
import { Counter, Gauge } from 'prom-client';
import type { Metrics } from './metrics.js';
import { METRICS } from './names.js';

/** What becomes of the replicas, as they were last looked at. They go by their rank in the configuration: an address is nobody's business. */
export function watchReplicas({ registry }: Metrics, replicas: Pick<Replicas, 'states' | 'answered'>): void {
  const registers = [registry];
  new Gauge({
    name: METRICS.replicaLag,
    help: 'Seconds of replay that the replica is behind the primary; nothing while it does not answer',
    labelNames: ['replica'],
    registers,
    collect() {
      this.reset();
      for (const { name, lagSeconds } of replicas.states()) if (lagSeconds !== null) this.set({ replica: name }, lagSeconds);
    },
  });
  new Gauge({
    name: METRICS.replicaUsed,
    help: '1 when reads go to the replica, 0 when it is left out',
    labelNames: ['replica'],
    registers,
    collect() {
      for (const { name, standing } of replicas.states()) this.set({ replica: name }, standing === 'used' ? 1 : 0);
    },
  });
  new Counter({
    name: METRICS.readQueries,
    help: 'Queries of reads, by the server that answered',
    labelNames: ['server'],
    registers,
    collect() {
      this.reset();
      for (const [server, count] of replicas.answered) this.inc({ server }, count);
    },
  });
}
