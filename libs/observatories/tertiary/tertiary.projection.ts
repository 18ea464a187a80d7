import { parseOccurred } from '@app/kernel';
import { measured, measuringProjection, standing, type MeasuresOf } from '@app/measuring';
import type { ProjectEvents } from '@domain/projects';
import type { SiteEvents } from '@domain/sites';
import { TertiaryFact } from './tertiary.row.js';

type Events = ProjectEvents & SiteEvents;

/** What a state counts, and when what is not there yet is to be. */
const floor: MeasuresOf<Events>['SiteAreaCounted'] = ({ of, state, area, expectedDelivery }, fact) => {
  if (of !== 'floor') return [];
  const claim = `area-floor-${state}`;
  const counted = measured(fact, { measure: 'floor-area', category: state, claim, figure: area });
  if (expectedDelivery === undefined) return [counted];
  return [counted, measured(fact, { measure: 'floor-pipeline', category: yearsOf(expectedDelivery), claim, figure: area })];
};

/** The year of a delivery, or the years between which it is expected. What is said later of the same state replaces it, whatever its year. */
function yearsOf(expected: string): string {
  const { earliest, latest } = parseOccurred(expected);
  const [first, last] = [earliest ?? latest!, latest ?? earliest!].map((day) => day.slice(0, 4));
  return first === last ? first! : `${first}-${last}`;
}

const rows: MeasuresOf<Events> = {
  SiteAreaCounted: floor,
  EmployeesCounted: ({ employees }, fact) => standing(fact, 'employees', employees),
  ProjectAnnounced: ({ jobsPledged }, fact) => standing(fact, 'jobs', jobsPledged, 'announced'),
  ProjectRevised: ({ jobsPledged }, fact) => standing(fact, 'jobs', jobsPledged, 'announced'),
  JobsPledged: ({ jobs }, fact) => standing(fact, 'jobs', jobs, 'announced'),
  JobsRealised: ({ jobs }, fact) => standing(fact, 'jobs', jobs, 'realised'),
};

const measureOf = (about: string): string | undefined =>
  about.startsWith('area-floor-') ? 'floor-area' : about === 'jobs' || about === 'employees' ? about : undefined;

export const tertiaryProjection = measuringProjection<Events>({
  name: 'tertiary',
  version: 6,
  table: TertiaryFact,
  kinds: ['site', 'project'],
  rows,
  measureOf,
});
