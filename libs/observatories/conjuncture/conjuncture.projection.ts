import { parseOccurred, type EffectiveFact, type Figure } from '@app/kernel';
import { measured, measuringProjection, standing, type Measured, type MeasuresOf } from '@app/measuring';
import type { DirectAidEvents, ProgrammeEvents } from '@domain/funding';
import type { IndicatorEvents } from '@domain/indicators';
import type { LabelEvents } from '@domain/labels';
import type { ProjectEvents } from '@domain/projects';
import type { SiteEvents } from '@domain/sites';
import { aidRows, paidRows, reclaimedRows } from './aid.js';
import { ConjunctureFact } from './conjuncture.row.js';
import { observedRows, seriesRows } from './observed.js';

type Events = ProgrammeEvents & DirectAidEvents & ProjectEvents & SiteEvents & LabelEvents & IndicatorEvents;

/** 1 while it stands, 0 from then on. No rival: opening and closing within one year do not contradict each other. */
const open = (fact: EffectiveFact, value: 0 | 1): Measured[] => [
  measured(fact, { measure: 'programme-open', figure: { value, unit: 'count' } }),
];

/** A project may be suspended and resumed again and again; the other steps it takes once. */
const step = (fact: EffectiveFact, category: string, once = true): Measured =>
  measured(fact, { measure: 'project', category, claim: once ? category : null });

const announced = ({ investment, jobsPledged }: { investment?: Figure; jobsPledged?: Figure }, fact: EffectiveFact): Measured[] => [
  ...standing(fact, 'investment', investment, 'announced'),
  ...standing(fact, 'jobs', jobsPledged, 'announced'),
];

/** A round that only says its year was held in it. */
function roundRows(fact: EffectiveFact, { roundId, year, laureates, totalToDate }: LabelEvents['RoundHeld']): Measured[] {
  const occurred = fact.meta.occurred ?? (year === undefined ? null : parseOccurred(String(year)));
  const row = (measure: string, claim: string, figure: Figure | undefined) =>
    figure ? [measured(fact, { measure, claim, figure, occurred })] : [];
  return [...row('laureates', `laureates-${year ?? roundId}`, laureates), ...row('laureates-to-date', 'laureates-to-date', totalToDate)];
}

const rows: MeasuresOf<Events> = {
  ProgrammeOpened: ({ envelope }, fact) => [...standing(fact, 'envelope', envelope), ...open(fact, 1)],
  ProgrammeRenewed: (_, fact) => open(fact, 1),
  ProgrammeClosed: (_, fact) => open(fact, 0),
  EnvelopeVoted: ({ amount }, fact) => standing(fact, 'envelope', amount),
  EnvelopeChanged: ({ amount }, fact) => standing(fact, 'envelope', amount),
  AidGranted: (grant, fact) => aidRows(fact, grant, `-${grant.aidId}`),
  AidPaid: ({ aidId, amount }, fact) => paidRows(fact, amount, `aid-${aidId}`),
  AidReclaimed: ({ aidId, amount }, fact) => reclaimedRows(fact, amount, `aid-${aidId}`),
  DirectAidGranted: (grant, fact) => aidRows(fact, grant, ''),
  DirectAidPaid: ({ amount }, fact) => paidRows(fact, amount, 'aid'),
  DirectAidReclaimed: ({ amount }, fact) => reclaimedRows(fact, amount, 'aid'),

  ProjectProspected: (_, fact) => [step(fact, 'prospected')],
  ProjectAnnounced: (data, fact) => [...announced(data, fact), step(fact, 'announced')],
  ProjectRevised: announced,
  ProjectAuthorised: (_, fact) => [step(fact, 'authorised')],
  WorksStarted: (_, fact) => [step(fact, 'works-started')],
  ProjectOpened: (_, fact) => [step(fact, 'opened')],
  ProjectSuspended: (_, fact) => [step(fact, 'suspended', false)],
  ProjectResumed: (_, fact) => [step(fact, 'resumed', false)],
  ProjectAbandoned: (_, fact) => [step(fact, 'abandoned')],
  InvestmentPledged: ({ investment }, fact) => standing(fact, 'investment', investment, 'announced'),
  InvestmentCommitted: ({ investment }, fact) => standing(fact, 'investment', investment, 'committed'),
  InvestmentRealised: ({ investment }, fact) => standing(fact, 'investment', investment, 'realised'),
  InvestmentSurviving: ({ investment }, fact) => standing(fact, 'investment', investment, 'surviving'),
  JobsPledged: ({ jobs }, fact) => standing(fact, 'jobs', jobs, 'announced'),
  JobsRealised: ({ jobs }, fact) => standing(fact, 'jobs', jobs, 'realised'),
  ApplicationSubmitted: ({ applicationId }, fact) => [
    measured(fact, { measure: 'application', category: 'submitted', claim: `submitted-${applicationId}` }),
  ],
  ApplicationDecided: ({ applicationId, outcome }, fact) => [
    measured(fact, { measure: 'application', category: outcome, claim: `${outcome}-${applicationId}` }),
  ],

  // Who was counted on the site is no job lost; it is here because sources set the two against each other.
  EmployeesCounted: ({ employees }, fact) => standing(fact, 'employees', employees),
  SiteClosed: ({ jobsLost }, fact) => standing(fact, 'jobs-lost', jobsLost, 'realised'),

  RoundHeld: (round, fact) => roundRows(fact, round),
  LabelAwarded: ({ awardId }, fact) => [measured(fact, { measure: 'award', claim: `award-${awardId}` })],
  LabelWithdrawn: (_, fact) => [measured(fact, { measure: 'award-withdrawn' })],

  IndicatorObserved: (data, fact) => observedRows(fact, data),
  SeriesObserved: (data, fact) => seriesRows(fact, data),
};

/** What a source says otherwise is named as the subject's own claims are: `aid-granted-<aid>`, `laureates-2022`. */
const MEASURES = new Set(['envelope', 'investment', 'jobs', 'jobs-lost', 'employees', 'aid-granted', 'beneficiaries', 'laureates-to-date']);
const measureOf = (about: string): string | undefined =>
  MEASURES.has(about) ? about : /^(aid-granted|beneficiaries|laureates)-/.exec(about)?.[1];

export const conjunctureProjection = measuringProjection<Events>({
  name: 'conjuncture',
  version: 6,
  table: ConjunctureFact,
  kinds: ['programme', 'aid', 'project', 'site', 'label', 'indicator'],
  rows,
  measureOf,
});
