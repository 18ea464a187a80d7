import type { Command } from './command.js';
import type { EventMap, Fact, RecordedFact } from './fact.js';

/** What `evolve` may read of an event beside its payload. */
export type Envelope = Pick<RecordedFact, 'eventId' | 'revision' | 'recordedAt' | 'meta'>;

/**
 * The rules of one stream: pure, keyed by name, so that a forgotten event does not compile. No clock, no database, no `await`.
 * `decide` answers the facts that follow from a command, `[]` when it is already so, or throws a Refusal.
 * `evolve` never refuses: what happened, happened.
 *
 * An interface and not a type: TypeScript cannot infer the event union through an alias.
 */
export interface Decider<State, Commands extends Record<keyof Commands, Command>, Events extends EventMap> {
  /** Category of its streams, and the kind of subject it is about: `site` for `site-bridgestone-bethune`. */
  readonly kind: string;
  readonly initial: State;
  readonly decide: { readonly [Name in keyof Commands]: (command: Commands[Name], state: State) => Fact<Events>[] };
  readonly evolve: { readonly [Type in keyof Events]: (state: State, data: Events[Type], envelope: Envelope) => State };
  /** Per event type, the steps from one schema version to the next: `[v1→v2, v2→v3]`. What was stored is never rewritten. */
  readonly upcasts?: { readonly [Type in keyof Events]?: readonly Upcast[] };
}

export type Upcast = (data: Record<string, unknown>) => Record<string, unknown>;

// A decider whose names are no longer known, as registries and the generic handler hold it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyDecider = Decider<any, any, any>;

/** The schema version that new events of this type get: 1 + the number of upcasts. */
export function schemaVersionOf(decider: Pick<AnyDecider, 'upcasts'>, type: string): number {
  return 1 + (decider.upcasts?.[type]?.length ?? 0);
}

/** Brings a stored payload to the newest shape. */
export function upcast(decider: Pick<AnyDecider, 'upcasts'>, type: string, schemaVersion: number, data: Record<string, unknown>) {
  const steps = decider.upcasts?.[type] ?? [];
  return steps.slice(schemaVersion - 1).reduce((shape, step) => step(shape), data);
}

/** Folds facts in order. A type the decider does not know (a claim, a dispute) changes no rule's state. */
export function fold<State>(decider: Decider<State, never, never> | AnyDecider, facts: Iterable<RecordedFact>): State {
  let state = decider.initial as State;
  for (const fact of facts) {
    const evolve = Object.hasOwn(decider.evolve, fact.type) ? (decider as AnyDecider).evolve[fact.type] : undefined;
    if (evolve) state = evolve(state, fact.data, fact) as State;
  }
  return state;
}
