import { subjectModule, type ClaimsOf } from '@app/kernel';
import { projectCommands } from './projects.commands.js';
import { projectDecider } from './projects.decider.js';
import { projectRefusalsEn, projectSentencesEn } from './projects.en.js';
import type { ProjectEvents } from './projects.events.js';
import { projectRefusalsFr, projectSentencesFr } from './projects.fr.js';

const promised: ClaimsOf<ProjectEvents>['ProjectRevised'] = ({ investment, jobsPledged }) => [
  ...(investment ? [{ about: 'investment', figure: investment, status: 'announced' as const }] : []),
  ...(jobsPledged ? [{ about: 'jobs', figure: jobsPledged, status: 'announced' as const }] : []),
];

const projectClaims: ClaimsOf<ProjectEvents> = {
  ProjectAnnounced: promised,
  ProjectRevised: promised,
  ProjectOpened: (_, { occurred }) => (occurred ? [{ about: 'opened-on', date: occurred }] : []),
  InvestmentPledged: ({ investment }) => [{ about: 'investment', figure: investment, status: 'announced' }],
  InvestmentCommitted: ({ investment }) => [{ about: 'investment', figure: investment, status: 'committed' }],
  InvestmentRealised: ({ investment }) => [{ about: 'investment', figure: investment, status: 'realised' }],
  InvestmentSurviving: ({ investment }) => [{ about: 'investment', figure: investment, status: 'surviving' }],
  JobsPledged: ({ jobs }) => [{ about: 'jobs', figure: jobs, status: 'announced' }],
  JobsCommitted: ({ jobs }) => [{ about: 'jobs', figure: jobs, status: 'committed' }],
  JobsRealised: ({ jobs }) => [{ about: 'jobs', figure: jobs, status: 'realised' }],
  JobsSurviving: ({ jobs }) => [{ about: 'jobs', figure: jobs, status: 'surviving' }],
};

export const projects = subjectModule({
  decider: projectDecider,
  plural: 'projects',
  idField: 'projectId',
  commands: projectCommands,
  routes: {
    ProspectProject: 'prospection',
    AnnounceProject: 'announcement',
    ReviseProject: 'revisions',
    AuthoriseProject: 'authorisation',
    StartWorks: 'works-start',
    OpenProject: 'opening',
    SuspendProject: 'suspension',
    ResumeProject: 'resumption',
    AbandonProject: 'abandonment',
    PledgeInvestment: 'pledged-investments',
    CommitInvestment: 'committed-investments',
    RealiseInvestment: 'realised-investments',
    ConfirmSurvivingInvestment: 'surviving-investments',
    PledgeJobs: 'pledged-jobs',
    CommitJobs: 'committed-jobs',
    RealiseJobs: 'realised-jobs',
    CountSurvivingJobs: 'surviving-jobs',
    SubmitApplication: 'applications',
    DecideApplication: 'application-decisions',
    ExpectMilestone: 'expected-milestones',
    ReachMilestone: 'reached-milestones',
  },
  sentences: { fr: projectSentencesFr, en: projectSentencesEn },
  refusals: { fr: projectRefusalsFr, en: projectRefusalsEn },
  statuses: {
    ProjectProspected: 'prospected',
    ProjectAnnounced: 'announced',
    ProjectAuthorised: 'authorised',
    WorksStarted: 'under-way',
    ProjectOpened: 'open',
    ProjectSuspended: 'suspended',
    ProjectResumed: 'resumed',
    ProjectAbandoned: 'abandoned',
  },
  claims: projectClaims,
});
