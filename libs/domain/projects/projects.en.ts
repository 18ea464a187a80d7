import { activityEn, dateEn, figureEn, listEn, parseOccurred, type SentencesOf } from '@app/kernel';
import type { ProjectEvents } from './projects.events.js';

export const projectSentencesEn: SentencesOf<ProjectEvents> = {
  ProjectProspected: ({ company }) => `Project in the portfolio${company ? `, led by ${company}` : ''} (confidential)`,
  ProjectAnnounced: ({ company, promoters, investment, jobsPledged, expectedProduction, expectedOpening, ...described }) =>
    [
      `Project announced${company ? ` by ${company}` : promoters?.length ? ` by ${listEn(promoters)}` : ''}`,
      investment && `${figureEn(investment)} of investment`,
      jobsPledged && `${figureEn(jobsPledged, 'job')} pledged`,
      expectedOpening && `opening expected: ${dateEn(parseOccurred(expectedOpening))}`,
      expectedProduction && `production expected: ${dateEn(parseOccurred(expectedProduction))}`,
      ...activityEn(described),
    ]
      .filter(Boolean)
      .join('; '),
  ProjectRevised: ({ investment, jobsPledged, expectedOpening, ...described }) =>
    [
      'Project revised by its promoters',
      investment && `${figureEn(investment)} of investment`,
      jobsPledged && `${figureEn(jobsPledged, 'job')} pledged`,
      expectedOpening && `opening expected: ${dateEn(parseOccurred(expectedOpening))}`,
      ...activityEn(described),
    ]
      .filter(Boolean)
      .join('; '),
  ProjectAuthorised: ({ permit }) => `Permit granted${permit ? ` (${permit})` : ''}`,
  WorksStarted: () => 'Works started',
  ProjectOpened: (described) => ['Opened', ...activityEn(described)].join('; '),
  ProjectSuspended: () => 'Project suspended',
  ProjectResumed: () => 'Project resumed',
  ProjectAbandoned: () => 'Project abandoned',
  InvestmentPledged: ({ investment }) => `Investment announced: ${figureEn(investment)}`,
  InvestmentCommitted: ({ investment }) => `Investment committed: ${figureEn(investment)}`,
  InvestmentRealised: ({ investment }) => `Investment made: ${figureEn(investment)}`,
  InvestmentSurviving: ({ investment }) => `Investment still in place: ${figureEn(investment)}`,
  JobsPledged: ({ jobs }) => `Jobs announced: ${figureEn(jobs, 'job')}`,
  JobsCommitted: ({ jobs }) => `Jobs committed: ${figureEn(jobs, 'job')}`,
  JobsRealised: ({ jobs }) => `Jobs created: ${figureEn(jobs, 'job')}`,
  JobsSurviving: ({ jobs }) => `Jobs still there: ${figureEn(jobs, 'job')}`,
  ApplicationSubmitted: ({ applicant, call }) => `Application by ${applicant}${call ? ` (${call})` : ''}`,
  ApplicationDecided: ({ outcome }) => `Application ${outcome}`,
  MilestoneExpected: ({ milestone }) => `Milestone expected: ${milestone}`,
  MilestoneReached: ({ milestone }) => `Milestone reached${milestone ? `: ${milestone}` : ''}`,
};

type Facts = Record<'id' | 'announced' | 'realised' | 'applicationId' | 'milestoneId', string> & { readonly recorded?: string };

const recordedEn = ({ recorded }: Facts) => (recorded ? ` (${dateEn({ edtf: recorded })})` : '');
const otherwiseEn = 'record what this source says as a claim, or correct the fact if it is wrong';

export const projectRefusalsEn = {
  PROJECT_ALREADY_KNOWN: ({ id }: Facts) => `Project "${id}" is already recorded.`,
  PROSPECT_ID_GUESSABLE: () => 'A confidential project has an identifier nobody can guess: a version 4 UUID.',
  ANNOUNCED_IN_SECRET: () => 'An announcement makes the project public: it can be neither internal nor confidential.',
  PROJECT_UNKNOWN: ({ id }: Facts) => `Project "${id}" is unknown: announce it first.`,
  PROJECT_ABANDONED: () => 'The project was abandoned.',
  AUTHORISED_AFTER_WORKS: () => 'The permit would come after the works started.',
  WORKS_STARTED_OTHERWISE: (facts: Facts) => `The start of the works is already recorded otherwise${recordedEn(facts)}: ${otherwiseEn}.`,
  OPENED_OTHERWISE: (facts: Facts) => `The opening is already recorded otherwise${recordedEn(facts)}: ${otherwiseEn}.`,
  ALREADY_OPEN: () => 'The project is already open: its works cannot start any more.',
  OPENING_NOT_ANNOUNCED: ({ id }: Facts) =>
    `Project "${id}" was not announced: announce it first, or state an exception that the source supports.`,
  OPENED_BEFORE_ANNOUNCEMENT: ({ announced }: Facts) => `The opening would come before the announcement (${dateEn({ edtf: announced })}).`,
  MORE_SURVIVING_THAN_REALISED: ({ realised }: Facts) => `More surviving than realised (${realised}).`,
  APPLICATION_UNKNOWN: ({ applicationId }: Facts) => `Application "${applicationId}" was not submitted.`,
  APPLICATION_ALREADY_DECIDED: ({ applicationId }: Facts) =>
    `Application "${applicationId}" is already decided: correct the fact if it is wrong.`,
  MILESTONE_ALREADY_REACHED: ({ milestoneId }: Facts) => `Milestone "${milestoneId}" was already reached.`,
};
