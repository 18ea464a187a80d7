import type { Indicator } from '../indicator.js';
import type { Reading } from '../reading.js';
import { ask, type ReadModels } from './ask.js';
import { minus } from './cells.js';
import { contributions, type Contribution } from './lineage.js';
import type { Question } from './question.js';

/** Why a figure is no longer what it was. The four parts add up to `after - before`. */
export interface Restatement {
  readonly before: number | null;
  readonly after: number | null;
  readonly parts: {
    /** The indicator is made otherwise. */
    readonly rule: number;
    /** The territory is known to have other boundaries. */
    readonly boundaries: number;
    /** What had been recorded was corrected, retracted, or a dispute about it settled. */
    readonly corrections: number;
    /** What was recorded since. */
    readonly news: number;
  };
  /** Facts whose share is another one, the largest difference first. */
  readonly changes: readonly Change[];
  /** There are more than are told. */
  readonly more: boolean;
}

export interface Change {
  readonly eventId: string;
  readonly streamId: string;
  readonly because: 'news' | 'correction';
  readonly before: number;
  readonly after: number;
}

const MOST_COMPARED = 20_000;
const MOST_TOLD = 200;

/** The rule that an indicator was made by at an instant. */
export function ruleAt({ reading, formerly = [] }: Indicator, instant: string | null): Reading {
  if (instant === null) return reading;
  // Last first: the oldest rule that had not ended yet.
  return formerly.filter(({ until }) => instant < until).at(-1)?.reading ?? reading;
}

/**
 * Explains a figure as known at one moment by the same figure as known before. Both questions are without breakdown, `before.moment.asOf` is given.
 * One thing changes at a time, from then to now: the rule, the boundaries, what was corrected, what is new.
 */
export async function restatement(source: ReadModels, indicator: Indicator, before: Question, after: Question): Promise<Restatement> {
  const since = before.moment.asOf!;
  const [then, now] = [ruleAt(indicator, since), ruleAt(indicator, after.moment.asOf)];
  const steps = await Promise.all([
    figure(source, then, before),
    figure(source, now, before),
    figure(source, now, { ...before, scope: after.scope }),
    figure(source, now, { ...after, recordedBy: since }),
    figure(source, now, after),
  ]);
  const [old, ruled, bounded, corrected, current] = steps;
  const [was, is] = await Promise.all([sharesOf(source, then, before), sharesOf(source, now, after)]);
  const changes = changesBetween(was, is, since);
  return {
    before: old!,
    after: current!,
    parts: {
      rule: minus(ruled, old),
      boundaries: minus(bounded, ruled),
      corrections: minus(corrected, bounded),
      news: minus(current, corrected),
    },
    changes: changes.slice(0, MOST_TOLD),
    more: changes.length > MOST_TOLD || was.length === MOST_COMPARED || is.length === MOST_COMPARED,
  };
}

async function figure(source: ReadModels, reading: Reading, question: Question): Promise<number | null> {
  return (await ask(source, reading, question)).cells[0]?.value ?? null;
}

async function sharesOf(source: ReadModels, reading: Reading, question: Question): Promise<readonly Contribution[]> {
  return (await contributions(source, reading, question, { limit: MOST_COMPARED })).contributions;
}

function changesBetween(was: readonly Contribution[], is: readonly Contribution[], since: string): Change[] {
  const changes = new Map<string, { -readonly [Name in keyof Change]: Change[Name] }>();
  const changeOf = ({ eventId, streamId, firstRecorded }: Contribution) => {
    const known = changes.get(eventId) ?? {
      eventId,
      streamId,
      because: firstRecorded > since ? ('news' as const) : ('correction' as const),
      before: 0,
      after: 0,
    };
    changes.set(eventId, known);
    return known;
  };
  const signed = ({ role, share }: Contribution) => (role === 'subtracted' ? -share : role === 'denominator' ? 0 : share);
  for (const one of was) changeOf(one).before += signed(one);
  for (const one of is) changeOf(one).after += signed(one);
  return [...changes.values()]
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.eventId < b.eventId ? -1 : 1));
}
