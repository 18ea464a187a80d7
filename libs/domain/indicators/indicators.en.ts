import { figureEn, type SentencesOf } from '@app/kernel';
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
};

type Facts = Record<'id' | 'territoryId' | 'unit', string>;

export const indicatorRefusalsEn = {
  INDICATOR_OF_ANOTHER_TERRITORY: ({ id, territoryId }: Facts) => `Indicator "${id}" belongs to "${territoryId}": give another identifier.`,
  INDICATOR_IN_ANOTHER_UNIT: ({ id, unit }: Facts) => `Indicator "${id}" is counted in another unit (${unit}).`,
  COMPARED_IN_ANOTHER_UNIT: ({ unit }: Facts) => `Only what is counted in the same unit (${unit}) can be compared.`,
  PART_MORE_THAN_WHOLE: () => 'The observed value exceeds that of the whole it is part of.',
};
