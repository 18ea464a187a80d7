import { atLeast, atMost, counted, parseOccurred, type Figure, type Occurred } from '@app/kernel';
import { ask, ruleAt, type Cell, type Indicator, type Observatory } from '@app/measuring';
import { observatoryOf } from '@app/observatories';
import type { Moment, Reader, ReadModels } from '@app/projecting';
import { territoriesAt, type Territories } from '@app/territories';
import type { Entry } from '@app/timeline';
import type { DecisionEvents } from '@domain/decisions';
import { askingOf, type Asking } from '../observatories/asking.js';

/** What the dashboard reads of decisions. */
export const DECISION_TYPES = ['DecisionAdopted', 'AgreementSigned', 'TargetSet', 'TargetMeasureChosen', 'DecisionRepealed'];

/** A decision, and what it promised. */
export interface Followed {
  readonly taken: Entry;
  readonly repealed: Entry | null;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly set: Entry;
  readonly data: DecisionEvents['TargetSet'];
  readonly measure: { readonly entry: Entry; readonly data: DecisionEvents['TargetMeasureChosen'] } | null;
}

/** Why there is no result to tell, or nothing to hold it against. */
export type Missing = 'NO_MEASURE' | 'INDICATOR_UNKNOWN' | 'TERRITORY_UNKNOWN' | 'NOTHING_RECORDED' | 'NO_FIGURE' | 'UNITS_DIFFER';

export interface Result {
  readonly observatory?: Observatory;
  readonly indicator?: Indicator;
  readonly asking?: Asking;
  readonly cell: Cell | null;
  /** Of the target, what is reached: 1 is all of it. Null where they cannot be compared. */
  readonly share: number | null;
  readonly reached: 'reached' | 'not-reached' | 'uncertain' | null;
  readonly missing: Missing | null;
}

/** The decisions that these facts tell of, in the order they were taken. A decision of which only a target is known to this reader is none. */
export function followedIn(facts: readonly Entry[]): Followed[] {
  const byDecision = new Map<string, Entry[]>();
  for (const fact of facts) byDecision.set(fact.subjectId, [...(byDecision.get(fact.subjectId) ?? []), fact]);
  return [...byDecision.values()].flatMap((all) => {
    const said = all.toSorted((a, b) => a.revision - b.revision);
    const taken = said.find(({ type }) => type === 'DecisionAdopted' || type === 'AgreementSigned');
    if (!taken) return [];
    const measures = said.filter(({ type }) => type === 'TargetMeasureChosen');
    const targets = said.filter(({ type }) => type === 'TargetSet').map((set) => targetOf(set, measures));
    return [{ taken, repealed: said.find(({ type }) => type === 'DecisionRepealed') ?? null, targets }];
  });
}

function targetOf(set: Entry, measures: readonly Entry[]): Target {
  const data = set.data as DecisionEvents['TargetSet'];
  const chosen = measures.findLast((measure) => measure.data.targetId === data.targetId);
  return { set, data, measure: chosen ? { entry: chosen, data: chosen.data as DecisionEvents['TargetMeasureChosen'] } : null };
}

/** Reads what was reached of each target, by the indicator chosen for it, within its period. */
export async function resultsOf(
  models: ReadModels,
  targets: readonly Target[],
  moment: Moment,
  reader: Reader,
): Promise<ReadonlyMap<Target, Result>> {
  const territories = await territoriesAt(models, moment, reader);
  const results = new Map<Target, Result>();
  for (const target of targets) results.set(target, await resultOf(models, territories, target, moment, reader));
  return results;
}

async function resultOf(models: ReadModels, territories: Territories, target: Target, moment: Moment, reader: Reader): Promise<Result> {
  const { measure, data, set } = target;
  if (!measure) return without('NO_MEASURE');
  const [key, name] = measure.data.indicator.split('/') as [string, string];
  const observatory = observatoryOf(key);
  const indicator = observatory?.indicators.find((one) => one.key === name);
  if (!observatory || !indicator) return without('INDICATOR_UNKNOWN');
  const from = measure.data.from === undefined ? set.occurred : parseOccurred(measure.data.from);
  const given = {
    territory: measure.data.territoryId,
    from: from as Occurred | undefined,
    to: data.by ? parseOccurred(data.by) : undefined,
  };
  const asking = askingOf(territories, observatory, indicator, { given, by: [], moment, reader });
  if (!asking) return without('TERRITORY_UNKNOWN');
  const { cells } = await ask(models, ruleAt(indicator, moment.asOf), asking.question);
  const cell = cells[0] ?? null;
  const read = { observatory, indicator, asking, cell };
  if (cell === null || cell.value === null) return { ...read, ...without('NOTHING_RECORDED'), cell };
  if (!data.figure) return { ...read, ...without('NO_FIGURE'), cell };
  if (data.figure.unit !== indicator.unit) return { ...read, ...without('UNITS_DIFFER'), cell };
  return { ...read, share: shareOf(cell.value, data.figure), reached: reachedBy(cell, data.figure), missing: null };
}

const without = (missing: Missing): Result => ({ cell: null, share: null, reached: null, missing });

const shareOf = (value: number, figure: Figure): number | null => {
  const wanted = counted(figure);
  return wanted === 0 ? null : Number((value / wanted).toPrecision(6));
};

/** A ceiling is kept, anything else is reached; where the sources leave a span on both sides of it, nobody can tell. */
function reachedBy({ value, low, high }: Cell, figure: Figure): Result['reached'] {
  const [least, most] = [low ?? value!, high ?? value!];
  if (figure.bound === 'at-most') return most <= atMost(figure) ? 'reached' : least > atMost(figure) ? 'not-reached' : 'uncertain';
  const wanted = atLeast(figure);
  return least >= wanted ? 'reached' : most < wanted ? 'not-reached' : 'uncertain';
}
