import type { Words } from '@app/timeline';
import type { DecisionEvents } from '@domain/decisions';
import { framingIn, indicatorIn } from '../observatories/wire.js';
import type { Narrator } from '../reading/wire/narrator.js';
import type { Followed, Result, Target } from './targets.js';
import type { Pair, Trajectory } from './trajectory.js';
import { wordsOfDashboard } from './words.js';

/** A decision with its challenges, its targets and what was reached of each. */
export function followedIn({ taken, repealed, targets }: Followed, results: ReadonlyMap<Target, Result>, narrator: Narrator, words: Words) {
  const { subject, occurred, sources } = narrator.entry(taken);
  const { challenges = [] } = taken.data as DecisionEvents['DecisionAdopted'];
  return {
    decision: { ...subject, eventId: taken.eventId, occurred, sources, inForce: repealed === null },
    challenges: challenges.map(({ no, name, target }) => ({ no, name, target: target ?? null })),
    targets: targets.map((target) => targetIn(target, results.get(target)!, narrator, words)),
  };
}

function targetIn({ set, data, measure }: Target, result: Result, narrator: Narrator, words: Words) {
  const { occurred, sources } = narrator.entry(set);
  const { missing, reached } = wordsOfDashboard(words.language);
  const { observatory, indicator, asking, cell, share } = result;
  return {
    targetId: data.targetId,
    target: data.target,
    challenge: data.challenge ?? null,
    figure: data.figure ? { ...data.figure, text: words.figure(data.figure) } : null,
    due: data.by ? { edtf: data.by, text: words.date({ edtf: data.by }) } : null,
    eventId: set.eventId,
    occurred,
    sources,
    measure: measure && { indicator: measure.data.indicator, eventId: measure.entry.eventId, reason: measure.entry.reason },
    indicator: observatory && indicator ? indicatorIn(words, observatory.key, indicator) : null,
    ...(asking ? readIn(words, asking) : { territory: null, period: null }),
    result: cell === null ? null : { ...figuresOf(cell) },
    share,
    reached: result.reached && { code: result.reached, label: reached[result.reached] },
    missing: result.missing && { code: result.missing, text: missing[result.missing] },
  };
}

function readIn(words: Words, asking: NonNullable<Result['asking']>) {
  const { territory, period } = framingIn(words, asking);
  return { territory, period };
}

function figuresOf({ key: _, ...figures }: NonNullable<Result['cell']>) {
  return figures;
}

export function trajectoryIn({ years, forecast, noForecast }: Trajectory, { observatory, pledged, realised }: Pair, words: Words) {
  const { missing, rules } = wordsOfDashboard(words.language);
  return {
    pledged: indicatorIn(words, observatory.key, pledged),
    realised: indicatorIn(words, observatory.key, realised),
    rule: rules.trajectory,
    years,
    forecast: forecast && { label: rules.label, rule: rules.forecast, ...forecast },
    noForecast: noForecast && { code: noForecast, text: missing[noForecast] },
  };
}
