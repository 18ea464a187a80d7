/** What happened in one year, as an amount. */
export interface YearAmount {
  readonly year: number;
  readonly value: number;
}

export interface ForecastYear {
  readonly year: number;
  readonly value: number;
  /** Between these, with a probability of `LEVEL`, if the years to come vary about the same straight line as those of before. */
  readonly low: number;
  readonly high: number;
}

export const LEVEL = 0.95;
/** Fewer years leave an interval that says nothing: with three there is one degree of freedom, and the quantile is 12.7. */
export const FEWEST_YEARS = 5;

/**
 * Prolongs yearly amounts on their straight line, with its prediction interval; undefined on fewer than five years.
 *
 * Least squares: `b = Σ(x−x̄)(y−ȳ) / Σ(x−x̄)²`, `a = ȳ − b·x̄`. In the year `x`: `a + b·x ± t(0.975, n−2) · s · √(1 + 1/n + (x−x̄)² / Σ(x−x̄)²)`,
 * with `s² = Σ(y − a − b·x)² / (n−2)`. What is counted is never less than nothing: what lies below zero is told as zero.
 *
 * A description of the years there were, no cause: see D. C. Montgomery, E. A. Peck, G. G. Vining, Introduction to Linear Regression Analysis,
 * section "Prediction of new observations" (2.5 of the fifth edition).
 * @param ahead how many years after the last one
 */
export function forecast(amounts: readonly YearAmount[], ahead: number): readonly ForecastYear[] | undefined {
  const n = amounts.length;
  if (n < FEWEST_YEARS) return undefined;
  const meanYear = sum(amounts, ({ year }) => year) / n;
  const mean = sum(amounts, ({ value }) => value) / n;
  const spread = sum(amounts, ({ year }) => (year - meanYear) ** 2);
  const slope = sum(amounts, ({ year, value }) => (year - meanYear) * (value - mean)) / spread;
  const lineAt = (year: number) => mean + slope * (year - meanYear);
  const deviation = Math.sqrt(sum(amounts, ({ year, value }) => (value - lineAt(year)) ** 2) / (n - 2));
  const last = Math.max(...amounts.map(({ year }) => year));
  return Array.from({ length: ahead }, (_, index) => {
    const year = last + index + 1;
    const margin = studentQuantile(n - 2) * deviation * Math.sqrt(1 + 1 / n + (year - meanYear) ** 2 / spread);
    const [value, low, high] = [lineAt(year), lineAt(year) - margin, lineAt(year) + margin].map(toldAs) as [number, number, number];
    return { year, value, low, high };
  });
}

const sum = (amounts: readonly YearAmount[], of: (amount: YearAmount) => number): number =>
  amounts.reduce((total, amount) => total + of(amount), 0);

/** A forecast is no measure: what follows the point would only pretend. */
const toldAs = (value: number): number => Math.max(0, Math.round(value));

/** Quantiles of Student’s t for a level of 95 %, from one degree of freedom to thirty. */
const QUANTILES = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098,
  2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
];
const NORMAL = 1.959964;

/** Beyond the table, the first terms of its expansion about the normal quantile (Abramowitz and Stegun, 26.7.5). */
export function studentQuantile(freedom: number): number {
  const tabled = QUANTILES[freedom - 1];
  if (tabled !== undefined) return tabled;
  const z = NORMAL;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}
