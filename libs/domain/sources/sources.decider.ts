import { refusal, type Decider } from '@app/kernel';
import type { SourceCommands } from './sources.commands.js';
import type { SourceEvents } from './sources.events.js';

type Source = { readonly registered: boolean };

export const sourceDecider: Decider<Source, SourceCommands, SourceEvents> = {
  kind: 'source',
  initial: { registered: false },
  decide: {
    RegisterSource: ({ sourceId, title, sourceKind, publisher, subject, url }, source) => {
      if (source.registered) throw refusal('SOURCE_ALREADY_REGISTERED', { id: sourceId });
      return [{ type: 'SourceRegistered', data: { title, sourceKind, publisher, subject, url } }];
    },
  },
  evolve: { SourceRegistered: () => ({ registered: true }) },
};
