import { subjectOf, type EffectiveFact } from '@app/kernel';
import type { AidGrant } from '@domain/funding';
import { numberOf, said, type Saying } from './saying.js';
import { sectionOfNaf } from './sites.js';

/** An aid, by the fact that grants it: what is paid of it later is a figure of the observatories. */
export interface Aid {
  /** Identifier of the feature: an aid of a programme is named within it. */
  readonly id: string;
  readonly saying: Saying;
  /** Stream of the project whose place it has; undefined where it names a municipality, or no project. */
  readonly placedBy: string | undefined;
}

/** Undefined for what grants nothing. */
export function aidOf({ type, streamId, data }: EffectiveFact): Aid | undefined {
  const { id } = subjectOf(streamId);
  // No identifier holds two hyphens in a row: an aid of a programme is never taken for another.
  if (type === 'AidGranted') return aid(`${id}--${(data as unknown as AidGrant).aidId}`, data as unknown as Granted, id);
  return type === 'DirectAidGranted' ? aid(id, data as unknown as Granted, null) : undefined;
}

type Granted = Omit<AidGrant, 'aidId'> & { readonly name?: string };

const aid = (id: string, grant: Granted, programme: string | null): Aid => ({
  id,
  saying: granted(grant, programme),
  placedBy: grant.communeCode === undefined && grant.projectId !== undefined ? `project-${grant.projectId}` : undefined,
});

/** What a fact of a project says of the place of an aid that has it from there. Of the aid itself it says nothing. */
export function placeFromProject({ is, geometry }: Saying): Saying {
  const { commune_code } = is ?? {};
  if (commune_code === undefined && geometry === undefined) return {};
  return { is: said({ commune_code, placed_by: 'project' }), ...(geometry && { geometry }) };
}

function granted(grant: Granted, programme: string | null): Saying {
  const { name, amount, beneficiary, beneficiaries, beneficiaryKind, grantor, projectId, communeCode, naf, sector } = grant;
  return {
    is: said({
      name: name ?? beneficiary,
      commune_code: communeCode,
      placed_by: communeCode === undefined ? undefined : 'aid',
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
