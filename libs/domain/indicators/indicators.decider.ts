import { refusal, refuseUnlessExcepted, surelyMore, type Decider, type Unit } from '@app/kernel';
import type { IndicatorCommands } from './indicators.commands.js';
import type { IndicatorEvents } from './indicators.events.js';

interface Indicator {
  readonly territoryId?: string;
  readonly unit?: Unit;
}

export const indicatorDecider: Decider<Indicator, IndicatorCommands, IndicatorEvents> = {
  kind: 'indicator',
  initial: {},
  decide: {
    ObserveIndicator: (command, indicator) => {
      const { indicatorId: id, name, territoryId, figure, compare, of } = command;
      if (indicator.territoryId && indicator.territoryId !== territoryId)
        throw refusal('INDICATOR_OF_ANOTHER_TERRITORY', { id, territoryId: indicator.territoryId });
      if (indicator.unit && indicator.unit !== figure.unit) throw refusal('INDICATOR_IN_ANOTHER_UNIT', { id, unit: indicator.unit });
      if ([compare, of].some((other) => other && other.figure.unit !== figure.unit))
        throw refusal('COMPARED_IN_ANOTHER_UNIT', { unit: figure.unit });
      if (of && surelyMore(figure, of.figure)) refuseUnlessExcepted(command, 'PART_MORE_THAN_WHOLE');
      return [{ type: 'IndicatorObserved', data: { name, territoryId, figure, compare, of } }];
    },
  },
  evolve: { IndicatorObserved: (_, { territoryId, figure }) => ({ territoryId, unit: figure.unit }) },
};
