import { hasMark, mapTexts, marksIn, refusal, replaceMarks, sealedMark, personMark } from '@app/kernel';
import type { PersonalData, StoredEvent, Unsealed } from '@app/event-store';
import type { Erasures } from '../erasing/erasures.js';
import type { KeptKey, PersonKey, PersonKeys } from '../keys/port.js';
import { disguiseText, isSealedFor, openText, sealText } from './seal.js';

/** Personal data sealed by the keys of their persons. Recorded erasures are carried out before any key is used. */
export class KeptPersonalData implements PersonalData {
  constructor(
    private readonly keys: PersonKeys,
    private readonly erasures: Pick<Erasures, 'carryOut'>,
  ) {}

  async seal(event: Unsealed): Promise<Unsealed> {
    const { eventId } = event;
    const keys = await this.taken([event.data, event.meta]);
    if (keys.size === 0) return event;
    const sealed = (value: object, within: string): object =>
      mapTexts(
        value,
        (text, path) =>
          replaceMarks(text, ({ person, text: open, sealed: already }) =>
            // What a rule carried over from an older event of somebody erased stays as it was.
            sealedMark(person, already ?? sealText(keys.get(person)!, person, { eventId, path }, open!)),
          ),
        within,
      ) as object;
    return { eventId, data: sealed(event.data, '/data'), meta: sealed(event.meta, '/meta') };
  }

  async open(events: readonly StoredEvent[]): Promise<readonly StoredEvent[]> {
    const marked = events.filter(({ data, meta }) => hasMark(data) || hasMark(meta));
    if (marked.length === 0) return events;
    await this.erasures.carryOut();
    const keys = await this.keys.find(marked.flatMap(({ data, meta }) => marksIn([data, meta]).map(({ person }) => person)));
    return events.map((event) => ({ ...event, ...opened(event, keys) }));
  }

  async disguise(value: unknown): Promise<unknown> {
    const keys = await this.taken(value);
    if (keys.size === 0) return value;
    return mapTexts(value, (text) =>
      replaceMarks(text, ({ person, text: open }) => sealedMark(person, disguiseText(keys.get(person)!, open ?? ''))),
    );
  }

  private async taken(value: unknown): Promise<ReadonlyMap<string, PersonKey>> {
    const open = marksIn(value).filter(({ text }) => text !== undefined);
    const persons = [...new Set(open.map(({ person }) => person))];
    if (persons.length > 0) await this.erasures.carryOut();
    const keys = new Map<string, PersonKey>();
    for (const person of persons) {
      const kept = await this.keys.take(person);
      if (kept.status === 'erased') throw refusal('PERSON_ERASED', { person });
      keys.set(person, kept.key);
    }
    return keys;
  }
}

/** The texts of an event with what can be opened of them open; what was sealed for another place stays as it is. */
function opened({ eventId, data, meta }: StoredEvent, keys: ReadonlyMap<string, KeptKey>): Pick<StoredEvent, 'data' | 'meta'> {
  const open = (json: string, within: string): string => {
    if (!hasMark(json)) return json;
    const value = mapTexts(
      JSON.parse(json),
      (text, path) =>
        replaceMarks(text, ({ person, sealed }) => {
          const kept = keys.get(person);
          const plain =
            kept?.status === 'held' && isSealedFor(sealed!, { eventId, path }) ? openText(kept.key, person, sealed!) : undefined;
          return plain === undefined ? sealedMark(person, sealed!) : personMark(person, plain);
        }),
      within,
    );
    return JSON.stringify(value);
  };
  return { data: open(data, '/data'), meta: open(meta, '/meta') };
}
