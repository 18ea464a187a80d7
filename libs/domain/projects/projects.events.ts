import type { Figure, Naf, Position } from '@app/kernel';

/** The life of an economic project: implantation, extension, conversion, equipment, service. */
export interface ProjectEvents {
  /** Officers follow it before anybody may know. Confidential until it is announced. */
  ProjectProspected: { name: string; communeCode?: string; company?: string; theme?: string } & Described;
  /** Its promoters made it public. Figures are what they announced on that day: a pledge, not a result. */
  ProjectAnnounced: {
    name: string;
    communeCode?: string;
    territoryIds?: readonly string[];
    company?: string;
    theme?: string;
    investment?: Figure;
    jobsPledged?: Figure;
    expectedOpening?: string;
    expectedProduction?: string;
    promoters?: readonly string[];
  } & Described;
  /** Its promoters changed their plan. Not the correction of an error of ours. */
  ProjectRevised: {
    name?: string;
    communeCode?: string;
    company?: string;
    theme?: string;
    investment?: Figure;
    jobsPledged?: Figure;
    expectedOpening?: string;
  } & Described;
  ProjectAuthorised: { permit?: string };
  WorksStarted: object;
  /** Named here when its announcement is not known. */
  ProjectOpened: { name?: string; communeCode?: string; theme?: string } & Described;
  ProjectSuspended: object;
  ProjectResumed: object;
  ProjectAbandoned: object;
  /** Four different numbers with the same denominator: announced, committed by contract, spent, still there. */
  InvestmentPledged: { investment: Figure };
  InvestmentCommitted: { investment: Figure };
  InvestmentRealised: { investment: Figure };
  InvestmentSurviving: { investment: Figure };
  JobsPledged: { jobs: Figure };
  JobsCommitted: { jobs: Figure };
  JobsRealised: { jobs: Figure };
  JobsSurviving: { jobs: Figure };
  /** The project answered a call. Says nothing of the outcome. */
  ApplicationSubmitted: { applicationId: string; applicant: string; call?: string; scheme?: string };
  ApplicationDecided: { applicationId: string; outcome: Outcome };
  /** `occurred` is the date expected, as said by the source. */
  MilestoneExpected: { milestoneId: string; milestone: string };
  MilestoneReached: { milestoneId: string; milestone?: string };
}

/** What it does and where, as far as its source tells. */
export interface Described {
  readonly naf?: Naf;
  /** *Filière*: `batteries`. */
  readonly sector?: string;
  readonly point?: Position;
}

export const OUTCOMES = ['accepted', 'rejected', 'shortlisted'] as const;
export type Outcome = (typeof OUTCOMES)[number];
