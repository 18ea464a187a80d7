import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { WorkerConfig } from './config.js';
import { WorkerModule } from './worker.module.js';

/** Starts the projections; `close()` lets the batch under way end. The stores are the caller's and stay open. */
export function createWorker(config: WorkerConfig): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(WorkerModule.of(config), { logger: config.logger ?? ['warn', 'error'], abortOnError: false });
}
