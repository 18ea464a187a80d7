import { activityEn, dateEn, figureEn, listEn, parseOccurred, type SentencesOf } from '@app/kernel';
import type { AreaOf, AreaState, SiteEvents, Solution } from './sites.events.js';

export const solutionsEn: Record<Solution['solution'], string> = {
  'stable-job': 'stable job',
  'fixed-term': 'fixed-term job',
  'own-business': 'own business',
  training: 'training',
  retirement: 'retirement',
  none: 'no solution',
  other: 'other',
  unknown: 'unknown',
};

/** What land and office floor are called in each state. */
export const areasEn: Record<AreaOf, Partial<Record<AreaState, string>>> = {
  land: {
    available: 'Land available',
    occupied: 'Land occupied',
    vacant: 'Land vacant',
    brownfield: 'Brownfield land',
    reused: 'Land in use again',
  },
  floor: {
    announced: 'Office floor announced',
    authorised: 'Office floor authorised',
    delivered: 'Office floor delivered',
    vacant: 'Office floor vacant',
    let: 'Office floor let',
  },
};

export const siteSentencesEn: SentencesOf<SiteEvents> = {
  SiteRegistered: ({ operator, activity, naf, sector }) =>
    [
      `Entered in the register of sites${operator ? `, operated by ${operator}` : ''}${activity ? ` (activity: ${activity})` : ''}`,
      ...activityEn({ naf, sector }),
    ].join('; '),
  SiteOutlined: ({ area }) => `Outline drawn${area ? ` (${figureEn(area)})` : ''}`,
  SiteAcquired: ({ buyer, seller }) => `Bought by ${buyer}${seller ? ` from ${seller}` : ''}`,
  SiteOccupied: ({ occupant, role, use }) => `${occupant} moved in (${role})${use ? `: ${use}` : ''}`,
  SiteVacated: ({ occupant }) => `${occupant} left`,
  EmployeesCounted: ({ employees }) => `Headcount: ${figureEn(employees, 'employee')}`,
  SiteAreaCounted: ({ of, state, area, expectedDelivery }) =>
    `${areasEn[of][state] ?? state}: ${figureEn(area)}${
      expectedDelivery ? `; delivery expected: ${dateEn(parseOccurred(expectedDelivery))}` : ''
    }`,
  SiteClosureAnnounced: ({ operator, jobsAtRisk }) =>
    `Closure announced${operator ? ` by ${operator}` : ''}${jobsAtRisk ? ` (${figureEn(jobsAtRisk, 'job')} at risk)` : ''}`,
  ClosurePlanExpected: () => 'Closure plan (PSE) expected to be signed',
  ClosurePlanSigned: ({ parties }) => `Closure plan (PSE) signed${parties?.length ? ` by ${listEn(parties)}` : ''}`,
  SiteClosed: ({ jobsLost }) => `Site closed${jobsLost ? ` (${figureEn(jobsLost, 'job')} lost)` : ''}`,
  WorkforceReclassified: ({ outOf, solved, months, onSameSite }) =>
    `Workforce reclassified${months === undefined ? '' : ` after ${months} ${months === 1 ? 'month' : 'months'}`}: ${figureEn(solved, 'employee')} with a solution${outOf && !solved.outOf ? ` out of ${figureEn(outOf)}` : ''}${
      onSameSite ? `, of which ${figureEn(onSameSite)} on the same site` : ''
    }`,
  SiteReclassified: ({ use }) => `Site given a new use: ${use}`,
  SiteSplit: ({ parts }) => `Split into ${parts.length}: ${listEn(parts.map(({ name }) => name))}`,
  SiteMerged: () => 'Merged into another site',
  SitePartlyReused: ({ share, area, occupant }) =>
    `Partly in use again${share ? `: ${figureEn(share)}` : ''}${area ? ` (${figureEn(area)})` : ''}${occupant ? `, by ${occupant}` : ''}`,
};

type Facts = Record<'siteId' | 'announced' | 'occupant' | 'lost' | 'detailed' | 'solved' | 'people', string> & {
  readonly recorded?: string;
};

const recordedEn = ({ recorded }: Facts) => (recorded ? ` (${dateEn({ edtf: recorded })})` : '');
const otherwiseEn = 'record what this source says as a claim, or correct the fact if it is wrong';

export const siteRefusalsEn = {
  SITE_ALREADY_REGISTERED: ({ siteId }: Facts) => `Site "${siteId}" is already registered.`,
  SITE_UNKNOWN: ({ siteId }: Facts) => `Site "${siteId}" is not registered: register it first.`,
  SITE_NO_LONGER_EXISTS: ({ siteId }: Facts) => `Site "${siteId}" was split or merged: write to the one that follows it.`,
  SITE_PART_OF_ITSELF: ({ siteId }: Facts) => `Site "${siteId}" cannot be a part of itself.`,
  NOT_AN_OCCUPANT: ({ occupant }: Facts) => `${occupant} does not occupy the site.`,
  CLOSURE_NOT_ANNOUNCED: () => 'The closure was not announced: record the announcement, or state an exception that the source supports.',
  CLOSED_BEFORE_ANNOUNCEMENT: ({ announced }: Facts) => `The closure would come before its announcement (${dateEn({ edtf: announced })}).`,
  CLOSURE_ANNOUNCED_OTHERWISE: (facts: Facts) => `The announcement is already recorded otherwise${recordedEn(facts)}: ${otherwiseEn}.`,
  CLOSED_OTHERWISE: (facts: Facts) => `The closure is already recorded otherwise${recordedEn(facts)}: ${otherwiseEn}.`,
  CLOSURE_PLAN_SIGNED_OTHERWISE: (facts: Facts) => `The signature is already recorded otherwise${recordedEn(facts)}: ${otherwiseEn}.`,
  RECLASSIFIED_MORE_THAN_LOST: ({ lost }: Facts) => `More people reclassified than people concerned (${lost}).`,
  MORE_ON_SAME_SITE_THAN_SOLVED: ({ solved }: Facts) => `More people reclassified on the same site than in all (${solved}).`,
  BREAKDOWN_MORE_THAN_TOTAL: ({ detailed, solved }: Facts) => `The breakdown (${detailed}) exceeds the total (${solved}).`,
  SMALL_GROUP_PUBLIC: ({ people }: Facts) =>
    `A group of ${people} could be recognised: put it together with another, record the fact with "internal" visibility, or state an exception if the source published it.`,
  PARTS_NOT_DISTINCT: () => 'The parts of a split site have distinct identifiers, other than its own.',
  MERGED_INTO_ITSELF: () => 'A site does not merge into itself.',
};
