import type { AidGrant } from './funding.events.js';

/** What is told of an aid, under a programme or not. */
export function grantOf(told: Omit<AidGrant, 'aidId'>): Omit<AidGrant, 'aidId'> {
  const { amount, beneficiary, beneficiaries, beneficiaryKind, naf, sector, grantor, with: partners, projectId, communeCode } = told;
  return { amount, beneficiary, beneficiaries, beneficiaryKind, naf, sector, grantor, with: partners, projectId, communeCode };
}
