import {
  isSecretId,
  parseOccurred,
  refusal,
  refuseUnlessExcepted,
  surelyBefore,
  surelyMore,
  type Decider,
  type Figure,
  type Occurred,
} from '@app/kernel';
import type { ProjectCommand, ProjectCommands } from './projects.commands.js';
import type { ProjectEvents } from './projects.events.js';

type Status = 'unknown' | 'prospected' | 'announced' | 'authorised' | 'under-way' | 'open' | 'suspended' | 'abandoned';

interface Project {
  readonly status: Status;
  /** Where a suspended project goes on from. */
  readonly before?: Status;
  readonly announced?: Occurred | null;
  readonly applications: Readonly<Record<string, string | null>>;
  readonly reached: readonly string[];
  readonly realisedJobs?: Figure;
  readonly realisedInvestment?: Figure;
}

export const projectDecider: Decider<Project, ProjectCommands, ProjectEvents> = {
  kind: 'project',
  initial: { status: 'unknown', applications: {}, reached: [] },
  decide: {
    ProspectProject: ({ projectId, name, communeCode, company, theme }, project) => {
      if (project.status !== 'unknown') throw refusal('PROJECT_ALREADY_KNOWN', { id: projectId });
      // A readable name would let anybody ask whether it exists.
      if (!isSecretId(projectId)) throw refusal('PROSPECT_ID_GUESSABLE', { id: projectId });
      const visibility = { level: 'confidential', until: { event: 'ProjectAnnounced' } } as const;
      return [{ type: 'ProjectProspected', data: { name, communeCode, company, theme }, visibility }];
    },
    AnnounceProject: (command, project) => {
      if (project.status !== 'unknown' && project.status !== 'prospected')
        throw refusal('PROJECT_ALREADY_KNOWN', { id: command.projectId });
      const { name, communeCode, territoryIds, company, theme, investment, jobsPledged, expectedOpening, expectedProduction, promoters } =
        command;
      const data = {
        name,
        communeCode,
        territoryIds,
        company,
        theme,
        investment,
        jobsPledged,
        expectedOpening,
        expectedProduction,
        promoters,
      };
      return [{ type: 'ProjectAnnounced', data }];
    },
    ReviseProject: (command, project) => {
      alive(project, command);
      const { name, communeCode, company, theme, investment, jobsPledged, expectedOpening } = command;
      const data = { name, communeCode, company, theme, investment, jobsPledged, expectedOpening };
      return Object.values(data).every((value) => value === undefined) ? [] : [{ type: 'ProjectRevised', data }];
    },
    AuthoriseProject: (command, project) => {
      alive(project, command);
      if (['under-way', 'open'].includes(project.status)) refuseUnlessExcepted(command, 'AUTHORISED_AFTER_WORKS');
      return project.status === 'authorised' ? [] : [{ type: 'ProjectAuthorised', data: { permit: command.permit } }];
    },
    StartWorks: (command, project) => {
      alive(project, command);
      if (project.status === 'open') refuseUnlessExcepted(command, 'ALREADY_OPEN');
      return project.status === 'under-way' ? [] : [{ type: 'WorksStarted', data: {} }];
    },
    OpenProject: (command, project) => {
      if (project.status === 'open') return [];
      const { name, communeCode, theme } = command;
      if (project.status === 'unknown' && name !== undefined) {
        refuseUnlessExcepted(command, 'OPENING_NOT_ANNOUNCED');
        return [{ type: 'ProjectOpened', data: { name, communeCode, theme } }];
      }
      alive(project, command);
      const tooEarly = command.occurred !== undefined && surelyBefore(parseOccurred(command.occurred), project.announced);
      if (tooEarly) refuseUnlessExcepted(command, 'OPENED_BEFORE_ANNOUNCEMENT', { announced: project.announced?.edtf });
      return [{ type: 'ProjectOpened', data: {} }];
    },
    SuspendProject: (command, project) => {
      alive(project, command);
      return project.status === 'suspended' ? [] : [{ type: 'ProjectSuspended', data: {} }];
    },
    ResumeProject: (command, project) => {
      alive(project, command);
      return project.status === 'suspended' ? [{ type: 'ProjectResumed', data: {} }] : [];
    },
    AbandonProject: (command, project) => {
      if (project.status === 'abandoned') return [];
      alive(project, command);
      return [{ type: 'ProjectAbandoned', data: {} }];
    },
    PledgeInvestment: (command, project) => invested('InvestmentPledged', command, project),
    CommitInvestment: (command, project) => invested('InvestmentCommitted', command, project),
    RealiseInvestment: (command, project) => invested('InvestmentRealised', command, project),
    ConfirmSurvivingInvestment: (command, project) => {
      survivingWithin(command, command.investment, project.realisedInvestment);
      return invested('InvestmentSurviving', command, project);
    },
    PledgeJobs: (command, project) => employed('JobsPledged', command, project),
    CommitJobs: (command, project) => employed('JobsCommitted', command, project),
    RealiseJobs: (command, project) => employed('JobsRealised', command, project),
    CountSurvivingJobs: (command, project) => {
      survivingWithin(command, command.jobs, project.realisedJobs);
      return employed('JobsSurviving', command, project);
    },
    SubmitApplication: (command, project) => {
      alive(project, command);
      const { applicationId, applicant, call, scheme } = command;
      if (applicationId in project.applications) return [];
      return [{ type: 'ApplicationSubmitted', data: { applicationId, applicant, call, scheme } }];
    },
    DecideApplication: (command, project) => {
      alive(project, command);
      const { applicationId, outcome } = command;
      if (!(applicationId in project.applications)) refuseUnlessExcepted(command, 'APPLICATION_UNKNOWN', { applicationId });
      const decided = project.applications[applicationId];
      if (decided === outcome) return [];
      if (decided && decided !== 'shortlisted') refuseUnlessExcepted(command, 'APPLICATION_ALREADY_DECIDED', { applicationId });
      return [{ type: 'ApplicationDecided', data: { applicationId, outcome } }];
    },
    ExpectMilestone: (command, project) => {
      alive(project, command);
      if (project.reached.includes(command.milestoneId))
        refuseUnlessExcepted(command, 'MILESTONE_ALREADY_REACHED', { milestoneId: command.milestoneId });
      return [{ type: 'MilestoneExpected', data: { milestoneId: command.milestoneId, milestone: command.milestone } }];
    },
    ReachMilestone: (command, project) => {
      alive(project, command);
      const { milestoneId, milestone } = command;
      return project.reached.includes(milestoneId) ? [] : [{ type: 'MilestoneReached', data: { milestoneId, milestone } }];
    },
  },
  evolve: {
    ProjectProspected: (project) => ({ ...project, status: 'prospected' }),
    ProjectAnnounced: (project, _, { meta }) => ({ ...project, status: 'announced', announced: meta.occurred }),
    ProjectRevised: (project) => project,
    ProjectAuthorised: (project) => ({ ...project, status: project.status === 'announced' ? 'authorised' : project.status }),
    WorksStarted: (project) => ({ ...project, status: project.status === 'open' ? 'open' : 'under-way' }),
    ProjectOpened: (project) => ({ ...project, status: 'open' }),
    ProjectSuspended: (project) => ({ ...project, status: 'suspended', before: project.status }),
    ProjectResumed: (project) => ({ ...project, status: project.before ?? 'announced' }),
    ProjectAbandoned: (project) => ({ ...project, status: 'abandoned' }),
    InvestmentPledged: (project) => project,
    InvestmentCommitted: (project) => project,
    InvestmentRealised: (project, { investment }) => ({ ...project, realisedInvestment: investment }),
    InvestmentSurviving: (project) => project,
    JobsPledged: (project) => project,
    JobsCommitted: (project) => project,
    JobsRealised: (project, { jobs }) => ({ ...project, realisedJobs: jobs }),
    JobsSurviving: (project) => project,
    ApplicationSubmitted: (project, { applicationId }) => ({
      ...project,
      applications: { ...project.applications, [applicationId]: null },
    }),
    ApplicationDecided: (project, { applicationId, outcome }) => ({
      ...project,
      applications: { ...project.applications, [applicationId]: outcome },
    }),
    MilestoneExpected: (project) => project,
    MilestoneReached: (project, { milestoneId }) => ({ ...project, reached: [...project.reached, milestoneId] }),
  },
};

function alive(project: Project, command: ProjectCommand): void {
  if (project.status === 'unknown') throw refusal('PROJECT_UNKNOWN', { id: command.projectId });
  if (project.status === 'abandoned') refuseUnlessExcepted(command, 'PROJECT_ABANDONED');
}

function invested<Type extends 'InvestmentPledged' | 'InvestmentCommitted' | 'InvestmentRealised' | 'InvestmentSurviving'>(
  type: Type,
  command: ProjectCommand & { investment: Figure },
  project: Project,
) {
  alive(project, command);
  return [{ type, data: { investment: command.investment } }];
}

function employed<Type extends 'JobsPledged' | 'JobsCommitted' | 'JobsRealised' | 'JobsSurviving'>(
  type: Type,
  command: ProjectCommand & { jobs: Figure },
  project: Project,
) {
  alive(project, command);
  return [{ type, data: { jobs: command.jobs } }];
}

/** What survives was first realised; where nothing was said to be realised, nothing can be compared. */
function survivingWithin(command: ProjectCommand, surviving: Figure, realised: Figure | undefined): void {
  if (realised && surelyMore(surviving, realised))
    refuseUnlessExcepted(command, 'MORE_SURVIVING_THAN_REALISED', { realised: realised.value ?? realised.high });
}
