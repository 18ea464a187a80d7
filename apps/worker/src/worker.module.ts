import { Module, type DynamicModule, Inject, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  alarmFr,
  fileSigningKey,
  installLog,
  keepEndorsement,
  nodeCryptography,
  Publisher,
  recallFrom,
  Sealer,
  WrittenLog,
} from '@app/audit';
import { subjectOfKind } from '@app/domain';
import { JobWorker, PostgresJobs } from '@app/jobs';
import { Refusal } from '@app/kernel';
import { askDaily, productJobs } from '@app/operations';
import { PostgresCheckpoints, ProcessRunner, siteParts } from '@app/processes';
import { Ownership, ProjectionRunner, type Fit, type Remade } from '@app/projecting';
import { AUDIT_WORK, openCommands, type Commands, readModelProjections } from '@app/runtime';
import { installTrail, pruneDaily } from '@app/trail';

import { WORKER_CONFIG, type WorkerConfig } from './config.js';

/** Keeps the read models up to the event store and answers events with commands: its share of what all workers do, for as long as it runs. */
class Working implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('worker');
  private readonly ownership: Ownership | undefined;
  private readonly projections: ProjectionRunner;
  private processes?: ProcessRunner;
  private commands?: Commands;
  private jobs?: JobWorker;

  constructor(@Inject(WORKER_CONFIG) private readonly config: WorkerConfig) {
    const { readModels, eventStore, reacts = true, ownership, aroundBatch, onRemade } = config;
    // A program that only reads is gone again in a moment: it helps without asking for a share.
    this.ownership = reacts ? new Ownership(readModels, { ...ownership, onFault: (error) => this.tell('ownership', error) }) : undefined;
    this.projections = new ProjectionRunner(readModels, eventStore, readModelProjections, subjectOfKind, {
      ownership: this.ownership,
      aroundBatch,
      onRemade: (told) => {
        this.tellRemade(told);
        onRemade?.(told);
      },
      onHeld: (projection, fit) => this.logger.warn(`${projection}: ${HELD[fit]}`, { projection }),
      onFault: (projection, error) => this.tell(projection, error, { projection }),
      onParked: (projection, eventId, error) => this.tell(`${projection} put an event aside`, error, { projection, eventId }),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.projections.start();
    if (!this.ownership) return;
    await this.react(this.ownership);
    await this.seal(this.ownership);
    await this.forget(this.ownership);
    this.ownership.start();
    await this.work(this.ownership);
    this.config.onShared?.(this.ownership);
  }

  async onApplicationShutdown(): Promise<void> {
    // While the others still count it among the living: what it hands back is not taken over before.
    await this.jobs?.stop();
    await this.ownership?.stop();
    await this.projections.stop();
    await this.processes?.stop();
    await this.commands?.close();
  }

  private async react(ownership: Ownership): Promise<void> {
    const { readModels, eventStore, privacy } = this.config;
    const checkpoints = new PostgresCheckpoints(readModels);
    await checkpoints.install();
    const commands = (this.commands = await openCommands(eventStore, privacy));
    this.processes = new ProcessRunner([siteParts], {
      store: eventStore,
      checkpoints,
      ownership,
      personal: privacy?.personal,
      execute: (command) => commands.execute(command),
      deciderOfKind: (kind) => subjectOfKind(kind)?.decider,
      onRefused: (process, { constructor, issued: { causationId: eventId, correlationId } }, error) =>
        this.logger.warn(`${process}: ${constructor.name} ${codeOf(error)}`, { process, eventId, correlationId }),
      onFault: (process, error, eventId) => this.tell(process, error, { process, eventId }),
    });
    this.processes.start();
  }

  private async seal(ownership: Ownership): Promise<void> {
    const { readModels, eventStore, audit, secret } = this.config;
    if (!audit) return;
    await installLog(readModels);
    if (secret !== undefined) await keepEndorsement(readModels, fileSigningKey(audit.origin, secret).key, audit.signer);
    const { sinks } = audit;
    const onSink = (sink: string, error: unknown) => this.tell(`audit log, ${sink}`, error);
    const sealer = new Sealer({
      store: eventStore,
      log: new WrittenLog(readModels),
      cryptography: nodeCryptography,
      ...audit,
      recall: () => recallFrom(sinks, onSink),
      onAlarm: (alarm) => this.logger.error(alarmFr(alarm), { audit: alarm.code }),
      onFault: (error) => this.tell('audit log', error),
    });
    const publisher = new Publisher({ database: readModels, sinks, onFault: onSink });
    // Both by the same worker: what is published is what it has found to agree.
    ownership.share(AUDIT_WORK, async (signal) => void (await Promise.all([sealer.run(signal), publisher.run(signal)])));
  }

  /** What is older than it may be kept, and the keys of those who were erased while nobody read. */
  private async forget(ownership: Ownership): Promise<void> {
    const { readModels, trailMonths, privacy } = this.config;
    if (privacy) await privacy.erasures.carryOut().catch((error: unknown) => this.tell('erasures', error));
    if (trailMonths === undefined) return;
    await installTrail(readModels);
    ownership.share('access trail', (signal) => pruneDaily(readModels, trailMonths, signal, (error) => this.tell('access trail', error)));
  }

  private async work(ownership: Ownership): Promise<void> {
    const { readModels, eventStore, jobs } = this.config;
    if (!jobs) return;
    const queue = new PostgresJobs(readModels, productJobs);
    await queue.install();
    if (jobs.links) ownership.share('link watch', (signal) => askDaily(queue, signal, (error) => this.tell('link watch', error)));
    this.jobs = new JobWorker(readModels, productJobs, { readModels, eventStore, data: jobs.data, links: jobs.links }, ownership.id, {
      ...jobs,
      onFault: (what, error) => this.tell(what, error),
    });
    this.jobs.start();
  }

  private tellRemade(told: Remade): void {
    if (told.what === 'progress') return;
    const which = told.outgrown.map(({ name, live, version }) => `${name} (${live!.version} to ${version})`).join(', ');
    const done = told.what === 'begun' ? '' : ` after ${told.events} events and ${told.seconds.toFixed(1)} s`;
    this.logger.log(`read models of another version, remaking ${told.what}${done}: ${which}`);
  }

  private tell(what: string, error: unknown, fields: Readonly<Record<string, string | undefined>> = {}): void {
    this.logger.error(`${what}: ${textOf(error)}`, fields);
  }
}

/** Why nothing is written to a read model for now. */
const HELD: Readonly<Record<Fit, string>> = {
  older: 'made by an earlier version; held until it is remade',
  newer: 'made by a later version than this program, which leaves it to others',
  reshaped: 'has other columns than this program under the same version; held',
  absent: 'is not there',
  fits: 'fits',
};

/** What is in the way of an append is a stream, whose subject may be nobody's business. */
function textOf(error: unknown): string {
  const { message, streamId } = error as Error & { streamId?: string };
  return streamId ? message.replaceAll(streamId, '…') : message;
}

/** The facts of a refusal name its subject. */
const codeOf = (error: Error): string => (error instanceof Refusal ? error.code : error.name);

@Module({})
export class WorkerModule {
  static of(config: WorkerConfig): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: WORKER_CONFIG, useValue: config }, Working] };
  }
}
