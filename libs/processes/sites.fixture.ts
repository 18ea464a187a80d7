import { subjectOfKind } from '@app/domain';
import { CommandRunner, type EventStore } from '@app/event-store';
import { newEventId, type Command } from '@app/kernel';
import { CorrectFact, recordFact, RetractFact } from '@domain/facts';
import { siteCommands, sites } from '@domain/sites';
import { plainToInstance } from 'class-transformer';

const sources = [{ documentId: 'accord-2023' }];
const siteId = 'bridgestone-bethune';

const issued = <C extends Command>(command: C): C =>
  Object.assign(command, { issued: { commandId: newEventId(), actor: { id: 'officer-1', role: 'officer' }, correlationId: 'test' } });

/** Records as an officer would, on Bridgestone Béthune unless said; answers the events. */
export function recordSite(store: EventStore) {
  const runner = new CommandRunner(store);
  return async (name: keyof typeof siteCommands, said: object): Promise<readonly string[]> => {
    const command = plainToInstance(siteCommands[name] as new () => Command, { siteId, sources, ...said });
    return (await runner.run(sites.decider, issued(command))).eventIds;
  };
}

/** Corrects a fact of Bridgestone Béthune, or withdraws one. */
export function correctionsOn(store: EventStore, corrects: string) {
  const runner = new CommandRunner(store);
  const base = { subject: { kind: 'site', id: siteId }, sources, reason: 'mal lu' };
  const run = async (command: CorrectFact | RetractFact) => (await recordFact(runner, subjectOfKind, issued(command))).eventIds[0]!;
  return {
    correct: (command: object) => run(plainToInstance(CorrectFact, { ...base, corrects, command })),
    retract: (retracts: string) => run(plainToInstance(RetractFact, { ...base, retracts })),
  };
}
