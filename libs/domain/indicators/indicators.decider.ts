import { refusal, type Decider } from '@app/kernel';
import type { IndicatorCommands } from './indicators.commands.js';
import type { IndicatorEvents } from './indicators.events.js';

interface Indicator {
  readonly territoryId?: string;
  readonly unit?: string;
}

export const indicatorDecider: Decider<Indicator, IndicatorCommands, IndicatorEvents> = {
  kind: 'indicator',
  initial: {},
  decide: {
    ObserveIndicator: ({ indicatorId, name, territoryId, figure, compare, of }, indicator) => {
      if (indicator.territoryId && indicator.territoryId !== territoryId)
        throw refusal('INDICATOR_OF_ANOTHER_TERRITORY', { id: indicatorId, territoryId: indicator.territoryId });
      if (indicator.unit && indicator.unit !== figure.unit)
        throw refusal('INDICATOR_IN_ANOTHER_UNIT', { id: indicatorId, unit: indicator.unit });
      return [{ type: 'IndicatorObserved', data: { name, territoryId, figure, compare, of } }];
    },
  },
  evolve: { IndicatorObserved: (_, { territoryId, figure }) => ({ territoryId, unit: figure.unit }) },
};
