import { atLeast, atMost, counted, refuseUnlessExcepted, surelyMore, type Command, type Figure } from '@app/kernel';

/** Euros added up as their sources give them: what the sum surely reaches, and what it can reach at most. */
export interface Sum {
  readonly low: number;
  readonly high: number;
  readonly about: boolean;
}

/** What was granted, paid and reclaimed of one aid. Bounds are kept: a rule refuses only what is surely too much. */
export interface AidBalance {
  readonly granted: Figure;
  readonly paid: Sum;
  readonly reclaimed: Sum;
}

export const NOTHING: Sum = { low: 0, high: 0, about: false };

export const plus = (sum: Sum, amount: Figure): Sum => ({
  low: sum.low + Math.max(0, atLeast(amount)),
  high: sum.high + atMost(amount),
  about: sum.about || amount.bound === 'about',
});

/** The sum as a figure that rules can compare. */
export const figureOf = ({ low, high, about }: Sum): Figure => ({ low, high, unit: 'EUR', ...(about && { bound: 'about' }) });

export const granted = (amount: Figure): AidBalance => ({ granted: amount, paid: NOTHING, reclaimed: NOTHING });
export const paid = (balance: AidBalance, amount: Figure): AidBalance => ({ ...balance, paid: plus(balance.paid, amount) });
export const reclaimed = (balance: AidBalance, amount: Figure): AidBalance => ({ ...balance, reclaimed: plus(balance.reclaimed, amount) });

/** No paying more than was granted. */
export function payable(command: Command, { granted: grant, paid: before }: AidBalance, amount: Figure): void {
  const after = plus(before, amount);
  if (surelyMore(figureOf(after), grant))
    refuseUnlessExcepted(command, 'PAID_MORE_THAN_GRANTED', { granted: counted(grant), paid: after.low });
}

/** No reclaiming more than was paid. */
export function reclaimable(command: Command, { paid: received, reclaimed: before }: AidBalance, amount: Figure): void {
  const after = plus(before, amount);
  if (surelyMore(figureOf(after), figureOf(received)))
    refuseUnlessExcepted(command, 'RECLAIMED_MORE_THAN_PAID', { paid: received.low, reclaimed: after.low });
}
