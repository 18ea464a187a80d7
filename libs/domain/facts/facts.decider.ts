import {
  effectiveFacts,
  fold,
  parseOccurred,
  refusal,
  rootOf,
  schemaVersionOf,
  type AnyDecider,
  type Claim,
  type Command,
  type CorrectionEvents,
  type Fact,
  type RecordedFact,
} from '@app/kernel';
import type { CorrectFact, DisputeFact, RecordClaim, RetractFact, SettleDispute } from './facts.commands.js';

type Facts = readonly RecordedFact[];
type Said = Fact<Record<string, object>>[];

/** What a stream says beside its own decider: the rules of claims, corrections, retractions, disputes and settlements. Pure. */
export const factRules = {
  RecordClaim(command: RecordClaim, facts: Facts): Said {
    if (facts.length === 0) throw refusal('UNKNOWN_SUBJECT', { ...command.subject });
    return [{ type: 'ClaimRecorded', data: claimOf(command) }];
  },

  /** `replacement` is the command that should have been recorded, already validated as what it is. */
  CorrectFact(command: CorrectFact, facts: Facts, replacement: Command, decider: AnyDecider): Said {
    const target = found(facts, command.corrects);
    const byId = index(facts);
    const root = byId.get(rootOf(command.corrects, byId)!)!;
    if (isAbout(root)) throw refusal('NOT_A_FACT', { eventId: command.corrects, type: target.type });
    standing(facts, root.eventId);
    const content = replacementOf(facts, root, replacement, decider);
    return [
      {
        type: 'FactCorrected',
        data: { corrects: command.corrects, fact: content },
        occurred: content.occurred,
        visibility: root.meta.visibility,
      },
    ];
  },

  RetractFact(command: RetractFact, facts: Facts): Said {
    const target = found(facts, command.retracts);
    if (voided(facts).has(command.retracts)) return [];
    return [
      { type: 'FactRetracted', data: { retracts: command.retracts }, occurred: target.meta.occurred, visibility: target.meta.visibility },
    ];
  },

  DisputeFact(command: DisputeFact, facts: Facts): Said {
    const target = found(facts, command.disputes);
    const others = command.with ?? [];
    for (const other of others) found(facts, other);
    if (others.includes(command.disputes)) throw refusal('DISPUTED_WITH_ITSELF', { eventId: command.disputes });
    const data = { disputes: command.disputes, with: others, about: command.about };
    return [{ type: 'FactDisputed', data, occurred: null, visibility: target.meta.visibility }];
  },

  SettleDispute(command: SettleDispute, facts: Facts): Said {
    const dispute = found(facts, command.dispute);
    if (dispute.type !== 'FactDisputed') throw refusal('NOT_A_DISPUTE', { eventId: command.dispute });
    const { disputes, with: others } = dispute.data as CorrectionEvents['FactDisputed'];
    if (command.preferred && ![disputes, ...others].includes(command.preferred))
      throw refusal('PREFERRED_NOT_IN_DISPUTE', { eventId: command.preferred });
    const data = { dispute: command.dispute, preferred: command.preferred, decidedBy: command.decidedBy };
    return [{ type: 'DisputeSettled', data, visibility: dispute.meta.visibility }];
  },
};

/** The replacement is decided as the original was: against the state its stream was in before it, as known now. */
function replacementOf(facts: Facts, root: RecordedFact, command: Command, decider: AnyDecider): CorrectionEvents['FactCorrected']['fact'] {
  const decided: Said =
    root.type === 'ClaimRecorded'
      ? [{ type: 'ClaimRecorded', data: claimOf(command as RecordClaim) }]
      : decide(
          decider,
          command,
          effectiveFacts(facts).filter(({ revision }) => revision < root.revision),
        );
  const fact = decided.find(({ type }) => type === root.type) ?? (decided.length === 1 ? decided[0] : undefined);
  if (!fact) throw refusal('CORRECTION_SAYS_NOTHING', { eventId: root.eventId, type: root.type });
  return {
    type: fact.type,
    schemaVersion: schemaVersionOf(decider, fact.type),
    data: { ...fact.data },
    occurred: command.occurred === undefined ? null : parseOccurred(command.occurred, command.occurredRaw),
    sources: (command.sources ?? []).map(({ documentId, locator }) => ({ documentId, locator })),
  };
}

function decide(decider: AnyDecider, command: Command, before: Facts): Said {
  const rule = Object.hasOwn(decider.decide, command.constructor.name) ? decider.decide[command.constructor.name] : undefined;
  if (!rule) throw refusal('CORRECTION_OF_ANOTHER_KIND', { kind: decider.kind, command: command.constructor.name });
  return rule(command, fold(decider, before)) as Said;
}

function claimOf({ about, figure, date, text, status, said, shares, breakdown, note }: RecordClaim): Claim {
  const given = [figure, date, text].filter((value) => value !== undefined).length;
  if (given !== 1 && !(given === 0 && breakdown?.length)) throw refusal('CLAIM_SAYS_ONE_THING', { about });
  return {
    about,
    figure,
    date: date === undefined ? undefined : parseOccurred(date),
    text,
    status,
    said: said === undefined ? undefined : parseOccurred(said),
    shares: shares?.map(({ value, outOf, of }) => ({ value, outOf, of })),
    breakdown: breakdown?.map(({ kind, value }) => ({ kind, value })),
    note,
  };
}

const index = (facts: Facts) => new Map(facts.map((fact) => [fact.eventId, fact]));

function found(facts: Facts, eventId: string): RecordedFact {
  const fact = facts.find((candidate) => candidate.eventId === eventId);
  if (!fact) throw refusal('FACT_UNKNOWN', { eventId });
  return fact;
}

function standing(facts: Facts, eventId: string): void {
  if (voided(facts).has(eventId)) throw refusal('FACT_RETRACTED', { eventId });
}

/** What retractions in force have withdrawn. */
function voided(facts: Facts): ReadonlySet<string> {
  const gone = new Set<string>();
  for (const fact of [...facts].reverse()) {
    if (fact.type === 'FactRetracted' && !gone.has(fact.eventId)) gone.add((fact.data as CorrectionEvents['FactRetracted']).retracts);
  }
  return gone;
}

/** Retractions, disputes and settlements are about facts; they are not corrected but retracted and said again. */
const isAbout = ({ type }: RecordedFact) => ['FactRetracted', 'FactDisputed', 'DisputeSettled'].includes(type);
