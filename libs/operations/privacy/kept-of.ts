import type { EventStore, StoredEvent } from '@app/event-store';
import { mapTexts, replaceMarks } from '@app/kernel';
import type { Privacy } from '@app/privacy';
import type { ReadModels } from '@app/projecting';
import { PersonMentionQueries } from '@app/timeline';

/** A personal text, and where it was said. `text` is null when nobody can read it any more. */
export interface PersonalText {
  readonly eventId: string;
  readonly streamId: string;
  readonly type: string;
  /** UTC, ISO 8601. */
  readonly recordedAt: string;
  /** JSON pointer into the event: `/data/contact`, `/meta/reason`. */
  readonly field: string;
  readonly text: string | null;
}

/** All that is kept of one person. */
export interface KeptOfPerson {
  readonly personId: string;
  readonly status: 'held' | 'erased' | 'keyless';
  readonly erased: { readonly recordedAt: string; readonly eventId: string } | null;
  readonly texts: readonly PersonalText[];
}

interface Looking {
  readonly eventStore: Pick<EventStore, 'readStream'>;
  readonly readModels: ReadModels;
  readonly privacy: Privacy;
}

/** What is kept of a person (RGPD, article 15), from the events themselves; undefined of somebody of whom there is nothing. */
export async function keptOf({ eventStore, readModels, privacy }: Looking, personId: string): Promise<KeptOfPerson | undefined> {
  await privacy.erasures.carryOut();
  const kept = (await privacy.keys.find([personId])).get(personId);
  const mentions = await new PersonMentionQueries(readModels).of(personId);
  if (!kept && mentions.length === 0) return undefined;
  const texts: PersonalText[] = [];
  for (const { eventId, streamId, revision } of mentions)
    for await (const event of eventStore.readStream(streamId, { from: revision, limit: 1 }))
      if (event.eventId === eventId) texts.push(...textsIn((await privacy.personal.open([event]))[0]!, personId));
  const erased = kept?.status === 'erased' ? { recordedAt: kept.recordedAt, eventId: kept.eventId } : null;
  return { personId, status: kept?.status ?? 'keyless', erased, texts };
}

function textsIn({ eventId, streamId, type, recordedAt, data, meta }: StoredEvent, personId: string): PersonalText[] {
  const texts: PersonalText[] = [];
  mapTexts({ data: JSON.parse(data), meta: JSON.parse(meta) }, (whole, field) =>
    replaceMarks(whole, ({ person, text }) => {
      if (person === personId) texts.push({ eventId, streamId, type, recordedAt, field, text: text ?? null });
      return '';
    }),
  );
  return texts;
}

/** Everybody of whom something personal is kept or was, in the order of their references. */
export async function personsKept({ readModels, privacy }: Omit<Looking, 'eventStore'>): Promise<
  readonly {
    readonly personId: string;
    readonly status: KeptOfPerson['status'];
    readonly erasedAt: string | null;
    readonly events: number;
  }[]
> {
  await privacy.erasures.carryOut();
  const counted = await new PersonMentionQueries(readModels).counted();
  const ids = new Set(counted.keys());
  for await (const person of privacy.keys.list()) ids.add(person);
  const kept = await privacy.keys.find(ids);
  return [...ids].sort().map((personId) => {
    const key = kept.get(personId);
    const erasedAt = key?.status === 'erased' ? key.recordedAt : null;
    return { personId, status: key?.status ?? 'keyless', erasedAt, events: counted.get(personId) ?? 0 };
  });
}
