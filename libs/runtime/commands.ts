import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { subjectOfKind, subjects } from '@app/domain';
import { commandHandlers, CommandRunner, type EventStore, type PersonalData, type Recorded } from '@app/event-store';
import type { Command } from '@app/kernel';
import { factHandlers, SUBJECT_OF_KIND } from '@domain/facts';

@Module({})
class CommandsModule {
  static of(eventStore: EventStore, personal: PersonalData | undefined): DynamicModule {
    return {
      module: CommandsModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: CommandRunner, useValue: new CommandRunner(eventStore, personal) },
        { provide: SUBJECT_OF_KIND, useValue: subjectOfKind },
        ...subjects.flatMap(commandHandlers),
        ...factHandlers,
      ],
    };
  }
}

export interface Commands {
  /** Sends a validated and issued command over the bus to its handler. */
  execute(command: Command): Promise<Recorded>;
  close(): Promise<void>;
}

/**
 * The command bus without HTTP, for programs that record: the same handlers as the API's.
 * @param privacy what seals personal data; without it, none is recorded
 */
export async function openCommands(eventStore: EventStore, privacy?: { readonly personal: PersonalData }): Promise<Commands> {
  const application = await NestFactory.createApplicationContext(CommandsModule.of(eventStore, privacy?.personal), {
    logger: ['error'],
    abortOnError: false,
  });
  const bus = application.get(CommandBus);
  return { execute: (command) => bus.execute(command), close: () => application.close() };
}
