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

/** The changes that follow from one event, given what its stream held before. Only corrections and secrets need the history. */
export async function changesOf(projection: Projection, fact: RecordedFact, history: History): Promise<Change[]> {
  const corrects = fact.type === 'FactCorrected' || fact.type === 'FactRetracted';
  const until = revealingEvent(fact);
  const before = corrects || until ? await history(fact.streamId, fact.revision) : [];
  const revealedAt = before.find(({ type }) => type === until)?.recordedAt;
  return [
    ...(corrects ? correction(projection, fact, before) : []),
    // A correction is itself a fact of the history.
    ...inserts(projection, fact, fact.recordedAt, revealedAt),
    { kind: 'reveal', streamId: fact.streamId, type: fact.type, at: fact.recordedAt },
  ];
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

/** The one fact whose content the correction or retraction changed: what was known of it ends, what is known now begins. */
function correction(projection: Projection, by: RecordedFact, history: readonly RecordedFact[]): Change[] {
  const byId = new Map(history.map((fact) => [fact.eventId, fact]));
  const root = rootAffected(by, byId);
  if (!root) return [];
  const after = effectiveFacts(history).find(({ eventId }) => eventId === root);
  const before = effectiveFacts(history.filter(({ revision }) => revision < by.revision)).find(({ eventId }) => eventId === root);
  if (!after && !before) return [];
  const until = after && revealingEvent(after);
  const revealedAt = until ? history.find(({ type }) => type === until)?.recordedAt : undefined;
  return [{ kind: 'close', eventId: root, at: by.recordedAt }, ...(after ? inserts(projection, after, by.recordedAt, revealedAt) : [])];
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

function inserts(projection: Projection, fact: EffectiveFact, recordedFrom: string, revealedAt: string | undefined): Change[] {
  const visibleFrom = visibleSince(fact, recordedFrom, revealedAt);
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

/** From when on the public may know it: never for internal facts; for confidential ones when the day or the event has come. */
function visibleSince({ meta: { visibility } }: RecordedFact, recordedFrom: string, revealedAt: string | undefined): string | null {
  if (visibility.level === 'public') return recordedFrom;
  if (visibility.level === 'internal') return null;
  const day = visibility.until?.date ? `${new Date(startOfDay(visibility.until.date)).toISOString().slice(0, -1)}000Z` : undefined;
  const lifted = [revealedAt, day].filter((time) => time !== undefined).sort()[0];
  if (!lifted) return null;
  return lifted > recordedFrom ? lifted : recordedFrom;
}
