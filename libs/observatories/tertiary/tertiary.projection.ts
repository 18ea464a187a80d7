import { parseOccurred, type ClaimStatus, type EffectiveFact, type Figure } from '@app/kernel';
import { measured, sayings, type Measured } from '@app/measuring';
import { into, type Projection, type TableRows } from '@app/projecting';
import type { ProjectEvents } from '@domain/projects';
import type { SiteEvents } from '@domain/sites';
import { TertiaryFact } from './tertiary.row.js';

type Events = ProjectEvents & SiteEvents;
type Rows = { readonly [Type in keyof Events]?: (data: Events[Type], fact: EffectiveFact) => Measured[] };

const figure = (fact: EffectiveFact, measure: string, said: Figure | undefined, status: ClaimStatus | null = null): Measured[] =>
  said ? [measured(fact, { measure, claim: measure, status, figure: said })] : [];

/** What a state counts, and when what is not there yet is to be. */
const floor: Rows['SiteAreaCounted'] = ({ of, state, area, expectedDelivery }, fact) => {
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

const rows: Rows = {
  SiteAreaCounted: floor,
  EmployeesCounted: ({ employees }, fact) => figure(fact, 'employees', employees),
  ProjectAnnounced: ({ jobsPledged }, fact) => figure(fact, 'jobs', jobsPledged, 'announced'),
  ProjectRevised: ({ jobsPledged }, fact) => figure(fact, 'jobs', jobsPledged, 'announced'),
  JobsPledged: ({ jobs }, fact) => figure(fact, 'jobs', jobs, 'announced'),
  JobsRealised: ({ jobs }, fact) => figure(fact, 'jobs', jobs, 'realised'),
};

const KINDS = /^(site|project)-/;
const NOTHING: readonly TableRows[] = [];

const measureOf = (about: string): string | undefined =>
  about.startsWith('area-floor-') ? 'floor-area' : about === 'jobs' || about === 'employees' ? about : undefined;

export const tertiaryProjection: Projection = {
  name: 'tertiary',
  version: 4,
  tables: [TertiaryFact],
  rows: (fact) => {
    if (!KINDS.test(fact.streamId)) return NOTHING;
    const own = Object.hasOwn(rows, fact.type)
      ? (rows as Record<string, (data: object, fact: EffectiveFact) => Measured[]>)[fact.type]
      : undefined;
    const made = own ? own(fact.data, fact) : sayings(fact, measureOf);
    return made.length > 0 ? [into(TertiaryFact, ...made)] : NOTHING;
  },
};
