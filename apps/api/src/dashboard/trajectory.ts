import {
  ask,
  forecast,
  LEVEL,
  ruleAt,
  type Cell,
  type ForecastYear,
  type Indicator,
  type Observatory,
  type YearAmount,
} from '@app/measuring';
import { dayOf } from '@app/kernel';
import { observatoryOf } from '@app/observatories';
import type { Moment, ReadModels } from '@app/projecting';
import type { Asking } from '../observatories/asking.js';
import type { NoForecast } from './words.js';

/** What may be followed from its promise to its result. */
export const TRAJECTORIES = ['jobs', 'investment'] as const;
export type TrajectoryOf = (typeof TRAJECTORIES)[number];

export interface Pair {
  readonly observatory: Observatory;
  readonly pledged: Indicator;
  readonly realised: Indicator;
}

const PAIRS: Readonly<Record<TrajectoryOf, readonly [observatory: string, pledged: string, realised: string]>> = {
  jobs: ['emploi-competences', 'jobs-pledged', 'jobs-created'],
  investment: ['conjoncture-reprise', 'investment-announced', 'investment-realised'],
};

export function pairOf(of: TrajectoryOf): Pair {
  const [key, ...names] = PAIRS[of];
  const observatory = observatoryOf(key)!;
  const [pledged, realised] = names.map((name) => observatory.indicators.find((indicator) => indicator.key === name)!);
  return { observatory, pledged: pledged!, realised: realised! };
}

/** Where things stood at the end of a year, and by how much that changed within it. Null where it must not be told. */
export interface Standing {
  readonly atTheEnd: number | null;
  readonly within: number | null;
}

export interface TrajectoryYear {
  readonly year: number;
  readonly isWhole: boolean;
  readonly pledged: Standing;
  readonly realised: Standing;
}

export interface Trajectory {
  readonly years: readonly TrajectoryYear[];
  readonly forecast: {
    readonly level: number;
    readonly from: number;
    readonly to: number;
    readonly years: readonly ForecastYear[];
  } | null;
  readonly noForecast: NoForecast | null;
}

/**
 * Pledged against realised, year by year, and what the whole years prolong to. Both questions are broken down by year, from the beginning: what a
 * year changed is known by the one before. `since` is the first year that is told.
 */
export async function trajectoryOf(
  models: ReadModels,
  { pledged, realised }: Pair,
  [ofPledged, ofRealised]: readonly [Asking, Asking],
  moment: Moment,
  { ahead, since = -Infinity }: { readonly ahead: number; readonly since?: number },
): Promise<Trajectory> {
  const cellsOf = async (indicator: Indicator, { question }: Asking) => (await ask(models, ruleAt(indicator, moment.asOf), question)).cells;
  const [promises, results] = [await cellsOf(pledged, ofPledged), await cellsOf(realised, ofRealised)];
  const known = [...promises, ...results].flatMap(({ key: { year } }) => (year ? [Number(year)] : []));
  if (known.length === 0) return { years: [], forecast: null, noForecast: 'TOO_FEW_YEARS' };
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const whole = lastWholeYear(moment);
  const standings = [standingsOf(promises, first, last), standingsOf(results, first, last)] as const;
  const all = Array.from({ length: last - first + 1 }, (_, index): TrajectoryYear => {
    const year = first + index;
    return { year, isWhole: year <= whole, pledged: standings[0][index]!, realised: standings[1][index]! };
  });
  const years = all.filter(({ year }) => year >= since);
  return { years, ...forecastOf(years, ahead) };
}

function forecastOf(years: readonly TrajectoryYear[], ahead: number): Pick<Trajectory, 'forecast' | 'noForecast'> {
  const whole = years.filter(({ isWhole }) => isWhole);
  const amounts = whole.flatMap(({ year, realised: { within } }): YearAmount[] => (within === null ? [] : [{ year, value: within }]));
  if (amounts.length < whole.length) return { forecast: null, noForecast: 'YEARS_WITHHELD' };
  const told = forecast(amounts, ahead);
  if (!told) return { forecast: null, noForecast: 'TOO_FEW_YEARS' };
  return { forecast: { level: LEVEL, from: amounts[0]!.year, to: amounts.at(-1)!.year, years: told }, noForecast: null };
}

/** Before the first year nothing is known to stand; a year without a cell has nothing standing. */
function standingsOf(cells: readonly Cell[], first: number, last: number): Standing[] {
  const byYear = new Map(cells.map((cell) => [Number(cell.key.year), cell]));
  const standings: Standing[] = [];
  let before: number | null = 0;
  for (let year = first; year <= last; year++) {
    const cell = byYear.get(year);
    const atTheEnd: number | null = cell ? cell.value : 0;
    standings.push({ atTheEnd, within: atTheEnd === null || before === null ? null : Number((atTheEnd - before).toPrecision(12)) });
    before = atTheEnd;
  }
  return standings;
}

/** The last year of which all is over, and may be known, at the moment. */
function lastWholeYear({ at, asOf }: Moment): number {
  const day = [at ?? dayOf(new Date()), dayOf(asOf ? new Date(asOf) : new Date())].sort()[0]!;
  const year = Number(day.slice(0, 4));
  return day.endsWith('-12-31') ? year : year - 1;
}
