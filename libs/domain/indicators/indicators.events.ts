import type { Figure } from '@app/kernel';

export interface IndicatorEvents {
  /**
   * Somebody observed a figure of a territory for a period (`occurred`). Not computed by us.
   * `compare` is the same quantity elsewhere, `of` the whole it is part of, as the source sets them side by side.
   */
  IndicatorObserved: { name: string; territoryId: string; figure: Figure; compare?: ObservedElsewhere; of?: ObservedElsewhere };
}

export interface ObservedElsewhere {
  readonly territoryId: string;
  readonly figure: Figure;
}
