import { rightHanded, type Geometry } from '@app/kernel';
import { collectionsOf } from './collections.js';
import { placeOf } from './feature.js';
import type { FeatureFactRow } from './feature-fact.row.js';
import type { Saying, Scalar, Scalars } from './saying.js';
import { bounds, boxText, EVERYWHERE, shapeText } from './shapes.js';

/** A thing as some facts tell it. */
export interface State {
  readonly is: Scalars;
  readonly stands: Scalars;
  readonly geometry: Geometry | null;
  /** First and last day of the thing itself. */
  readonly began: string | null;
  readonly ended: string | null;
}

/** A state as it is kept. Two that say the same are the same object, as far as one `States` goes. */
export interface KeptState extends State {
  /** JSON text of what it says, by property, without what it does not say. */
  readonly says: string;
  /** JSON text of its own geometry. */
  readonly drawn: string | null;
  /** The layers that it is in, separated by commas. */
  readonly collections: string;
  readonly box: string;
  readonly shape: string | null;
}

/** A state, from a day on until that of the next; null: from always. */
export interface Span {
  readonly from: string | null;
  readonly state: KeptState;
}

/** A fact that is known, with what it says. */
export interface Known extends Pick<FeatureFactRow, 'eventId' | 'revision' | 'earliest' | 'latest'> {
  readonly saying: Saying;
}

const dayOf = ({ earliest, latest }: Known): string | null => earliest ?? latest;

/** Facts by their day: what has no date is taken to have always been so. */
export const byDay = (a: Known, b: Known): number =>
  compare(dayOf(a) ?? '', dayOf(b) ?? '') || a.revision - b.revision || compare(a.eventId, b.eventId);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The states of one thing, each made once. */
export class States {
  private readonly known = new Map<string, KeptState>();

  constructor(private readonly kind: string) {}

  of(state: State): KeptState {
    const says = textOf(state);
    const drawn = state.geometry && JSON.stringify(rightHanded(state.geometry));
    const key = `${state.began}|${state.ended}|${drawn}|${says}`;
    let kept = this.known.get(key);
    if (!kept) {
      const place = state.geometry ?? placeOf(state.is.commune_code);
      const box = boxText(place === undefined ? EVERYWHERE : bounds(place));
      const shape = place === undefined ? null : shapeText(place);
      kept = { ...state, says, drawn, collections: collectionsOf(this.kind, state).join(), box, shape };
      this.known.set(key, kept);
    }
    return kept;
  }
}

/** A property that says nothing is told as null by every page: it need not be kept. */
function textOf({ is, stands }: State): string {
  const said: Record<string, Scalar> = {};
  for (const key in is) if (is[key] !== null && !(key in stands)) said[key] = is[key]!;
  for (const key in stands) if (stands[key] !== null) said[key] = stands[key]!;
  return JSON.stringify(said);
}

const NOTHING: State = { is: {}, stands: {}, geometry: null, began: null, ended: null };

/** The thing on every day, by the facts taken in so far. Takes them in by day; what describes the thing goes by the order in which they were recorded. */
export class Telling {
  readonly spans: Span[] = [];
  private state = NOTHING;
  private last: Known | undefined;
  private readonly revisions = new Map<string, number>();

  constructor(private readonly states: States) {}

  /** Whether a fact comes after all that were taken in. */
  follows(fact: Known): boolean {
    return this.last === undefined || byDay(this.last, fact) < 0;
  }

  take(fact: Known): void {
    this.last = fact;
    const from = dayOf(fact);
    const before = this.spans.at(-1);
    const next = this.after(fact);
    const state = before && next === this.state ? before.state : this.states.of(next);
    this.state = next;
    if (before && before.from === from) this.spans[this.spans.length - 1] = { from, state };
    else if (!before || before.state !== state) this.spans.push({ from, state });
  }

  /** The very same state when the fact changes nothing. */
  private after({ revision, earliest, latest, saying }: Known): State {
    const { is, stands, geometry, there, ends, momentary } = saying;
    const { state } = this;
    const described = is && this.described(state.is, is, revision);
    const next: State = {
      is: described ?? state.is,
      stands: stands && changes(state.stands, stands) ? { ...state.stands, ...stands } : state.stands,
      geometry: geometry && this.isLatest('geometry', revision) ? geometry : state.geometry,
      began: there ? first(state.began, earliest ?? latest) : state.began,
      ended: momentary || ends === true ? (latest ?? earliest) : ends === false ? null : state.ended,
    };
    return changes(state as never, next as never) ? next : state;
  }

  private described(before: Scalars, is: Scalars, revision: number): Scalars {
    const next: Record<string, Scalar> = { ...before };
    let isOther = false;
    for (const key in is) {
      if (!this.isLatest(key, revision)) continue;
      isOther ||= next[key] !== is[key];
      next[key] = is[key]!;
    }
    return isOther ? next : before;
  }

  private isLatest(key: string, revision: number): boolean {
    if (revision < (this.revisions.get(key) ?? -1)) return false;
    this.revisions.set(key, revision);
    return true;
  }
}

function changes(before: Scalars, next: Scalars): boolean {
  for (const key in next) if (before[key] !== next[key]) return true;
  return false;
}

const first = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);
