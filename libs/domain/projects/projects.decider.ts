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
import type { Described, ProjectEvents } from './projects.events.js';
import { evolveProject, unknownProject, type Project } from './projects.state.js';
import { hiddenUntilAnnounced, UNTIL_ANNOUNCED } from './secrecy.js';

export const projectDecider: Decider<Project, ProjectCommands, ProjectEvents> = {
  kind: 'project',
  initial: unknownProject,
  decide: hiddenUntilAnnounced({
    ProspectProject: (command, project) => {
      const { projectId, name, communeCode, company, theme } = command;
      if (project.status !== 'unknown') throw refusal('PROJECT_ALREADY_KNOWN', { id: projectId });
      // A readable name would let anybody ask whether it exists.
      if (!isSecretId(projectId)) throw refusal('PROSPECT_ID_GUESSABLE', { id: projectId });
      const data = { name, communeCode, company, theme, ...described(command) };
      return [{ type: 'ProjectProspected', data, visibility: UNTIL_ANNOUNCED }];
    },
    AnnounceProject: (command, project) => {
      if (project.announced !== undefined) throw refusal('PROJECT_ALREADY_KNOWN', { id: command.projectId });
      if (project.status !== 'unknown') notAbandoned(project, command);
      inOrder(command, dateOf(command), project.opened);
      const { name, communeCode, territoryIds, company, theme, investment, jobsPledged } = command;
      const { expectedOpening, expectedProduction, promoters } = command;
      const promised = { investment, jobsPledged, expectedOpening, expectedProduction };
      const data = { name, communeCode, territoryIds, company, theme, ...promised, promoters, ...described(command) };
      return [{ type: 'ProjectAnnounced', data }];
    },
    ReviseProject: (command, project) => {
      alive(project, command);
      const { name, communeCode, company, theme, investment, jobsPledged, expectedOpening } = command;
      const data = { name, communeCode, company, theme, investment, jobsPledged, expectedOpening, ...described(command) };
      return Object.values(data).every((value) => value === undefined) ? [] : [{ type: 'ProjectRevised', data }];
    },
    AuthoriseProject: (command, project) => {
      alive(project, command);
      const { permit } = command;
      // A project needs several permits; one more source for the same is no other permit.
      if (permit === undefined ? project.permits.length > 0 : project.permits.includes(permit)) return [];
      if (happenedFirst(project.works, command) || happenedFirst(project.opened, command))
        refuseUnlessExcepted(command, 'AUTHORISED_AFTER_WORKS');
      return [{ type: 'ProjectAuthorised', data: { permit } }];
    },
    StartWorks: (command, project) => {
      alive(project, command);
      if (project.works !== undefined && !differs(project.works, command)) return [];
      if (project.works !== undefined) refuseUnlessExcepted(command, 'WORKS_STARTED_OTHERWISE', { recorded: project.works?.edtf });
      if (happenedFirst(project.opened, command)) refuseUnlessExcepted(command, 'ALREADY_OPEN');
      return [{ type: 'WorksStarted', data: {} }];
    },
    OpenProject: (command, project) => {
      const { name, communeCode, theme } = command;
      if (project.status === 'unknown' && name !== undefined) {
        refuseUnlessExcepted(command, 'OPENING_NOT_ANNOUNCED');
        return [{ type: 'ProjectOpened', data: { name, communeCode, theme, ...described(command) } }];
      }
      alive(project, command);
      if (project.opened !== undefined && !differs(project.opened, command)) return [];
      if (project.opened !== undefined) refuseUnlessExcepted(command, 'OPENED_OTHERWISE', { recorded: project.opened?.edtf });
      inOrder(command, project.announced, dateOf(command));
      return [{ type: 'ProjectOpened', data: described(command) }];
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
      if (project.applications.has(applicationId)) return [];
      return [{ type: 'ApplicationSubmitted', data: { applicationId, applicant, call, scheme } }];
    },
    DecideApplication: (command, project) => {
      alive(project, command);
      const { applicationId, outcome } = command;
      const decided = project.applications.get(applicationId);
      if (decided === undefined) refuseUnlessExcepted(command, 'APPLICATION_UNKNOWN', { applicationId });
      if (decided === outcome) return [];
      if (decided && decided !== 'shortlisted') refuseUnlessExcepted(command, 'APPLICATION_ALREADY_DECIDED', { applicationId });
      return [{ type: 'ApplicationDecided', data: { applicationId, outcome } }];
    },
    ExpectMilestone: (command, project) => {
      alive(project, command);
      const { milestoneId, milestone } = command;
      // The date is the one expected: it says nothing of when it was expected, and a plan may be read after the fact.
      if (project.reached.has(milestoneId)) refuseUnlessExcepted(command, 'MILESTONE_ALREADY_REACHED', { milestoneId });
      return [{ type: 'MilestoneExpected', data: { milestoneId, milestone } }];
    },
    ReachMilestone: (command, project) => {
      alive(project, command);
      const { milestoneId, milestone = project.milestones.get(milestoneId) } = command;
      if (project.reached.has(milestoneId)) {
        if (!differs(project.reached.get(milestoneId), command)) return [];
        refuseUnlessExcepted(command, 'MILESTONE_ALREADY_REACHED', { milestoneId });
      }
      return [{ type: 'MilestoneReached', data: { milestoneId, milestone } }];
    },
  }),
  evolve: evolveProject,
};

const described = ({ naf, sector, point }: Described): Described => ({ naf, sector, point });

function alive(project: Project, command: ProjectCommand): void {
  if (project.status === 'unknown') throw refusal('PROJECT_UNKNOWN', { id: command.projectId });
  notAbandoned(project, command);
}

/** What was so before it was abandoned may still be found out. */
function notAbandoned(project: Project, command: ProjectCommand): void {
  if (project.abandoned !== undefined && happenedFirst(project.abandoned, command)) refuseUnlessExcepted(command, 'PROJECT_ABANDONED');
}

/** True unless the command's date says otherwise: without dates, what was recorded first happened first. */
function happenedFirst(before: Occurred | null | undefined, command: ProjectCommand): boolean {
  if (before === undefined) return false;
  const date = dateOf(command);
  return date && before ? surelyBefore(before, date) : true;
}

/** True when the command surely dates it on other days than was recorded, or dates what was undated. */
function differs(recorded: Occurred | null | undefined, command: ProjectCommand): boolean {
  const date = dateOf(command);
  if (!date) return false;
  return !recorded || surelyBefore(recorded, date) || surelyBefore(date, recorded);
}

function inOrder(command: ProjectCommand, announced: Occurred | null | undefined, opened: Occurred | null | undefined): void {
  if (surelyBefore(opened, announced)) refuseUnlessExcepted(command, 'OPENED_BEFORE_ANNOUNCEMENT', { announced: announced?.edtf });
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

const dateOf = ({ occurred }: ProjectCommand): Occurred | undefined => (occurred === undefined ? undefined : parseOccurred(occurred));
