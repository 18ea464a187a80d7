import { marksIn, refusal } from '@app/kernel';
import type { StoredEvent } from '../port.js';

/** An event on its way to the store, before it is a text. */
export interface Unsealed {
  readonly eventId: string;
  readonly data: object;
  readonly meta: object;
}

/** What keeps personal data apart from the log: sealed before it is hashed and stored, opened for the rules that compare it. */
export interface PersonalData {
  /**
   * The same event with every mark sealed by the key of its person, which is made at the first.
   * @throws {Refusal} `PERSON_ERASED` when the person asked to be forgotten
   */
  seal(event: Unsealed): Promise<Unsealed>;
  /** The same events with the marks open, where their keys are. */
  open(events: readonly StoredEvent[]): Promise<readonly StoredEvent[]>;
  /**
   * A JSON value in which every personal text is put for by what only the key of its person makes of it, always the same: what was said can be
   * compared, and no longer be guessed once the key is gone.
   * @throws {Refusal} `PERSON_ERASED`
   */
  disguise(value: unknown): Promise<unknown>;
}

/** For installations without keys: nothing personal is recorded, since it could never be erased. */
export const noPersonalData: PersonalData = {
  async seal(event) {
    if (marksIn([event.data, event.meta]).length > 0) throw refusal('PERSONAL_DATA_NOT_KEPT');
    return event;
  },
  open: async (events) => events,
  async disguise(value) {
    if (marksIn(value).length > 0) throw refusal('PERSONAL_DATA_NOT_KEPT');
    return value;
  },
};

/** For stores that are forgotten with their program: a trial of what would be recorded. */
export const untouchedPersonalData: PersonalData = {
  seal: async (event) => event,
  open: async (events) => events,
  disguise: async (value) => value,
};
