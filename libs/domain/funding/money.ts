import { atLeast, atMost, counted, refuseUnlessExcepted, type Command, type Figure } from '@app/kernel';

/** What was granted, paid and reclaimed of one aid, in euros. Bounds are kept: a rule refuses only what is surely too much. */
export interface AidBalance {
  readonly granted: Figure;
  readonly paid: number;
  readonly reclaimed: number;
}

export const granted = (amount: Figure): AidBalance => ({ granted: amount, paid: 0, reclaimed: 0 });
export const paid = (balance: AidBalance, amount: Figure): AidBalance => ({ ...balance, paid: balance.paid + counted(amount) });
export const reclaimed = (balance: AidBalance, amount: Figure): AidBalance => ({
  ...balance,
  reclaimed: balance.reclaimed + counted(amount),
});

/** No paying more than was granted. */
export function payable(command: Command, { granted: grant, paid: before }: AidBalance, amount: Figure): void {
  const most = atMost(grant) * (grant.bound === 'about' ? 1.1 : 1);
  if (before + atLeast(amount) > most)
    refuseUnlessExcepted(command, 'PAID_MORE_THAN_GRANTED', { granted: counted(grant), paid: before + counted(amount) });
}

/** No reclaiming more than was paid. */
export function reclaimable(command: Command, { paid: before, reclaimed: back }: AidBalance, amount: Figure): void {
  if (back + atLeast(amount) > before)
    refuseUnlessExcepted(command, 'RECLAIMED_MORE_THAN_PAID', { paid: before, reclaimed: back + counted(amount) });
}
