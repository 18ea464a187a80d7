import { effectiveFacts, rootOf, startOfDay, type CorrectionEvents, type EffectiveFact, type RecordedFact } from '@app/kernel';
import type { KnownPart } from './copy-rows.js';
import type { EntityClass } from './data-source.js';
import type { FactRow, Projection } from './projection.js';

/** What one event does to a projection's tables. */
export type Change =
  | { readonly kind: 'insert'; readonly table: EntityClass; readonly row: FactRow }
  /** Ends what was known of an event at `at`, in every table. */
  | { readonly kind: 'close'; readonly eventId: string; readonly at: string }
  /** Lifts the secret of what waited for this type of event in this stream. */
  | { readonly kind: 'reveal'; readonly streamId: string; readonly type: string; readonly at: string };

/** Reads a stream's facts up to a revision, that one included. */
export type History = (streamId: string, through: number) => Promise<readonly RecordedFact[]>;

/** What one event makes known or ends, whatever the projection. */
export interface Learnt {
  readonly fact: RecordedFact;
  /** The event whose content it corrects or retracts. */
  readonly closes?: string;
  /** The facts that are known from now on: itself, and before it what it makes of the one that it corrects. */
  readonly facts: readonly { readonly fact: EffectiveFact; readonly visibleFrom: string | null }[];
}

/** Reads the stream where it is needed: only corrections and secrets need the history. */
export async function learntFrom(fact: RecordedFact, history: History): Promise<Learnt> {
  const { recordedAt, type } = fact;
  const corrects = type === 'FactCorrected' || type === 'FactRetracted';
  const before = corrects || revealingEvent(fact) ? await history(fact.streamId, fact.revision) : [];
  const known = (one: EffectiveFact) => ({ fact: one, visibleFrom: visibleSince(one, recordedAt, revealedIn(before, one)) });
  // A correction is itself a fact of the history.
  const itself = known(fact);
  const corrected = corrects ? correction(fact, before) : undefined;
  if (!corrected) return { fact, facts: [itself] };
  return { fact, closes: corrected.root, facts: corrected.after ? [known(corrected.after), itself] : [itself] };
}

/** The changes that follow in the tables of a projection. */
export function changesIn(projection: Projection, { fact: { streamId, type, recordedAt: at }, closes, facts }: Learnt): Change[] {
  return [
    ...(closes === undefined ? [] : [{ kind: 'close' as const, eventId: closes, at }]),
    ...facts.flatMap(({ fact, visibleFrom }) => inserts(projection, fact, at, visibleFrom)),
    { kind: 'reveal', streamId, type, at },
  ];
}

/** The changes that follow from one event, given what its stream held before. */
export async function changesOf(projection: Projection, fact: RecordedFact, history: History): Promise<Change[]> {
  return changesIn(projection, await learntFrom(fact, history));
}

/**
 * What is known of the rows of a fact whose stream need not be read: it corrects nothing, and no event lifts its secret. Undefined for the
 * others, which go by `changesOf`. Whatever waited for its type is revealed all the same.
 */
export function plainlyKnown(fact: RecordedFact): KnownPart | undefined {
  if (fact.type === 'FactCorrected' || fact.type === 'FactRetracted' || revealingEvent(fact) !== undefined) return undefined;
  const { eventId, streamId, recordedAt: recordedFrom } = fact;
  return { eventId, recordedFrom, recordedTo: null, visibleFrom: visibleSince(fact, recordedFrom, undefined), revealedBy: null, streamId };
}

/** The one fact whose content the correction or retraction changed, as it is from now on. */
function correction(by: RecordedFact, history: readonly RecordedFact[]): { root: string; after: EffectiveFact | undefined } | undefined {
  const root = rootAffected(by, new Map(history.map((fact) => [fact.eventId, fact])));
  if (!root) return undefined;
  const after = effectiveFacts(history).find(({ eventId }) => eventId === root);
  if (!after && !effectiveFacts(history.filter(({ revision }) => revision < by.revision)).some(({ eventId }) => eventId === root))
    return undefined;
  return { root, after };
}

/** When the event that lifts the secret of a fact was recorded, if it was. */
function revealedIn(history: readonly RecordedFact[], fact: EffectiveFact): string | undefined {
  const until = revealingEvent(fact);
  return until === undefined ? undefined : history.find(({ type }) => type === until)?.recordedAt;
}

function rootAffected(by: RecordedFact, byId: ReadonlyMap<string, RecordedFact>): string | undefined {
  let target =
    by.type === 'FactCorrected'
      ? (by.data as CorrectionEvents['FactCorrected']).corrects
      : (by.data as CorrectionEvents['FactRetracted']).retracts;
  for (;;) {
    const fact = byId.get(target);
    if (fact?.type === 'FactRetracted') target = (fact.data as CorrectionEvents['FactRetracted']).retracts;
    else return rootOf(target, byId);
  }
}

function inserts(projection: Projection, fact: EffectiveFact, recordedFrom: string, visibleFrom: string | null): Change[] {
  const revealedBy = revealingEvent(fact) ?? null;
  let ordinal = 0;
  return projection.rows(fact).flatMap(({ table, rows }) =>
    rows.map((row): Change => {
      const known: FactRow = {
        eventId: fact.eventId,
        ordinal: ordinal++,
        recordedFrom,
        recordedTo: null,
        visibleFrom,
        revealedBy,
        streamId: fact.streamId,
      };
      return { kind: 'insert', table, row: { ...row, ...known } };
    }),
  );
}

const revealingEvent = ({ meta: { visibility } }: RecordedFact): string | undefined =>
  visibility.level === 'confidential' ? visibility.until?.event : undefined;

/** True of a row that an event to come may reveal, be it before the day that would. */
export const awaitsEvent = ({ revealedBy, visibleFrom, recordedFrom }: FactRow): boolean =>
  revealedBy !== null && (visibleFrom === null || visibleFrom > recordedFrom);

/** From when on the public may know it: never for internal facts; for confidential ones when the day or the event has come, the first of the two. */
function visibleSince({ meta: { visibility } }: RecordedFact, recordedFrom: string, revealedAt: string | undefined): string | null {
  if (visibility.level === 'public') return recordedFrom;
  if (visibility.level === 'internal') return null;
  const day = visibility.until?.date ? `${new Date(startOfDay(visibility.until.date)).toISOString().slice(0, -1)}000Z` : undefined;
  const lifted = [revealedAt, day].filter((time) => time !== undefined).sort()[0];
  if (!lifted) return null;
  return lifted > recordedFrom ? lifted : recordedFrom;
}
