import type { EffectiveFact, Position } from '@app/kernel';
import type { Described, ProjectEvents } from '@domain/projects';
import { numberOf, said, type Saying, type Scalars } from './saying.js';
import { sectionOfNaf } from './sites.js';

type Says = { readonly [Type in keyof ProjectEvents]?: (data: ProjectEvents[Type]) => Saying };

const THERE: Saying = { there: true };

type Told = Described & Partial<Pick<ProjectEvents['ProjectAnnounced'], 'name' | 'communeCode' | 'company' | 'theme'>>;

const told = ({ name, communeCode, company, theme, naf, sector, point }: Told, stands: Scalars): Saying => ({
  is: said({ name, commune_code: communeCode, company, theme, naf: sectionOfNaf(naf), sector }),
  stands,
  there: true,
  ...(point && { geometry: pointAt(point) }),
});

const pointAt = ([longitude, latitude]: Position) => ({ type: 'Point' as const, coordinates: [longitude, latitude] });

const pledged = ({ investment, jobsPledged, expectedOpening }: ProjectEvents['ProjectRevised']): Scalars =>
  said({ investment_announced_eur: numberOf(investment), jobs_announced: numberOf(jobsPledged), expected_opening: expectedOpening });

const says: Says = {
  ProjectProspected: (data) => told(data, { status: 'prospected' }),
  ProjectAnnounced: (data) => told(data, { status: 'announced', ...pledged(data) }),
  ProjectRevised: (data) => told(data, pledged(data)),
  ProjectAuthorised: () => ({ stands: { status: 'authorised' }, there: true }),
  WorksStarted: () => ({ stands: { status: 'under-way' }, there: true }),
  ProjectOpened: (data) => told(data, { status: 'open' }),
  ProjectSuspended: () => ({ stands: { status: 'suspended' }, there: true }),
  ProjectResumed: () => ({ stands: { status: 'resumed' }, there: true, ends: false }),
  ProjectAbandoned: () => ({ stands: { status: 'abandoned' }, there: true, ends: true }),
  InvestmentPledged: ({ investment }) => ({ stands: said({ investment_announced_eur: numberOf(investment) }), there: true }),
  InvestmentCommitted: ({ investment }) => ({ stands: said({ investment_committed_eur: numberOf(investment) }), there: true }),
  InvestmentRealised: ({ investment }) => ({ stands: said({ investment_realised_eur: numberOf(investment) }), there: true }),
  InvestmentSurviving: () => THERE,
  JobsPledged: ({ jobs }) => ({ stands: said({ jobs_announced: numberOf(jobs) }), there: true }),
  JobsCommitted: ({ jobs }) => ({ stands: said({ jobs_committed: numberOf(jobs) }), there: true }),
  JobsRealised: ({ jobs }) => ({ stands: said({ jobs_realised: numberOf(jobs) }), there: true }),
  JobsSurviving: ({ jobs }) => ({ stands: said({ jobs_surviving: numberOf(jobs) }), there: true }),
  ApplicationSubmitted: () => THERE,
  ApplicationDecided: () => THERE,
  MilestoneReached: () => THERE,
};

/** What a fact of a project's stream says of it. */
export const projectSaying = (fact: EffectiveFact): Saying =>
  Object.hasOwn(says, fact.type) ? (says as Record<string, (data: object) => Saying>)[fact.type]!(fact.data) : {};
