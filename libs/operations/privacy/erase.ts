import type { CommandRunner, EventStore, Recorded } from '@app/event-store';
import { refusal } from '@app/kernel';
import type { Privacy } from '@app/privacy';
import type { ReadModels } from '@app/projecting';
import { PersonMentionQueries } from '@app/timeline';
import { erasureDecider, type ErasePerson } from '@domain/erasures';

export interface Erasing {
  readonly eventStore: Pick<EventStore, 'readStream'>;
  readonly readModels: ReadModels;
  readonly runner: CommandRunner;
  readonly privacy: Privacy;
}

/**
 * Records that a person is erased, then destroys what opened the texts that speak of them. A program that dies in between has recorded it, and the
 * first to use any key destroys it (`Erasures`); asked again, it does what is left to be done.
 * @throws {Refusal} `PERSON_UNKNOWN` when there is neither a key nor an event
 */
export async function erasePerson({ readModels, runner, privacy }: Erasing, command: ErasePerson): Promise<Recorded> {
  const { personId } = command;
  // A key that was lost may come back with a backup: whoever is spoken of can be erased without one.
  const isKnown = (await privacy.keys.find([personId])).size > 0 || (await new PersonMentionQueries(readModels).of(personId)).length > 0;
  if (!isKnown) throw refusal('PERSON_UNKNOWN', { person: personId });
  const recorded = await runner.run(erasureDecider, command);
  await privacy.erasures.carryOut();
  return recorded;
}
