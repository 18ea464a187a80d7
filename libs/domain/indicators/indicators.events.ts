import type { Figure, Naf, Unit } from '@app/kernel';

export interface IndicatorEvents {
  /**
   * Somebody observed a figure of a territory for a period (`occurred`). Not computed by us.
   * `compare` is the same quantity elsewhere, `of` the whole it is part of, as the source sets them side by side.
   */
  IndicatorObserved: { name: string; territoryId: string; figure: Figure; compare?: ObservedElsewhere; of?: ObservedElsewhere };
  /**
   * Somebody published a series of a territory, whole, as it then stood (`vintage`). Not computed by us. The next publication revises
   * past periods too: it is another event, and the earlier one stays what was known until then.
   */
  SeriesObserved: {
    name: string;
    territoryId: string;
    unit: Unit;
    vintage: string;
    values: readonly Observation[];
    /** The activity it is observed of, where it is not all of them. */
    naf?: Naf;
    definition?: string;
  };
}

export interface ObservedElsewhere {
  readonly territoryId: string;
  readonly figure: Figure;
}

export interface Observation {
  /** EDTF: `2023-35` for the third quarter. */
  readonly period: string;
  /** In the unit of the series. */
  readonly value: number;
}
