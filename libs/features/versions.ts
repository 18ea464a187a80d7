import { subjectOf } from '@app/kernel';
import type { FactRow } from '@app/projecting';
import { collectionsOf } from './collections.js';
import type { FeatureFactRow } from './feature-fact.row.js';
import { AUDIENCES, type Audience, type FeatureRow } from './feature.row.js';
import { featureOf } from './feature.js';
import type { Saying } from './saying.js';
import { spansOf, type Known, type State } from './state.js';

interface Sight extends Known {
  /** From when until when its reader knows it. */
  readonly from: string;
  readonly to: string | null;
}

interface Version {
  readonly collection: string;
  readonly state: State;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/**
 * Every version of the features that a thing is, for each audience, at every moment of both times, from the facts of that thing. Two readers of
 * one moment who know the same facts read the same version; what only one of them knows leaves no trace in the other's.
 */
export function versionsOf(rows: readonly FactRow[], now: string): FactRow[] {
  const facts = rows as readonly FeatureFactRow[];
  const { thing, eventId, streamId } = facts[0]!;
  const { kind, id } = subjectOf(thing);
  const made: FeatureRow[] = [];
  const tell = (audience: Audience): FeatureRow[] =>
    [...knownVersions(kind, sightsOf(facts, audience))].map(({ version, from, to }) => {
      const { collection, state, validFrom, validTo } = version;
      const known = { eventId, streamId, ordinal: 0, recordedFrom: from, recordedTo: to, visibleFrom: null, revealedBy: null };
      const when = { validFrom, validTo, began: state.began, ended: state.ended, over: to !== null && to <= now };
      return { ...known, ...when, thing, audience, collection, ...featureOf(collection, id, state) };
    });
  // Of most things everybody knows the same, from the same moments on: their versions are made once.
  const isOpen = facts.every(({ recordedFrom, visibleFrom }) => visibleFrom === recordedFrom);
  const open = isOpen ? tell('public') : undefined;
  for (const audience of AUDIENCES) for (const row of open ?? tell(audience)) made.push({ ...row, audience, ordinal: made.length });
  return made;
}

function sightsOf(facts: readonly FeatureFactRow[], audience: Audience): Sight[] {
  return facts.flatMap((fact) => {
    const { eventId, revision, earliest, latest, recordedFrom, recordedTo: to, visibleFrom, says } = fact;
    const from = audience === 'public' ? visibleFrom : recordedFrom;
    if (from === null || (to !== null && to <= from)) return [];
    return [{ eventId, revision, earliest, latest, from, to, saying: JSON.parse(says) as Saying }];
  });
}

/** Versions with the time over which each was known: one that goes on when something else is learnt is not told twice. */
function* knownVersions(kind: string, sights: readonly Sight[]): Generator<{ version: Version; from: string; to: string | null }> {
  const moments = [...new Set(sights.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))].sort();
  let open = new Map<string, { version: Version; from: string }>();
  for (const moment of moments) {
    const known = sights.filter(({ from, to }) => from <= moment && (to === null || to > moment));
    const next: typeof open = new Map();
    for (const version of versionsBy(kind, known)) {
      const key = JSON.stringify(version);
      next.set(key, open.get(key) ?? { version, from: moment });
    }
    for (const [key, { version, from }] of open) if (!next.has(key)) yield { version, from, to: moment };
    open = next;
  }
  for (const { version, from } of open.values()) yield { version, from, to: null };
}

function* versionsBy(kind: string, facts: readonly Known[]): Generator<Version> {
  const spans = spansOf(facts);
  for (const [index, { from: validFrom, state }] of spans.entries()) {
    const validTo = spans[index + 1]?.from ?? null;
    for (const collection of collectionsOf(kind, state)) yield { collection, state, validFrom, validTo };
  }
}
