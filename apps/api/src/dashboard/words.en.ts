import type { MissingWords, ReachedWords, Rules } from './words.js';

export const missingEn: MissingWords = {
  NO_MEASURE: 'No indicator is chosen for this target: its results cannot be read.',
  INDICATOR_UNKNOWN: 'There is no such indicator here.',
  TERRITORY_UNKNOWN: 'The territory chosen is not known.',
  NOTHING_RECORDED: 'Nothing is recorded for this period.',
  NO_FIGURE: 'The decision gives no figure for this target.',
  UNITS_DIFFER: 'The target and the indicator do not count the same thing.',
  TOO_FEW_YEARS: 'Fewer than five whole years: no forecast would be one.',
  YEARS_WITHHELD: 'Years are withheld, since they would point at people: nothing is forecast.',
};

export const reachedEn: ReachedWords = { reached: 'reached', 'not-reached': 'not reached', uncertain: 'the sources do not say' };

export const rulesEn: Rules = {
  results:
    'The indicator chosen, from the day said (otherwise that on which the target was set) until it is due; an indicator of what stands is that of the end, with what was there before. "Reached" when even the low end of the span is enough, "not reached" when even the high end is not.',
  trajectory:
    'What is pledged and what is observed on 31 December, and by how much each changed within the year. The current year is not whole: it is shown, and not used to forecast.',
  forecast:
    'Forecast: the least-squares line through what was observed in each whole year, prolonged, with its 95% prediction interval: a + b·x ± t(0.975, n−2) · s · √(1 + 1/n + (x−x̄)²/Σ(x−x̄)²). A year without facts counts as zero; nothing is forecast below zero. It prolongs the past and explains nothing.',
  label: 'A forecast, not an observation',
};
