import type { EventStore } from '@app/event-store';
import type { AroundBatch, ReplicaState, Replicas } from '@app/projecting';
import type { LoggerService } from '@nestjs/common';
import type { Server } from 'node:http';
import type { DataSource } from 'typeorm';
import { watchAudit } from './audit.js';
import { tracedBatches } from './batches.js';
import { watchJobs } from './jobs.js';
import { makeLog, NestLog, type LogLevel } from './log.js';
import { measured } from './measured-store.js';
import { serveMetrics } from './metrics-server.js';
import { Metrics } from './metrics.js';
import { watchProjections } from './projections.js';
import { watchReplicas } from './replicas.js';
import { Requests } from './requests.js';
import type { Tracing } from './tracing.js';

export interface WatchOptions {
  readonly logLevel: LogLevel;
  /** Where the traces go, and in whose name; absent: nothing is traced. */
  readonly traces?: { readonly url: string; readonly service?: string };
}

/** How one program is watched: its log, its traces, its metrics, and the port on which they are read. */
export class Watch {
  readonly metrics = new Metrics();
  readonly logger: LoggerService;
  /** Told of the requests. */
  readonly requests: Requests;
  /** Told of what the projections take in. */
  readonly aroundBatch: AroundBatch | undefined;
  private server: Server | undefined;
  private owned: () => readonly string[] = () => [];

  private constructor(
    logLevel: LogLevel,
    private readonly tracing: Tracing | undefined,
  ) {
    this.logger = new NestLog(makeLog(logLevel, { traceIdOf: (correlationId) => tracing?.traceIdOf(correlationId) }));
    this.requests = new Requests(this.metrics, tracing, logLevel);
    this.aroundBatch = tracing && tracedBatches(tracing);
  }

  /** @param program its name in the traces, unless the options give another */
  static async start({ logLevel, traces }: WatchOptions, program: string): Promise<Watch> {
    // The SDK is not even read where nothing is traced.
    const tracing = traces && new (await import('./tracing.js')).Tracing(traces.url, traces.service ?? program);
    return new Watch(logLevel, tracing);
  }

  /** The system with its appends timed and traced; its projections and replicas are watched from now on. */
  over<Stores extends { readonly eventStore: EventStore; readonly readModels: DataSource; readonly replicas?: Replicas }>(
    system: Stores,
  ): Stores {
    const eventStore = measured(system.eventStore, this.metrics, this.tracing);
    const jobs = watchJobs(this.metrics, system);
    const audit = watchAudit(this.metrics, system);
    const others = () => Promise.all([jobs(), audit()]);
    watchProjections(this.metrics, { eventStore, readModels: system.readModels }, () => this.owned(), others);
    if (system.replicas) watchReplicas(this.metrics, system.replicas);
    return { ...system, eventStore };
  }

  /** Logs that a replica was taken or left out. */
  replicaChanged({ name, standing, lagSeconds }: ReplicaState): void {
    const late = lagSeconds === null ? '' : `, ${lagSeconds.toFixed(1)} s behind the primary`;
    this.logger[standing === 'used' ? 'log' : 'warn'](`${name}: ${standing}${late}`, 'replicas');
  }

  shares(ownership: { owned(): readonly string[] }): void {
    this.owned = () => ownership.owned();
  }

  async serve(port: number | undefined, host: string): Promise<void> {
    if (port !== undefined) this.server = await serveMetrics(this.metrics, port, host);
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
    await this.tracing?.close();
  }
}
