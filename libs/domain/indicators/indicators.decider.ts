import { refusal, refuseUnlessExcepted, stableJson, surelyMore, type Decider, type Unit } from '@app/kernel';
import type { IndicatorCommands } from './indicators.commands.js';
import type { IndicatorEvents, Observation } from './indicators.events.js';

interface Indicator {
  readonly territoryId?: string;
  readonly unit?: Unit;
  /** What each publication of the series said. */
  readonly vintages: ReadonlyMap<string, readonly Observation[]>;
}

export const indicatorDecider: Decider<Indicator, IndicatorCommands, IndicatorEvents> = {
  kind: 'indicator',
  initial: { vintages: new Map() },
  decide: {
    ObserveIndicator: (command, indicator) => {
      const { indicatorId: id, name, territoryId, figure, compare, of } = command;
      ofOneThing(indicator, id, territoryId, figure.unit);
      if ([compare, of].some((other) => other && other.figure.unit !== figure.unit))
        throw refusal('COMPARED_IN_ANOTHER_UNIT', { unit: figure.unit });
      if (of && surelyMore(figure, of.figure)) refuseUnlessExcepted(command, 'PART_MORE_THAN_WHOLE');
      return [{ type: 'IndicatorObserved', data: { name, territoryId, figure, compare, of } }];
    },
    ObserveSeries: (command, indicator) => {
      const { indicatorId: id, name, territoryId, unit, vintage, naf, definition } = command;
      ofOneThing(indicator, id, territoryId, unit);
      const values = command.values.map(({ period, value }) => ({ period, value }));
      const before = indicator.vintages.get(vintage);
      if (before && stableJson(before) === stableJson(values)) return [];
      if (before) refuseUnlessExcepted(command, 'VINTAGE_OBSERVED_OTHERWISE', { vintage });
      return [{ type: 'SeriesObserved', data: { name, territoryId, unit, vintage, values, naf, definition } }];
    },
  },
  evolve: {
    IndicatorObserved: (indicator, { territoryId, figure }) => ({ ...indicator, territoryId, unit: figure.unit }),
    SeriesObserved: ({ vintages }, { territoryId, unit, vintage, values }) => ({
      territoryId,
      unit,
      vintages: new Map([...vintages, [vintage, values]]),
    }),
  },
};

function ofOneThing(indicator: Indicator, id: string, territoryId: string, unit: Unit): void {
  if (indicator.territoryId && indicator.territoryId !== territoryId)
    throw refusal('INDICATOR_OF_ANOTHER_TERRITORY', { id, territoryId: indicator.territoryId });
  if (indicator.unit && indicator.unit !== unit) throw refusal('INDICATOR_IN_ANOTHER_UNIT', { id, unit: indicator.unit });
}
