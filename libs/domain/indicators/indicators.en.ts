import { dateEn, figureEn, parseOccurred, type SentencesOf } from '@app/kernel';
import type { IndicatorEvents } from './indicators.events.js';

export const indicatorSentencesEn: SentencesOf<IndicatorEvents> = {
  IndicatorObserved: ({ figure, compare, of }) =>
    [
      `Observed: ${figureEn(figure)}`,
      of && `out of ${figureEn(of.figure)} in the whole territory`,
      compare && `against ${figureEn(compare.figure)} in the territory compared with`,
    ]
      .filter(Boolean)
      .join(', '),
  SeriesObserved: ({ vintage, values, unit }) => {
    const last = values.at(-1)!;
    return [
      `Series published (vintage ${vintage})`,
      figureEn({ value: values.length, unit: 'count' }, 'value'),
      `the last, ${dateEn(parseOccurred(last.period))}: ${figureEn({ value: last.value, unit })}`,
    ].join('; ');
  },
};

type Facts = Record<'id' | 'territoryId' | 'unit' | 'vintage', string>;

export const indicatorRefusalsEn = {
  INDICATOR_OF_ANOTHER_TERRITORY: ({ id, territoryId }: Facts) => `Indicator "${id}" belongs to "${territoryId}": give another identifier.`,
  INDICATOR_IN_ANOTHER_UNIT: ({ id, unit }: Facts) => `Indicator "${id}" is counted in another unit (${unit}).`,
  COMPARED_IN_ANOTHER_UNIT: ({ unit }: Facts) => `Only what is counted in the same unit (${unit}) can be compared.`,
  VINTAGE_OBSERVED_OTHERWISE: ({ vintage }: Facts) =>
    `Vintage "${vintage}" is already recorded with other values: give another vintage, or correct the fact if it is wrong.`,
  PART_MORE_THAN_WHOLE: () => 'The observed value exceeds that of the whole it is part of.',
};
