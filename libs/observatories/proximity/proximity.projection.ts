import type { EffectiveFact, Figure } from '@app/kernel';
import { measured, measuringProjection, type Measured, type MeasuresOf } from '@app/measuring';
import type { DeskEvents } from '@domain/desk';
import type { AidGrant, DirectAidEvents, ProgrammeEvents } from '@domain/funding';
import type { LabelEvents } from '@domain/labels';
import { isNearby, purposeOf } from './kinds.js';
import { ProximityFact } from './proximity.row.js';

type Events = ProgrammeEvents & DirectAidEvents & LabelEvents & DeskEvents;

/** Aid to others than those nearby is another observatory's. */
function aid(fact: EffectiveFact, grant: Omit<AidGrant, 'aidId'>, of: string): Measured[] {
  const { beneficiaryKind, amount } = grant;
  if (!isNearby(beneficiaryKind)) return [];
  const row = (measure: string, own: Partial<Measured> & { figure?: Figure } = {}) =>
    measured(fact, { measure, category: beneficiaryKind, claim: `${measure}${of}`, ...own });
  return [
    row('aid-granted', { figure: amount, status: 'committed' }),
    row('beneficiaries', { figure: beneficiariesOf(grant) }),
    row('aid'),
  ];
}

/** A named beneficiary is one; an aid that names nobody has one at least. */
const beneficiariesOf = ({ beneficiaries, beneficiary }: Omit<AidGrant, 'aidId'>): Figure =>
  beneficiaries ?? { value: 1, unit: 'count', ...(beneficiary === undefined && { bound: 'at-least' }) };

/** 1 while nobody has answered, 0 from then on. */
const waiting = (fact: EffectiveFact, value: 0 | 1, own: Partial<Measured>): Measured =>
  measured(fact, { measure: 'request-unanswered', figure: { value, unit: 'count' }, ...own });

const rows: MeasuresOf<Events> = {
  AidGranted: (grant, fact) => aid(fact, grant, `-${grant.aidId}`),
  DirectAidGranted: (grant, fact) => aid(fact, grant, ''),
  LabelCreated: ({ purposes }, fact) => [measured(fact, { measure: 'label', category: purposeOf(purposes), claim: 'label' })],
  RoundHeld: ({ roundId, year, laureates }, fact) =>
    laureates ? [measured(fact, { measure: 'laureates', claim: `laureates-${year ?? roundId}`, belongs: 'label', figure: laureates })] : [],
  LabelAwarded: ({ awardId, purposes }, fact) => [
    measured(fact, { measure: 'award', category: purposeOf(purposes), claim: `award-${awardId}`, belongs: 'label' }),
  ],
  RequestReceived: ({ requesterKind: category }, fact) => [
    measured(fact, { measure: 'request', category, claim: 'request' }),
    waiting(fact, 1, { category }),
  ],
  RequestAnswered: (_, fact) => [
    measured(fact, { measure: 'answer', claim: 'answer', belongs: 'request' }),
    waiting(fact, 0, { belongs: 'request' }),
  ],
};

const measureOf = (about: string): string | undefined => /^(aid-granted|beneficiaries|laureates)(?=-|$)(?!-to-date)/.exec(about)?.[1];

export const proximityProjection = measuringProjection<Events>({
  name: 'proximity',
  version: 5,
  table: ProximityFact,
  kinds: ['programme', 'aid', 'label', 'request'],
  rows,
  measureOf,
});
