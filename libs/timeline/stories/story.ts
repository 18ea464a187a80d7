import type { Claim, FactMeta, SubjectModule } from '@app/kernel';
import type { ClaimQueries, ClaimsOfSubject } from '../queries/claims.queries.js';
import type { Entry } from '../queries/entry.js';
import type { Moment, Reader } from '@app/projecting';
import type { TimelineFilter, TimelineQueries } from '../queries/timeline.queries.js';
import { after, UNTOLD, type StoryState } from './state.js';

/** One fact and where the subject stands after it. */
export interface Step {
  readonly index: number;
  readonly entry: Entry;
  readonly state: StoryState;
}

export interface Story {
  readonly kind: string;
  readonly id: string;
  readonly state: StoryState;
  readonly facts: number;
  readonly claims: ClaimsOfSubject;
}

/** Most facts that one replay tells; beyond, the timeline is read page by page. */
const MOST_STEPS = 5_000;

/** Tells one subject's story, or a territory's, step by step, at any moment of both times. */
export class Stories {
  constructor(
    private readonly timeline: TimelineQueries,
    private readonly claims: ClaimQueries,
    private readonly subjectOfKind: (kind: string) => SubjectModule | undefined,
  ) {}

  /** Where a subject stands and what is said of it; undefined when this reader knows nothing of it at that moment. */
  async story(kind: string, id: string, moment: Moment, reader: Reader): Promise<Story | undefined> {
    const steps = await this.steps(kind, id, moment, reader);
    const last = steps.at(-1);
    if (!last) return undefined;
    return { kind, id, state: last.state, facts: steps.length, claims: await this.claims.ofSubject(kind, id, moment, reader) };
  }

  /** The facts of a subject in the order they happened, each with the state after it; an undated entry in the register comes first. */
  async steps(kind: string, id: string, moment: Moment, reader: Reader): Promise<readonly Step[]> {
    const facts = await this.timeline.facts(kind, id, moment, reader);
    const isOwn = (entry: Entry) => entry.kind === kind && entry.subjectId === id;
    const opens = (entry: Entry) => isOwn(entry) && entry.revision === 0 && entry.placedBy === 'publication';
    let state: StoryState = UNTOLD;
    return [...facts.filter(opens), ...facts.filter((entry) => !opens(entry))].map((entry, index) => {
      // An aid to the project stands in its story; it does not change where the project stands.
      if (isOwn(entry)) state = after(state, entry, this.claimsOf);
      return { index, entry, state };
    });
  }

  /** The facts of a territory in the order they happened; the state is that of the subject each is about. */
  async territorySteps(territory: string, filter: TimelineFilter, moment: Moment, reader: Reader): Promise<readonly Step[]> {
    const states = new Map<string, StoryState>();
    const { entries } = await this.timeline.page({ ...filter, territory }, moment, reader, { limit: MOST_STEPS });
    return entries.map((entry, index) => {
      const subject = `${entry.kind}-${entry.subjectId}`;
      const state = after(states.get(subject) ?? UNTOLD, entry, this.claimsOf);
      states.set(subject, state);
      return { index, entry, state };
    });
  }

  private readonly claimsOf = (entry: Entry): readonly Claim[] => {
    if (entry.type === 'ClaimRecorded') return [entry.data as unknown as Claim];
    const claims = this.subjectOfKind(entry.kind)?.claims ?? {};
    const of = Object.hasOwn(claims, entry.type) ? claims[entry.type] : undefined;
    return of?.(entry.data as never, { occurred: entry.occurred } as FactMeta) ?? [];
  };
}
