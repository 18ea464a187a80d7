import { Module, type DynamicModule, Inject, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { subjectOfKind } from '@app/domain';
import { ProjectionRunner } from '@app/projecting';
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

@Module({})
export class WorkerModule {
  static of(config: WorkerConfig): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: WORKER_CONFIG, useValue: config }, Projecting] };
  }
}
