import { subjectOf, type EffectiveFact } from '@app/kernel';
import type { AidGrant } from '@domain/funding';
import { numberOf, said, type Saying } from './saying.js';
import { sectionOfNaf } from './sites.js';

/** An aid, by the fact that grants it: what is paid of it later is a figure of the observatories. */
export interface Aid {
  /** Identifier of the feature: an aid of a programme is named within it. */
  readonly id: string;
  readonly saying: Saying;
}

/** Undefined for what grants nothing. */
export function aidOf({ type, streamId, data }: EffectiveFact): Aid | undefined {
  const { id } = subjectOf(streamId);
  // No identifier holds two hyphens in a row: an aid of a programme is never taken for another.
  if (type === 'AidGranted')
    return { id: `${id}--${(data as unknown as AidGrant).aidId}`, saying: granted(data as unknown as AidGrant, id) };
  return type === 'DirectAidGranted' ? { id, saying: granted(data as unknown as Granted, null) } : undefined;
}

type Granted = Omit<AidGrant, 'aidId'> & { readonly name?: string };

function granted(grant: Granted, programme: string | null): Saying {
  const { name, amount, beneficiary, beneficiaries, beneficiaryKind, grantor, projectId, communeCode, naf, sector } = grant;
  return {
    is: said({
      name: name ?? beneficiary,
      commune_code: communeCode,
      programme,
      amount_eur: numberOf(amount),
      beneficiary,
      beneficiaries: numberOf(beneficiaries),
      beneficiary_kind: beneficiaryKind,
      grantor,
      project: projectId,
      naf: sectionOfNaf(naf),
      sector,
    }),
    stands: { status: 'granted' },
    there: true,
    momentary: true,
  };
}
