import { Module } from '@nestjs/common';
import { StoredLog } from '@app/audit';
import { TimelineQueries } from '@app/timeline';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { EventSealsController } from './events.controller.js';
import { AuditLogController } from './log.controller.js';

/** The audit log over HTTP. It is read from the primary: a replica that lags would take checkpoints back. */
@Module({
  controllers: [AuditLogController, EventSealsController],
  providers: [
    { provide: StoredLog, useFactory: ({ readModels }: ApiConfig) => new StoredLog(readModels), inject: [API_CONFIG] },
    {
      provide: TimelineQueries,
      useFactory: ({ readModels }: ApiConfig) => new TimelineQueries(readModels),
      inject: [API_CONFIG],
    },
  ],
})
export class AuditModule {}
