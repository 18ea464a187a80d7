import type { Decider, Figure, Occurred } from '@app/kernel';
import type { ProjectCommands } from './projects.commands.js';
import type { Outcome, ProjectEvents } from './projects.events.js';

export type ProjectStatus = 'unknown' | 'prospected' | 'announced' | 'authorised' | 'under-way' | 'open' | 'suspended' | 'abandoned';

/** What the rules read of a project. A date is absent when the thing has not happened, null when nobody told its date. */
export interface Project {
  readonly status: ProjectStatus;
  /** Where a suspended project goes on from. */
  readonly before?: ProjectStatus;
  /** Followed by officers before anybody may know. */
  readonly secret: boolean;
  readonly announced?: Occurred | null;
  readonly permits: readonly (string | undefined)[];
  readonly works?: Occurred | null;
  readonly opened?: Occurred | null;
  readonly abandoned?: Occurred | null;
  readonly applications: ReadonlyMap<string, Outcome | null>;
  /** What each expected milestone is called. */
  readonly milestones: ReadonlyMap<string, string>;
  readonly reached: ReadonlyMap<string, Occurred | null>;
  readonly realisedJobs?: Figure;
  readonly realisedInvestment?: Figure;
}

export const unknownProject: Project = {
  status: 'unknown',
  secret: false,
  permits: [],
  applications: new Map(),
  milestones: new Map(),
  reached: new Map(),
};

// What is found out late does not send a project back.
const STEPS: readonly ProjectStatus[] = ['unknown', 'prospected', 'announced', 'authorised', 'under-way', 'open'];

function advanced(project: Project, step: ProjectStatus): Pick<Project, 'status' | 'before'> {
  if (project.status === 'abandoned') return project;
  if (project.status === 'suspended') return { status: 'suspended', before: furthest(project.before ?? 'unknown', step) };
  return { status: furthest(project.status, step) };
}

const furthest = (a: ProjectStatus, b: ProjectStatus) => (STEPS.indexOf(a) > STEPS.indexOf(b) ? a : b);

export const evolveProject: Decider<Project, ProjectCommands, ProjectEvents>['evolve'] = {
  ProjectProspected: (project) => ({ ...project, ...advanced(project, 'prospected'), secret: true }),
  ProjectAnnounced: (project, _, { meta }) => ({
    ...project,
    ...advanced(project, 'announced'),
    secret: false,
    announced: meta.occurred,
  }),
  ProjectRevised: (project) => project,
  ProjectAuthorised: (project, { permit }) => ({ ...project, ...advanced(project, 'authorised'), permits: [...project.permits, permit] }),
  WorksStarted: (project, _, { meta }) => ({ ...project, ...advanced(project, 'under-way'), works: meta.occurred }),
  ProjectOpened: (project, _, { meta }) => ({ ...project, ...advanced(project, 'open'), opened: meta.occurred }),
  ProjectSuspended: (project) => ({ ...project, status: 'suspended', before: project.status }),
  ProjectResumed: (project) => ({ ...project, status: project.before ?? 'announced', before: undefined }),
  ProjectAbandoned: (project, _, { meta }) => ({ ...project, status: 'abandoned', abandoned: meta.occurred }),
  InvestmentPledged: (project) => project,
  InvestmentCommitted: (project) => project,
  InvestmentRealised: (project, { investment }) => ({ ...project, realisedInvestment: investment }),
  InvestmentSurviving: (project) => project,
  JobsPledged: (project) => project,
  JobsCommitted: (project) => project,
  JobsRealised: (project, { jobs }) => ({ ...project, realisedJobs: jobs }),
  JobsSurviving: (project) => project,
  ApplicationSubmitted: (project, { applicationId }) => ({ ...project, applications: added(project.applications, applicationId, null) }),
  ApplicationDecided: (project, { applicationId, outcome }) => ({
    ...project,
    applications: added(project.applications, applicationId, outcome),
  }),
  MilestoneExpected: (project, { milestoneId, milestone }) => ({
    ...project,
    milestones: added(project.milestones, milestoneId, milestone),
  }),
  MilestoneReached: (project, { milestoneId }, { meta }) => ({ ...project, reached: added(project.reached, milestoneId, meta.occurred) }),
};

const added = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> =>
  new Map([...map, [key, value]]);
