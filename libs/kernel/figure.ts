/** What a figure counts in. Amounts in euros, areas in hectares or square metres, shares between 0 and 1. */
export const UNITS = ['people', 'EUR', 'ha', 'm2', 'share', 'points', 'count'] as const;
export type Unit = (typeof UNITS)[number];

export const BOUNDS = ['exact', 'about', 'at-least', 'at-most'] as const;
export type Bound = (typeof BOUNDS)[number];

/** What a promise has become: four different numbers with the same denominator. */
export const CLAIM_STATUSES = ['announced', 'committed', 'realised', 'surviving'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/**
 * A quantity as its source gives it: one value, or a span `low..high`; `outOf` is the denominator a share was given against.
 * Never averaged, never rounded, never completed.
 */
export interface Figure {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: Unit;
  readonly bound?: Bound;
  readonly outOf?: { readonly value?: number; readonly of: string };
  /** What exactly was counted, in the words of our glossary. */
  readonly definition?: string;
  /** EDTF: when the quantity was observed, if not when the event occurred. */
  readonly observed?: string;
}

/** The smallest quantity the figure allows; -Infinity when its source only gives a ceiling. */
export function atLeast(figure: Figure): number {
  if (figure.bound === 'at-most') return -Infinity;
  return figure.low ?? figure.value ?? -Infinity;
}

/** The largest quantity the figure allows; Infinity when its source only gives a floor. */
export function atMost(figure: Figure): number {
  if (figure.bound === 'at-least') return Infinity;
  return figure.high ?? figure.value ?? Infinity;
}

/**
 * True when even the smallest reading of `a` is more than the largest reading of `b`: only then may a rule refuse.
 * "About" leaves 10 %. What is counted in different units cannot be compared.
 */
export function surelyMore(a: Figure, b: Figure): boolean {
  const most = atMost(b);
  const slack = a.bound === 'about' || b.bound === 'about' ? Math.abs(most) / 10 : 0;
  return a.unit === b.unit && atLeast(a) > most + slack;
}

/** The one number to add up when a rule needs a sum: the value, else the low end of the span. */
export function counted(figure: Figure): number {
  return figure.value ?? figure.low ?? figure.high ?? 0;
}
