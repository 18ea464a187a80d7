import { figureEn, type SentencesOf } from '@app/kernel';
import type { SiteEvents } from './sites.events.js';

export const siteSentencesEn: SentencesOf<SiteEvents> = {
  SiteRegistered: ({ activity }) =>
    activity ? `Entered in the register of sites (activity: ${activity})` : 'Entered in the register of sites',
  SiteClosureAnnounced: ({ operator, jobsAtRisk }) =>
    `Closure announced${operator ? ` by ${operator}` : ''}${jobsAtRisk ? ` (${figureEn(jobsAtRisk, 'job')} at risk)` : ''}`,
  SiteClosed: ({ jobsLost }) => `Site closed${jobsLost ? ` (${figureEn(jobsLost, 'job')} lost)` : ''}`,
};

export const siteRefusalsEn = {
  SITE_ALREADY_REGISTERED: ({ siteId }: { siteId: string }) => `Site "${siteId}" is already registered.`,
  SITE_UNKNOWN: ({ siteId }: { siteId: string }) => `Site "${siteId}" is not registered: register it first.`,
  CLOSURE_NOT_ANNOUNCED: () => 'The closure was not announced: record the announcement, or state an exception that the source supports.',
  CLOSED_BEFORE_ANNOUNCEMENT: ({ announced }: { announced: string }) => `The closure would come before its announcement (${announced}).`,
};
