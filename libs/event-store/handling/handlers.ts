import { Inject, type Provider, type Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Command, SubjectModule } from '@app/kernel';
import { CommandRunner, type Recorded } from './runner.js';

/** The one handler of every command of a module: load, decide, append. Listed in the module's providers. */
export function commandHandlers(subject: SubjectModule): Provider[] {
  return Object.values(subject.commands).map((command) => {
    @CommandHandler(command)
    class Handler implements ICommandHandler<Command, Recorded> {
      constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

      execute(issued: Command): Promise<Recorded> {
        return this.runner.run(subject.decider, issued);
      }
    }
    Object.defineProperty(Handler, 'name', { value: `${command.name}Handler` });
    return Handler as Type;
  });
}
