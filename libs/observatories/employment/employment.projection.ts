import { measured, measuringProjection, standing, type MeasuresOf } from '@app/measuring';
import type { TrainingEvents } from '@domain/employment';
import type { ProjectEvents } from '@domain/projects';
import type { SiteEvents } from '@domain/sites';
import { cohortRows, toldOfPeople } from './cohort.js';
import { EmploymentFact } from './employment.row.js';

type Events = ProjectEvents & SiteEvents & TrainingEvents;

const rows: MeasuresOf<Events> = {
  ProjectAnnounced: ({ jobsPledged }, fact) => standing(fact, 'jobs', jobsPledged, 'announced'),
  ProjectRevised: ({ jobsPledged }, fact) => standing(fact, 'jobs', jobsPledged, 'announced'),
  JobsPledged: (data, fact) => standing(fact, 'jobs', data.jobs, 'announced'),
  JobsCommitted: (data, fact) => standing(fact, 'jobs', data.jobs, 'committed'),
  JobsRealised: (data, fact) => standing(fact, 'jobs', data.jobs, 'realised'),
  JobsSurviving: (data, fact) => standing(fact, 'jobs', data.jobs, 'surviving'),
  EmployeesCounted: ({ employees }, fact) => standing(fact, 'employees', employees),
  SiteClosureAnnounced: ({ jobsAtRisk }, fact) => [
    ...standing(fact, 'jobs-at-risk', jobsAtRisk, 'announced'),
    measured(fact, { measure: 'closure-announced', claim: 'closure-announced' }),
  ],
  SiteClosed: ({ jobsLost }, fact) => [
    ...standing(fact, 'jobs-lost', jobsLost, 'realised'),
    measured(fact, { measure: 'closure', claim: 'closure' }),
  ],
  WorkforceReclassified: (data, fact) => cohortRows(fact, data),
  TrainingOpened: ({ places }, fact) => [
    ...standing(fact, 'training-places', places),
    measured(fact, { measure: 'training', claim: 'training' }),
  ],
  TraineesCounted: ({ trainees }, fact) => standing(fact, 'trainees', trainees).flatMap(toldOfPeople),
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

export const employmentProjection = measuringProjection<Events>({
  name: 'employment',
  version: 6,
  table: EmploymentFact,
  kinds: ['project', 'site', 'training'],
  rows,
  measureOf: (about) => MEASURES[about],
});
