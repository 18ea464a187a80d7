import { parseOccurred, subjectOf, type EffectiveFact, type Figure, type Occurred } from '@app/kernel';
import { measured, type Measured } from '@app/measuring';
import type { IndicatorEvents } from '@domain/indicators';

type Observed = IndicatorEvents['IndicatorObserved'];
type Series = IndicatorEvents['SeriesObserved'];

/** The last publication of a series replaces those before: see `MeasuredRow.rank`. */
const VINTAGE = -1;

/** What a source says of a territory, and beside it of the whole it is part of and of the one it is compared with: each is of its own territory. */
export function observedRows(fact: EffectiveFact, { territoryId, figure, of, compare }: Observed): Measured[] {
  const others = [of, compare].filter((other) => other !== undefined);
  return [{ territoryId, figure }, ...others].map((said) => rowOf(fact, seriesOf(fact, territoryId), said, fact.meta.occurred));
}

/** One row for each period of the series. */
export function seriesRows(fact: EffectiveFact, { territoryId, unit, values }: Series): Measured[] {
  const series = seriesOf(fact, territoryId);
  return values.map(({ period, value }) => ({
    ...rowOf(fact, series, { territoryId, figure: { value, unit } }, parseOccurred(period)),
    rank: VINTAGE,
  }));
}

interface Said {
  readonly territoryId: string;
  readonly figure: Figure;
}

/** Two figures are rivals when they are of one series, one period and one territory. */
function rowOf(fact: EffectiveFact, series: string, { territoryId, figure }: Said, occurred: Occurred | null): Measured {
  const claim = `${series}@${occurred?.edtf ?? ''}@${territoryId}`;
  return measured(fact, { measure: 'observed', category: series, claim, territoryIds: [territoryId], figure, occurred });
}

/** `unemployment` of `indicator-unemployment-ze-lens`: the same series is a subject of its own in each territory. */
function seriesOf({ streamId }: EffectiveFact, territoryId: string): string {
  const { id } = subjectOf(streamId);
  return id.endsWith(`-${territoryId}`) ? id.slice(0, -territoryId.length - 1) : id;
}
