import { Module, type DynamicModule, Inject, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { subjectOfKind } from '@app/domain';
import { PostgresCheckpoints, ProcessRunner, siteParts } from '@app/processes';
import { ProjectionRunner } from '@app/projecting';
import { openCommands, type Commands } from '@app/runtime';
import { timelineProjections } from '@app/timeline';
import { WORKER_CONFIG, type WorkerConfig } from './config.js';

/** Keeps the read models up to the event store for as long as the worker runs. */
class Projecting implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('projections');
  private readonly runner: ProjectionRunner;

  constructor(@Inject(WORKER_CONFIG) { readModels, eventStore }: WorkerConfig) {
    this.runner = new ProjectionRunner(readModels, eventStore, timelineProjections(subjectOfKind), subjectOfKind, {
      onFault: (projection, error) => this.logger.error(`${projection}: ${(error as Error).message}`),
    });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.runner.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.runner.stop();
  }
}

/** Answers events with commands, for as long as the worker runs. */
class Reacting implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('processes');
  private commands?: Commands;
  private runner?: ProcessRunner;

  constructor(@Inject(WORKER_CONFIG) private readonly config: WorkerConfig) {}

  async onApplicationBootstrap(): Promise<void> {
    const { readModels, eventStore, reacts = true } = this.config;
    if (!reacts) return;
    const checkpoints = new PostgresCheckpoints(readModels);
    await checkpoints.install();
    const commands = (this.commands = await openCommands(eventStore));
    this.runner = new ProcessRunner([siteParts], {
      store: eventStore,
      checkpoints,
      execute: (command) => commands.execute(command),
      deciderOfKind: (kind) => subjectOfKind(kind)?.decider,
      onRefused: (process, command, error) => this.logger.warn(`${process}: ${command.constructor.name} ${error.message}`),
      onFault: (process, error) => this.logger.error(`${process}: ${(error as Error).message}`),
    });
    this.runner.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runner?.stop();
    await this.commands?.close();
  }
}

@Module({})
export class WorkerModule {
  static of(config: WorkerConfig): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: WORKER_CONFIG, useValue: config }, Projecting, Reacting] };
  }
}
