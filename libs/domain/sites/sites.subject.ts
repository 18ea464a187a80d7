import { subjectModule, type Claim, type ClaimsOf, type ClaimStatus } from '@app/kernel';
import { siteCommands } from './sites.commands.js';
import { siteDecider } from './sites.decider.js';
import { siteRefusalsEn, siteSentencesEn } from './sites.en.js';
import type { SiteEvents } from './sites.events.js';
import { siteRefusalsFr, siteSentencesFr } from './sites.fr.js';

/** What the state of land or floor makes of a promise; what is merely counted (vacant, let, occupied) is neither promised nor kept. */
const AREA_STATUSES: Readonly<Record<string, ClaimStatus>> = {
  announced: 'announced',
  authorised: 'committed',
  delivered: 'realised',
  reused: 'realised',
};

/** What the events say that other sources may say otherwise. */
const siteClaims: ClaimsOf<SiteEvents> = {
  SiteRegistered: ({ operator }) => (operator ? [{ about: 'operator', text: operator }] : []),
  SiteAcquired: ({ buyer }, { occurred }) => [
    { about: 'owner', text: buyer },
    ...(occurred ? [{ about: 'acquired-on', date: occurred }] : []),
  ],
  EmployeesCounted: ({ employees }) => [{ about: 'employees', figure: employees }],
  SiteAreaCounted: ({ of, state, area }, { occurred }) => [
    {
      about: `area-${of}-${state}`,
      // Counts of two days are no rivals.
      figure: area.observed === undefined && occurred ? { ...area, observed: occurred.edtf } : area,
      status: AREA_STATUSES[state],
    },
  ],
  SiteClosureAnnounced: ({ jobsAtRisk }, { occurred }) => [
    ...(occurred ? [{ about: 'closure-announced-on', date: occurred }] : []),
    ...(jobsAtRisk ? [{ about: 'jobs-at-risk', figure: jobsAtRisk, status: 'announced' as const }] : []),
  ],
  ClosurePlanExpected: (_, { occurred }) => (occurred ? [{ about: 'closure-plan-expected-on', date: occurred }] : []),
  ClosurePlanSigned: (_, { occurred }) => (occurred ? [{ about: 'closure-plan-signed-on', date: occurred }] : []),
  SiteClosed: ({ jobsLost }, { occurred }) => [
    ...(occurred ? [{ about: 'closed-on', date: occurred }] : []),
    ...(jobsLost ? [{ about: 'jobs-lost', figure: jobsLost, status: 'realised' as const }] : []),
  ],
  WorkforceReclassified: ({ outOf, solved, months, onSameSite, breakdown, shares }): Claim[] => [
    {
      // After 6 months and after 12 are two questions.
      about: `people-solved${months === undefined ? '' : `-at-${months}-months`}`,
      figure: solved,
      status: 'realised',
      shares,
      breakdown: breakdown?.map(({ solution, label, people }) => ({ kind: label ?? solution, value: people })),
    },
    ...(outOf ? [{ about: 'people-accompanied', figure: outOf }] : []),
    ...(onSameSite
      ? [
          {
            about: `people-solved-on-same-site${months === undefined ? '' : `-at-${months}-months`}`,
            figure: onSameSite,
            status: 'realised' as const,
          },
        ]
      : []),
  ],
  SitePartlyReused: ({ share }) => (share ? [{ about: 'share-reused', figure: share, status: 'realised' }] : []),
};

export const sites = subjectModule({
  decider: siteDecider,
  plural: 'sites',
  idField: 'siteId',
  commands: siteCommands,
  routes: {
    RegisterSite: 'registration',
    OutlineSite: 'outline',
    AcquireSite: 'acquisitions',
    OccupySite: 'occupations',
    VacateSite: 'departures',
    CountEmployees: 'headcounts',
    CountArea: 'areas',
    AnnounceSiteClosure: 'closure-announcement',
    ExpectClosurePlan: 'expected-closure-plan',
    SignClosurePlan: 'closure-plan',
    CloseSite: 'closure',
    ReclassifyWorkforce: 'workforce-reclassifications',
    ReclassifySite: 'reclassification',
    SplitSite: 'split',
    MergeSite: 'merger',
    ReuseSite: 'reuses',
  },
  sentences: { fr: siteSentencesFr, en: siteSentencesEn },
  refusals: { fr: siteRefusalsFr, en: siteRefusalsEn },
  statuses: {
    SiteRegistered: 'operating',
    SiteClosureAnnounced: 'closing',
    SiteClosed: 'closed',
    SitePartlyReused: 'partly-reused',
    SiteReclassified: 'reclassified',
    SiteSplit: 'split',
    SiteMerged: 'merged',
  },
  claims: siteClaims,
});
