import { subjectOf } from '@app/kernel';
import type { FactRow } from '@app/projecting';
import { placeFromProject } from './aids.js';
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
 * Every version of the things of a bundle, for each audience, at every moment of both times, from their facts. Two readers of one moment who know the
 * same facts read the same version; what only one of them knows leaves no trace in the other's.
 */
export function versionsOf(rows: readonly FactRow[], now: string): FeatureRow[] {
  const facts = (rows as readonly FeatureFactRow[]).map((row): Told => ({ row, saying: JSON.parse(row.says) as Saying }));
  const { bundle } = facts[0]!.row;
  const alone = facts.filter(({ row }) => row.thing === bundle);
  if (alone.length === facts.length) return versionsOfThing(bundle, bundle, facts, now);
  // What is made with a project has its place from there, by what each audience knows of the project.
  const places = alone.map(({ row, saying }): Told => ({ row, saying: placeFromProject(saying) }));
  const byThing = new Map<string, Told[]>();
  for (const fact of facts) {
    const { thing } = fact.row;
    const same = byThing.get(thing);
    if (same) same.push(fact);
    else byThing.set(thing, thing === bundle ? [fact] : [...places, fact]);
  }
  return [...byThing].flatMap(([thing, some]) => versionsOfThing(thing, bundle, some, now));
}

interface Told {
  readonly row: FeatureFactRow;
  readonly saying: Saying;
}

function versionsOfThing(thing: string, bundle: string, facts: readonly Told[], now: string): FeatureRow[] {
  const states = new States(subjectOf(thing).kind);
  const isOpen = facts.every(({ row: { visibleFrom, recordedFrom } }) => visibleFrom === recordedFrom);
  const made: FeatureRow[] = [];
  const tell = (audience: Audience) => {
    for (const [{ state, validFrom, validTo, from }, to] of knownVersions(states, sightsOf(facts, audience))) {
      const { collections, says, drawn, began, ended, box, shape } = state;
      // Its project is known, and not yet the aid.
      if (collections === '') continue;
      const known = { recordedFrom: from, recordedTo: to, over: to !== null && to <= now };
      made.push({ thing, bundle, collections, audience, ...known, validFrom, validTo, began, ended, box, shape, geometry: drawn, says });
    }
  };
  if (isOpen) tell('everyone');
  else for (const audience of ['public', 'insiders'] as const) tell(audience);
  return made;
}

function sightsOf(facts: readonly Told[], audience: Audience): Sight[] {
  const sights: Sight[] = [];
  for (const { row, saying } of facts) {
    const { eventId, revision, earliest, latest, recordedFrom, recordedTo: to, visibleFrom } = row;
    const from = audience === 'public' ? visibleFrom : recordedFrom;
    if (from === null || (to !== null && to <= from)) continue;
    sights.push({ eventId, revision, earliest, latest, from, to, saying });
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
