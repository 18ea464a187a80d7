import type { Citation, RecordedFact } from './fact.js';
import type { ClaimStatus, Figure } from './figure.js';
import type { Occurred } from './occurred.js';

/** What every stream may hold beside the facts of its own decider: sayings, corrections, disputes. */
export interface CorrectionEvents {
  /** A source says something about the subject that is no event of its own: a headcount, a buyer's name, another closing date. */
  ClaimRecorded: Claim;
  /** The fact `corrects` (or the correction that replaced it) was recorded wrongly: this is what it should have said. */
  FactCorrected: { readonly corrects: string; readonly fact: ReplacementFact };
  /** The fact, correction or retraction `retracts` should never have been recorded. */
  FactRetracted: { readonly retracts: string };
  /** Two or more recorded facts or claims cannot all be right, or do not count the same thing. Both stay readable. */
  FactDisputed: { readonly disputes: string; readonly with: readonly string[]; readonly about: string };
  /** A body or a person in office ranked the claims of a dispute. `preferred` absent: they count different things, none is wrong. */
  DisputeSettled: { readonly dispute: string; readonly preferred?: string; readonly decidedBy: string };
}

export interface ReplacementFact {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Record<string, unknown>;
  readonly occurred: Occurred | null;
  readonly sources: readonly Citation[];
}

/** Something said about a subject by a source. Exactly one of `figure`, `date`, `text` carries what was said. */
export interface Claim {
  /** Key of what it is about, comparable between claims of one subject: `employees`, `jobs-lost`, `closed-on`, `owner`. */
  readonly about: string;
  readonly figure?: Figure;
  readonly date?: Occurred;
  readonly text?: string;
  readonly status?: ClaimStatus;
  /** When it was said, if the source tells (EDTF). */
  readonly said?: Occurred;
  /** The same quantity as shares of named wholes, as the source gives them. */
  readonly shares?: readonly { readonly value: number; readonly outOf: number; readonly of: string }[];
  readonly breakdown?: readonly { readonly kind: string; readonly value: number }[];
  readonly note?: string;
}

export const CORRECTION_TYPES = ['FactCorrected', 'FactRetracted', 'FactDisputed', 'DisputeSettled'] as const;

/** A fact as it stands after corrections: same identity and place in the stream, the content of its last valid correction. */
export interface EffectiveFact extends RecordedFact {
  /** The correction whose content this is; absent when the fact stands as first recorded. */
  readonly correctedBy?: RecordedFact;
}

/**
 * Applies corrections and retractions. Facts keep their order and identity; corrections and retractions themselves are left out,
 * claims and disputes stay. Give it only what was recorded by `asOf` to know what was known then.
 *
 * A retraction may void a correction (the earlier content returns) or another retraction (the fact returns).
 */
export function effectiveFacts(facts: readonly RecordedFact[]): EffectiveFact[] {
  const byId = new Map(facts.map((fact) => [fact.eventId, fact]));
  const voided = voidedFacts(facts);
  const replacement = new Map<string, RecordedFact>();
  for (const fact of facts) {
    if (fact.type !== 'FactCorrected' || voided.has(fact.eventId)) continue;
    const root = rootOf((fact.data as CorrectionEvents['FactCorrected']).corrects, byId);
    if (root) replacement.set(root, fact);
  }
  return facts
    .filter((fact) => fact.type !== 'FactCorrected' && fact.type !== 'FactRetracted' && !voided.has(fact.eventId))
    .map((fact) => corrected(fact, replacement.get(fact.eventId)));
}

/** Identifiers of what retractions in force have withdrawn. A retraction that was itself withdrawn withdraws nothing. */
export function voidedFacts(facts: readonly RecordedFact[]): ReadonlySet<string> {
  const voided = new Set<string>();
  // Newest first: nothing later can void what is read now.
  for (const fact of [...facts].reverse()) {
    if (fact.type === 'FactRetracted' && !voided.has(fact.eventId)) voided.add((fact.data as CorrectionEvents['FactRetracted']).retracts);
  }
  return voided;
}

/** The fact a correction is finally about, through corrections of corrections. Undefined when it is not in this stream. */
export function rootOf(eventId: string, byId: ReadonlyMap<string, RecordedFact>): string | undefined {
  let fact = byId.get(eventId);
  while (fact?.type === 'FactCorrected') {
    const corrected = byId.get((fact.data as CorrectionEvents['FactCorrected']).corrects);
    // Only what came before can be corrected: an imported stream that says otherwise must not send us round in circles.
    fact = corrected && corrected.revision < fact.revision ? corrected : undefined;
  }
  return fact?.eventId;
}

function corrected(fact: RecordedFact, by: RecordedFact | undefined): EffectiveFact {
  if (!by) return fact;
  const { fact: content } = by.data as unknown as CorrectionEvents['FactCorrected'];
  return {
    ...fact,
    type: content.type,
    schemaVersion: content.schemaVersion,
    data: content.data,
    meta: { ...fact.meta, occurred: content.occurred, sources: content.sources },
    correctedBy: by,
  };
}
