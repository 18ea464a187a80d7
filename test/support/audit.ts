import { FileMemory, installLog, nodeCryptography, Sealer, SigningKey, WrittenLog, type AuditAlarm, type SealerOptions } from '@app/audit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { until } from './until.js';

export const ORIGIN = 'log.example/journal';
export const signer = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 7));
export const trust = { origin: ORIGIN, log: [signer.key] };

/** A sealer at work on a log of its own, quick enough for tests. */
export class Sealing {
  readonly alarms: AuditAlarm[] = [];
  readonly faults: unknown[] = [];
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  private constructor(
    private readonly given: Pick<SealerOptions, 'store' | 'log'> & Partial<SealerOptions>,
    readonly log: WrittenLog,
    readonly folder: string,
  ) {}

  static async start(source: DataSource, store: SealerOptions['store'], given: Partial<SealerOptions> = {}): Promise<Sealing> {
    await installLog(source);
    const log = new WrittenLog(source);
    const sealing = new Sealing({ store, log, ...given }, log, await mkdtemp(join(tmpdir(), 'palimpseste-audit-')));
    sealing.resume();
    return sealing;
  }

  /** The note that survives whatever is done to the database. */
  get memory(): FileMemory {
    return new FileMemory(join(this.folder, 'checkpoint'));
  }

  resume(given: Partial<SealerOptions> = {}): void {
    this.stopping = new AbortController();
    const sealer = new Sealer({
      origin: ORIGIN,
      signer,
      cryptography: nodeCryptography,
      memory: this.memory,
      every: 20,
      onAlarm: (alarm) => this.alarms.push(alarm),
      onFault: (error) => this.faults.push(error),
      ...this.given,
      ...given,
    });
    this.running = sealer.run(this.stopping.signal);
  }

  async pause(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Until the log holds so many entries. */
  async reaches(size: number): Promise<void> {
    await until(
      async () => ((await this.log.state())?.size ?? 0) >= size,
      () => `the log did not reach ${size}: ${[...this.alarms, ...this.faults].join('; ')}`,
    );
  }

  /** Until it rings. */
  async rings(): Promise<AuditAlarm> {
    await until(
      async () => this.alarms.length > 0,
      () => `it did not ring: ${this.faults.join('; ')}`,
    );
    return this.alarms[0]!;
  }

  async close(): Promise<void> {
    await this.pause();
    await rm(this.folder, { recursive: true, force: true });
  }
}
