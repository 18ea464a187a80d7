import { into, type Projection, type TableRows } from '@app/projecting';
import { sayingOf } from './saying.js';
import { SubjectRow } from './subject-row.js';

// The events that say where their own subject is; what an aid or an award names is its own affair.
const OF_THE_SUBJECT = new Set([
  'ProjectProspected',
  'ProjectAnnounced',
  'ProjectRevised',
  'ProjectOpened',
  'SiteRegistered',
  'ProgrammeOpened',
  'DirectAidGranted',
  'LabelCreated',
  'TrainingOpened',
  'RequestReceived',
  'LandAccountOpened',
  'BodyFounded',
  'AgreementSigned',
  'DecisionAdopted',
]);
const NOTHING: readonly TableRows[] = [];

/** Subjects as each event describes them. It reads all events: any may lift a secret. */
export const subjectsProjection: Projection = {
  name: 'subjects',
  version: 3,
  tables: [SubjectRow],
  rows: (fact) => {
    if (!OF_THE_SUBJECT.has(fact.type)) return NOTHING;
    const saying = sayingOf(fact);
    const places = saying.communeCode !== null || saying.territoryIds.length > 0;
    return [into(SubjectRow, { revision: fact.revision, places, ...saying })];
  },
};
