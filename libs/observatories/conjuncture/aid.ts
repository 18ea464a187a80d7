import type { EffectiveFact, Figure } from '@app/kernel';
import { measured, type Measured } from '@app/measuring';
import type { AidGrant } from '@domain/funding';

type Grant = Omit<AidGrant, 'aidId'>;

/** Money, beneficiaries and the aid itself. `of` tells the aids of one programme apart: they are no rivals. */
export function aidRows(fact: EffectiveFact, grant: Grant, of: string): Measured[] {
  const category = grant.beneficiaryKind ?? null;
  const row = (measure: string, own: Partial<Measured> & { figure?: Figure } = {}) =>
    measured(fact, { measure, category, claim: `${measure}${of}`, ...own });
  return [
    row('aid-granted', { figure: grant.amount, status: 'committed' }),
    row('beneficiaries', { figure: beneficiariesOf(grant) }),
    row('aid'),
  ];
}

/** A named beneficiary is one; an aid that names nobody has one at least. */
const beneficiariesOf = ({ beneficiaries, beneficiary }: Grant): Figure =>
  beneficiaries ?? { value: 1, unit: 'count', ...(beneficiary === undefined && { bound: 'at-least' }) };

/** Payments and reclaims add up: each is a thing of its own. What they do not say of their aid is read from it. */
const moved = (measure: string, one: string) => (fact: EffectiveFact, figure: Figure, aid: string) => [
  measured(fact, { measure, claim: `${measure}-${fact.eventId}`, belongs: aid, figure }),
  measured(fact, { measure: one, belongs: aid }),
];
export const paidRows = moved('aid-paid', 'payment');
export const reclaimedRows = moved('aid-reclaimed', 'reclaim');
