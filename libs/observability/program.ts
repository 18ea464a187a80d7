import type { EventStore } from '@app/event-store';
import type { LoggerService } from '@nestjs/common';
import type { Server } from 'node:http';
import type { DataSource } from 'typeorm';
import { makeLog, NestLog, type LogLevel } from './log.js';
import { measured } from './measured-store.js';
import { serveMetrics } from './metrics-server.js';
import { Metrics } from './metrics.js';
import { watchProjections } from './projections.js';

/** How one program is watched: its log, its metrics, and the port on which they are read. */
export class Watch {
  readonly metrics = new Metrics();
  readonly logger: LoggerService;
  private server: Server | undefined;
  private owned: () => readonly string[] = () => [];

  constructor(level: LogLevel) {
    this.logger = new NestLog(makeLog(level));
  }

  /** The system with its appends timed; its projections are watched from now on. */
  over<Stores extends { readonly eventStore: EventStore; readonly readModels: DataSource }>(system: Stores): Stores {
    const eventStore = measured(system.eventStore, this.metrics);
    watchProjections(this.metrics, { eventStore, readModels: system.readModels }, () => this.owned());
    return { ...system, eventStore };
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
  }
}
