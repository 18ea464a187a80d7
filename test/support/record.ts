import { CommandRunner, type EventStore, type Recorded } from '@app/event-store';
import { subjectOfKind, subjects } from '@app/domain';
import { newEventId, type Command, type SubjectModule } from '@app/kernel';
import { factCommands, recordFact } from '@domain/facts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

const owners = new Map<string, SubjectModule>(
  subjects.flatMap((subject) => Object.keys(subject.commands).map((name) => [name, subject] as const)),
);

/** Records a command as a caller would: as plain fields, validated, through the runner. Every fact is read from `accord-2023` unless said. */
export function recorder(store: EventStore) {
  const runner = new CommandRunner(store);
  return async (name: string, fields: Record<string, unknown>, commandId: string = newEventId()): Promise<Recorded> => {
    const subject = owners.get(name);
    const type = (subject?.commands ?? (factCommands as Record<string, unknown>))[name] as new () => Command;
    const command = plainToInstance(type, { sources: [{ documentId: 'accord-2023' }], ...fields });
    const errors = validateSync(command, { whitelist: true, forbidNonWhitelisted: true });
    if (errors.length > 0) throw new Error(`${name} is not valid: ${errors.join('; ')}`);
    command.issued = { commandId, actor: { id: 'test', role: 'officer' }, correlationId: commandId };
    return subject ? runner.run(subject.decider, command) : recordFact(runner, subjectOfKind, command as never);
  };
}
