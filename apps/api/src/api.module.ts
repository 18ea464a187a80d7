import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { CommandRunner, EVENT_STORE } from '@app/event-store';
import { AccessGuard, ProblemFilter, recordingModule, REFUSAL_TEXTS, Sealer, Tokens } from '@app/http';
import { subjectOfKind, subjects } from '@app/domain';
import { correctionRefusals, factHandlers, SUBJECT_OF_KIND } from '@domain/facts';
import { AuditModule } from './audit/audit.module.js';
import { API_CONFIG, type ApiConfig } from './config.js';
import { FactsController } from './facts/facts.controller.js';
import { HealthController } from './health/health.controller.js';
import { OperationsModule } from './operations/operations.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { TrailModule } from './trail/trail.module.js';
import { ReadingModule } from './reading/reading.module.js';

/** What every module may ask for: the store, the command runner, the sealer, the tokens. */
@Module({})
class SharedModule {}

@Module({})
export class ApiModule {
  /** Assembles commands, reads, health and access around the stores it is given. */
  static of(config: ApiConfig): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        shared(config),
        CqrsModule.forRoot(),
        ReadingModule,
        OperationsModule,
        AuditModule,
        PrivacyModule,
        TrailModule,
        ...subjects.map(recordingModule),
      ],
      controllers: [HealthController, FactsController],
      providers: [
        ...factHandlers,
        { provide: SUBJECT_OF_KIND, useValue: subjectOfKind },
        { provide: REFUSAL_TEXTS, useValue: [correctionRefusals, ...subjects] },
        ProblemFilter,
        { provide: APP_FILTER, useExisting: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}

function shared(config: ApiConfig): DynamicModule {
  const providers = [
    { provide: API_CONFIG, useValue: config },
    { provide: EVENT_STORE, useValue: config.eventStore },
    { provide: CommandRunner, useValue: new CommandRunner(config.eventStore, config.privacy?.personal) },
    { provide: Sealer, useValue: new Sealer(config.secret) },
    { provide: Tokens, useValue: new Tokens(config.readModels) },
  ];
  return { module: SharedModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
}
