import { CommandRunner } from '@app/event-store';
import { dateFr, dayOf, isPersonReference, isUuid, newEventId, newSecretId } from '@app/kernel';
import { erasePerson, keptOf, personsKept } from '@app/operations';
import type { Privacy } from '@app/privacy';
import type { System } from '@app/runtime';
import { ErasePerson } from '@domain/erasures';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { noteHere } from '../trailed.js';
import { withReadModels } from '../with-system.js';

interface Json {
  readonly json?: boolean;
}
type Kept = System & { readonly privacy: Privacy };

const STATUSES = { held: 'lisible', erased: 'effacée', keyless: 'illisible : clé perdue' };
const dayFr = (instant: string) => dateFr({ edtf: dayOf(new Date(instant)) });

/** A reference for somebody who has none yet. It tells nothing of them, and nothing is written. */
export async function reference({ json }: Json): Promise<void> {
  const personId = newSecretId();
  if (json) printJson({ personId });
  else print(`${personId}\nÀ écrire dans un texte : {{person:${personId}|ce qui est personnel}}`);
}

/** Everybody of whom something personal is kept, or was. */
export async function list({ json }: Json): Promise<void> {
  const persons = await withPersons((system) => personsKept(system));
  if (json) return printJson(persons);
  for (const { personId, status, erasedAt, events } of persons)
    print(`${personId}  ${events} événement${events > 1 ? 's' : ''}  ${STATUSES[status]}${erasedAt ? ` le ${dayFr(erasedAt)}` : ''}`);
  if (persons.length === 0) print('Aucune donnée personnelle n’est gardée.');
}

/** All that is kept of one person, for whoever asks what is (RGPD, article 15). */
export async function show(person: string, { json }: Json): Promise<void> {
  const personId = referenceGiven(person);
  const kept = await withPersons(async (system) => {
    await noteHere(system, { action: 'personal-data', route: 'palimpseste privacy show', subjects: [personId], personal: true });
    return keptOf(system, personId);
  });
  if (!kept) throw new Exit(EXIT.notFound, `rien n’est gardé d’une personne « ${personId} ».`);
  if (json) return printJson(kept);
  print(`${personId} : ${STATUSES[kept.status]}${kept.erased ? ` le ${dayFr(kept.erased.recordedAt)}` : ''}`);
  for (const { streamId, type, recordedAt, field, text } of kept.texts)
    print(`  ${dayOf(new Date(recordedAt))}  ${streamId}  ${type}  ${field}  ${text ?? '—'}`);
}

interface Erasing extends Json {
  readonly person: string;
  readonly reason: string;
  readonly legalBasis: string;
  readonly id?: string;
}

/** Erases a person for ever: recorded first, then their key destroyed. */
export async function erase({ person, reason, legalBasis, id, json }: Erasing): Promise<void> {
  const personId = referenceGiven(person);
  if (id !== undefined && !isUuid(id)) throw new Exit(EXIT.usage, `--id : « ${id} » n’est pas un UUID.`);
  const commandId = id ?? newEventId();
  const issued = { commandId, actor: { id: 'cli', role: 'administrator' as const }, correlationId: commandId };
  const command = Object.assign(new ErasePerson(), { personId, reason, legalBasis, issued });
  const recorded = await withPersons(async (system) => {
    await noteHere(system, { action: 'erasure', route: 'palimpseste privacy erase', subjects: [personId], correlationId: commandId });
    return erasePerson({ ...system, runner: new CommandRunner(system.eventStore, system.privacy.personal) }, command);
  });
  if (json) return printJson({ ...recorded, commandId, personId });
  print(
    recorded.status === 'unchanged'
      ? `Les données de ${personId} étaient déjà effacées.`
      : `Les données de ${personId} sont effacées : leur clé est détruite (${recorded.eventIds.join(', ')}).`,
  );
}

const withPersons = <T>(work: (system: Kept) => Promise<T>): Promise<T> =>
  withReadModels(async (system) => {
    if (!system.privacy)
      throw new Exit(EXIT.usage, 'cette installation ne garde pas de données personnelles : PERSON_KEYS_URL n’est pas donné.');
    return work(system as Kept);
  });

function referenceGiven(person: string): string {
  if (isPersonReference(person)) return person;
  throw new Exit(
    EXIT.usage,
    `« ${person} » n’est pas la référence d’une personne : un UUID, comme « palimpseste privacy list » les montre.`,
  );
}
