import { subjectModule, type ClaimsOf } from '@app/kernel';
import { siteCommands } from './sites.commands.js';
import { siteDecider } from './sites.decider.js';
import { siteRefusalsEn, siteSentencesEn } from './sites.en.js';
import type { SiteEvents } from './sites.events.js';
import { siteRefusalsFr, siteSentencesFr } from './sites.fr.js';

/** What the events say that other sources may say otherwise. */
const siteClaims: ClaimsOf<SiteEvents> = {
  SiteClosureAnnounced: ({ jobsAtRisk }) => (jobsAtRisk ? [{ about: 'jobs-at-risk', figure: jobsAtRisk, status: 'announced' }] : []),
  SiteClosed: ({ jobsLost }, { occurred }) => [
    ...(occurred ? [{ about: 'closed-on', date: occurred }] : []),
    ...(jobsLost ? [{ about: 'jobs-lost', figure: jobsLost, status: 'realised' as const }] : []),
  ],
};

export const sites = subjectModule({
  decider: siteDecider,
  commands: siteCommands,
  sentences: { fr: siteSentencesFr, en: siteSentencesEn },
  refusals: { fr: siteRefusalsFr, en: siteRefusalsEn },
  statuses: { SiteRegistered: 'operating', SiteClosureAnnounced: 'closing', SiteClosed: 'closed' },
  claims: siteClaims,
});
