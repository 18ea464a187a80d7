import type { Decider } from '@app/kernel';
import type { ErasureCommands } from './erasures.commands.js';
import type { ErasureEvents } from './erasures.events.js';

/** Those who are erased. Nobody comes back: who is spoken of again gets another reference. */
export type Erased = Readonly<Record<string, true>>;

export const erasureDecider: Decider<Erased, ErasureCommands, ErasureEvents> = {
  kind: 'erasure',
  initial: {},
  decide: {
    // Nobody but those who keep the register has to know who asked.
    ErasePerson: ({ personId, legalBasis }, erased) =>
      erased[personId] ? [] : [{ type: 'PersonErased', data: { personId, legalBasis }, visibility: { level: 'internal' } }],
  },
  evolve: {
    PersonErased: (erased, { personId }) => ({ ...erased, [personId]: true }),
  },
};
