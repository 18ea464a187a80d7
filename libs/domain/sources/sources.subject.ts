import { subjectModule } from '@app/kernel';
import { sourceCommands } from './sources.commands.js';
import { sourceDecider } from './sources.decider.js';
import { sourceRefusalsEn, sourceSentencesEn } from './sources.en.js';
import { sourceRefusalsFr, sourceSentencesFr } from './sources.fr.js';

export const sources = subjectModule({
  decider: sourceDecider,
  plural: 'sources',
  idField: 'sourceId',
  commands: sourceCommands,
  routes: { RegisterSource: 'registration' },
  sentences: { fr: sourceSentencesFr, en: sourceSentencesEn },
  refusals: { fr: sourceRefusalsFr, en: sourceRefusalsEn },
  claims: { SourceRegistered: (_, { occurred }) => (occurred ? [{ about: 'published-on', date: occurred }] : []) },
});
