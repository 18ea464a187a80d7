import { Module } from '@nestjs/common';
import { PostgresJobs } from '@app/jobs';
import { productJobs } from '@app/operations';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { JOBS, JobsController } from './jobs.controller.js';
import { ProjectionsController } from './projections.controller.js';

/** What administrators look at and ask for. */
@Module({
  controllers: [JobsController, ProjectionsController],
  providers: [
    { provide: JOBS, useFactory: ({ readModels }: ApiConfig) => new PostgresJobs(readModels, productJobs), inject: [API_CONFIG] },
  ],
})
export class OperationsModule {}
