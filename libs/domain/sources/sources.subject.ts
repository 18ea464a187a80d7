import { subjectModule } from '@app/kernel';
import { sourceCommands, type SourceCommands } from './sources.commands.js';
import { sourceDecider, type Source } from './sources.decider.js';
import type { SourceEvents } from './sources.events.js';
import { sourceRefusalsEn, sourceSentencesEn } from './sources.en.js';
import { sourceRefusalsFr, sourceSentencesFr } from './sources.fr.js';

// What comes with bytes has its own door, and is no command of a data file.
export const sources = subjectModule<Source, SourceCommands, SourceEvents>({
  decider: sourceDecider,
  plural: 'sources',
  idField: 'sourceId',
  commands: sourceCommands,
  routes: { RegisterSource: 'registration' },
  sentences: { fr: sourceSentencesFr, en: sourceSentencesEn },
  refusals: { fr: sourceRefusalsFr, en: sourceRefusalsEn },
  claims: { SourceRegistered: (_, { occurred }) => (occurred ? [{ about: 'published-on', date: occurred }] : []) },
});
