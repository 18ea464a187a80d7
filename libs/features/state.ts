import type { Geometry } from '@app/kernel';
import type { FeatureFactRow } from './feature-fact.row.js';
import type { Saying, Scalars } from './saying.js';

/** A thing as some facts tell it. */
export interface State {
  readonly is: Scalars;
  readonly stands: Scalars;
  readonly geometry: Geometry | null;
  /** First and last day of the thing itself. */
  readonly began: string | null;
  readonly ended: string | null;
}

/** A state, from a day on until that of the next; null: from always. */
export interface Span {
  readonly from: string | null;
  readonly state: State;
}

/** A fact that is known, with what it says. */
export interface Known extends Pick<FeatureFactRow, 'eventId' | 'revision' | 'earliest' | 'latest'> {
  readonly saying: Saying;
}

/** The thing on every day, by these facts: what has no date is taken to have always been so. Empty without facts. */
export function spansOf(facts: readonly Known[]): readonly Span[] {
  const telling = new Telling();
  const spans: Span[] = [];
  for (const fact of [...facts].sort(byDay)) {
    const from = dayOf(fact);
    const last = spans.at(-1);
    const state = telling.after(fact);
    if (last && last.from === from) spans[spans.length - 1] = { from, state };
    else if (!last || last.state !== state) spans.push({ from, state });
  }
  return spans;
}

const dayOf = ({ earliest, latest }: Known): string | null => earliest ?? latest;

const byDay = (a: Known, b: Known): number =>
  compare(dayOf(a) ?? '', dayOf(b) ?? '') || a.revision - b.revision || compare(a.eventId, b.eventId);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Takes facts in by day. What describes the thing goes by the order in which facts were recorded, all the same. */
class Telling {
  private state: State = { is: {}, stands: {}, geometry: null, began: null, ended: null };
  private readonly revisions = new Map<string, number>();

  /** The very same state when the fact changes nothing. */
  after({ revision, earliest, latest, saying }: Known): State {
    const { is = {}, stands = {}, geometry, there, ends, momentary } = saying;
    const described = Object.entries(is).filter(([key]) => this.isLatest(key, revision));
    const { state } = this;
    const next: State = {
      is: { ...state.is, ...Object.fromEntries(described) },
      stands: { ...state.stands, ...stands },
      geometry: geometry && this.isLatest('geometry', revision) ? geometry : state.geometry,
      began: there ? first(state.began, earliest ?? latest) : state.began,
      ended: momentary || ends === true ? (latest ?? earliest) : ends === false ? null : state.ended,
    };
    if (JSON.stringify(next) !== JSON.stringify(state)) this.state = next;
    return this.state;
  }

  private isLatest(key: string, revision: number): boolean {
    if (revision < (this.revisions.get(key) ?? -1)) return false;
    this.revisions.set(key, revision);
    return true;
  }
}

const first = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);
