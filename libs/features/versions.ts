import { subjectOf } from '@app/kernel';
import type { FactRow } from '@app/projecting';
import type { FeatureFactRow } from './feature-fact.row.js';
import type { Audience, FeatureRow } from './feature.row.js';
import type { Saying } from './saying.js';
import { byDay, States, Telling, type KeptState, type Known } from './state.js';

interface Sight extends Known {
  /** From when until when its reader knows it. */
  readonly from: string;
  readonly to: string | null;
}

interface Version {
  readonly state: KeptState;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Since when it is known. */
  readonly from: string;
}

/**
 * Every version of a thing, for each audience, at every moment of both times, from the facts of that thing. Two readers of one moment who know the
 * same facts read the same version; what only one of them knows leaves no trace in the other's.
 */
export function versionsOf(rows: readonly FactRow[], now: string): FeatureRow[] {
  const facts = rows as readonly FeatureFactRow[];
  const sayings = facts.map(({ says }) => JSON.parse(says) as Saying);
  const { thing } = facts[0]!;
  const states = new States(subjectOf(thing).kind);
  const isOpen = facts.every(({ recordedFrom, visibleFrom }) => visibleFrom === recordedFrom);
  const made: FeatureRow[] = [];
  const tell = (audience: Audience) => {
    for (const [{ state, validFrom, validTo, from }, to] of knownVersions(states, sightsOf(facts, sayings, audience))) {
      const { collections, says, drawn, began, ended, box, shape } = state;
      const known = { recordedFrom: from, recordedTo: to, over: to !== null && to <= now };
      made.push({ thing, collections, audience, ...known, validFrom, validTo, began, ended, box, shape, geometry: drawn, says });
    }
  };
  if (isOpen) tell('everyone');
  else for (const audience of ['public', 'insiders'] as const) tell(audience);
  return made;
}

function sightsOf(facts: readonly FeatureFactRow[], sayings: readonly Saying[], audience: Audience): Sight[] {
  const sights: Sight[] = [];
  for (const [index, { eventId, revision, earliest, latest, recordedFrom, recordedTo: to, visibleFrom }] of facts.entries()) {
    const from = audience === 'public' ? visibleFrom : recordedFrom;
    if (from === null || (to !== null && to <= from)) continue;
    sights.push({ eventId, revision, earliest, latest, from, to, saying: sayings[index]! });
  }
  return sights;
}

/** Versions, and until when each was known: one that goes on when something else is learnt is not told twice. */
function* knownVersions(states: States, sights: readonly Sight[]): Generator<readonly [Version, to: string | null]> {
  const ends = new Set(sights.map(({ to }) => to));
  const moments = [...new Set(sights.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))].sort();
  const coming = [...sights].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : byDay(a, b)));
  let next = 0;
  let telling = new Telling(states);
  let open: readonly Version[] = [];
  for (const moment of moments) {
    const first = next;
    while (coming[next]?.from === moment) next += 1;
    if (ends.has(moment) || !telling.follows(coming[first]!)) {
      // What is told by then changes from its middle on: it is told anew.
      telling = new Telling(states);
      const known = coming.slice(0, next).filter(({ to }) => to === null || to > moment);
      for (const sight of known.sort(byDay)) telling.take(sight);
    } else for (const sight of coming.slice(first, next)) telling.take(sight);
    const versions = versionsAt(telling, open, moment);
    const goOn = new Set(versions);
    for (const version of open) if (!goOn.has(version)) yield [version, moment];
    open = versions;
  }
  for (const version of open) yield [version, null];
}

/** The versions known from a moment on; those that were known before are the very same. */
function versionsAt({ spans }: Telling, before: readonly Version[], from: string): Version[] {
  let byDay: Map<string | null, Version> | undefined;
  return spans.map(({ from: validFrom, state }, index) => {
    const validTo = spans[index + 1]?.from ?? null;
    const goesOn = (version: Version | undefined) =>
      version !== undefined && version.state === state && version.validFrom === validFrom && version.validTo === validTo;
    if (goesOn(before[index])) return before[index]!;
    byDay ??= new Map(before.map((version) => [version.validFrom, version]));
    const known = byDay.get(validFrom);
    return goesOn(known) ? known! : { state, validFrom, validTo, from };
  });
}
