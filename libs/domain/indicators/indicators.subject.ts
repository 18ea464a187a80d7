import { figureEn, figureFr, subjectModule } from '@app/kernel';
import { indicatorCommands } from './indicators.commands.js';
import { indicatorDecider } from './indicators.decider.js';

type Facts = Record<'id' | 'territoryId' | 'unit', string>;

export const indicators = subjectModule({
  decider: indicatorDecider,
  plural: 'indicators',
  idField: 'indicatorId',
  commands: indicatorCommands,
  routes: { ObserveIndicator: 'observations' },
  sentences: {
    fr: {
      IndicatorObserved: ({ figure, compare, of }) =>
        `Observé : ${figureFr(figure)}${of ? ` sur ${figureFr(of.figure)} (ensemble : ${of.territoryId})` : ''}${compare ? ` contre ${figureFr(compare.figure)} (${compare.territoryId})` : ''}`,
    },
    en: {
      IndicatorObserved: ({ figure, compare, of }) =>
        `Observed: ${figureEn(figure)}${of ? ` out of ${figureEn(of.figure)} (whole: ${of.territoryId})` : ''}${compare ? ` against ${figureEn(compare.figure)} (${compare.territoryId})` : ''}`,
    },
  },
  refusals: {
    fr: {
      INDICATOR_OF_ANOTHER_TERRITORY: ({ id, territoryId }: Facts) =>
        `L’indicateur « ${id} » est celui de « ${territoryId} » : donnez un autre identifiant.`,
      INDICATOR_IN_ANOTHER_UNIT: ({ id, unit }: Facts) => `L’indicateur « ${id} » se compte en « ${unit} ».`,
    },
    en: {
      INDICATOR_OF_ANOTHER_TERRITORY: ({ id, territoryId }: Facts) =>
        `Indicator "${id}" belongs to "${territoryId}": give another identifier.`,
      INDICATOR_IN_ANOTHER_UNIT: ({ id, unit }: Facts) => `Indicator "${id}" is counted in "${unit}".`,
    },
  },
  claims: { IndicatorObserved: ({ figure }) => [{ about: 'value', figure }] },
});
