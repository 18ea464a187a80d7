import { subjectModule } from '@app/kernel';
import { sourceCommands } from './sources.commands.js';
import { sourceDecider } from './sources.decider.js';

export const sources = subjectModule({
  decider: sourceDecider,
  plural: 'sources',
  idField: 'sourceId',
  commands: sourceCommands,
  routes: { RegisterSource: 'registration' },
  sentences: {
    fr: { SourceRegistered: ({ publisher }) => `Document publié${publisher ? ` par ${publisher}` : ''}` },
    en: { SourceRegistered: ({ publisher }) => `Document published${publisher ? ` by ${publisher}` : ''}` },
  },
  refusals: {
    fr: { SOURCE_ALREADY_REGISTERED: ({ id }: { id: string }) => `Le document « ${id} » est déjà au registre.` },
    en: { SOURCE_ALREADY_REGISTERED: ({ id }: { id: string }) => `Document "${id}" is already registered.` },
  },
});
