import type { ClaimStatus, EffectiveFact, Figure } from '@app/kernel';
import { measured, sayings, type Measured } from '@app/measuring';
import { into, type Projection, type TableRows } from '@app/projecting';
import type { TrainingEvents } from '@domain/employment';
import type { ProjectEvents } from '@domain/projects';
import type { SiteEvents } from '@domain/sites';
import { cohortRows, toldOfPeople } from './cohort.js';
import { EmploymentFact } from './employment.row.js';

type Events = ProjectEvents & SiteEvents & TrainingEvents;
type Rows = { readonly [Type in keyof Events]?: (data: Events[Type], fact: EffectiveFact) => Measured[] };

const jobs = (fact: EffectiveFact, status: ClaimStatus, figure: Figure | undefined): Measured[] =>
  figure ? [measured(fact, { measure: 'jobs', claim: 'jobs', status, figure })] : [];

const figure = (fact: EffectiveFact, measure: string, said: Figure | undefined, status: ClaimStatus | null = null): Measured[] =>
  said ? [measured(fact, { measure, claim: measure, status, figure: said })] : [];

const rows: Rows = {
  ProjectAnnounced: ({ jobsPledged }, fact) => jobs(fact, 'announced', jobsPledged),
  ProjectRevised: ({ jobsPledged }, fact) => jobs(fact, 'announced', jobsPledged),
  JobsPledged: (data, fact) => jobs(fact, 'announced', data.jobs),
  JobsCommitted: (data, fact) => jobs(fact, 'committed', data.jobs),
  JobsRealised: (data, fact) => jobs(fact, 'realised', data.jobs),
  JobsSurviving: (data, fact) => jobs(fact, 'surviving', data.jobs),
  EmployeesCounted: ({ employees }, fact) => figure(fact, 'employees', employees),
  SiteClosureAnnounced: ({ jobsAtRisk }, fact) => [
    ...figure(fact, 'jobs-at-risk', jobsAtRisk, 'announced'),
    measured(fact, { measure: 'closure-announced', claim: 'closure-announced' }),
  ],
  SiteClosed: ({ jobsLost }, fact) => [
    ...figure(fact, 'jobs-lost', jobsLost, 'realised'),
    measured(fact, { measure: 'closure', claim: 'closure' }),
  ],
  WorkforceReclassified: (data, fact) => cohortRows(fact, data),
  TrainingOpened: ({ places }, fact) => [
    ...figure(fact, 'training-places', places),
    measured(fact, { measure: 'training', claim: 'training' }),
  ],
  TraineesCounted: ({ trainees }, fact) => figure(fact, 'trainees', trainees).flatMap(toldOfPeople),
};

const MEASURES: Readonly<Record<string, string>> = {
  jobs: 'jobs',
  'jobs-lost': 'jobs-lost',
  'jobs-at-risk': 'jobs-at-risk',
  employees: 'employees',
  'people-solved': 'people-solved',
  'people-solved-on-same-site': 'people-solved-on-same-site',
  'people-accompanied': 'people-accompanied',
  'jobs-expected-on-site': 'jobs-expected',
  places: 'training-places',
  trainees: 'trainees',
};
const KINDS = /^(project|site|training)-/;
const NOTHING: readonly TableRows[] = [];

export const employmentProjection: Projection = {
  name: 'employment',
  version: 4,
  tables: [EmploymentFact],
  rows: (fact) => {
    if (!KINDS.test(fact.streamId)) return NOTHING;
    const own = Object.hasOwn(rows, fact.type)
      ? (rows as Record<string, (data: object, fact: EffectiveFact) => Measured[]>)[fact.type]
      : undefined;
    const made = own ? own(fact.data, fact) : sayings(fact, (about) => MEASURES[about]);
    return made.length > 0 ? [into(EmploymentFact, ...made)] : NOTHING;
  },
};
