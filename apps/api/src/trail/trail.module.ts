import { Global, Module } from '@nestjs/common';
import { AccessTrail, TrailQueries } from '@app/trail';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { TrailController } from './trail.controller.js';
import { Trailing } from './trailing.js';

/** Who reads what not everybody may. It is written to and read from the primary. */
@Global()
@Module({
  controllers: [TrailController],
  providers: [
    { provide: TrailQueries, useFactory: ({ readModels }: ApiConfig) => new TrailQueries(readModels), inject: [API_CONFIG] },
    {
      provide: Trailing,
      useFactory: ({ readModels }: ApiConfig) => new Trailing(new AccessTrail(readModels), readModels),
      inject: [API_CONFIG],
    },
  ],
  exports: [Trailing],
})
export class TrailModule {}
