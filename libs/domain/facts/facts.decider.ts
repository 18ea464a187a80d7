import {
  effectiveFacts,
  fold,
  parseOccurred,
  PUBLIC,
  refusal,
  rootOf,
  schemaVersionOf,
  stableJson,
  voidedFacts,
  type AnyDecider,
  type Claim,
  type Command,
  type CorrectionEvents,
  type Fact,
  type RecordedFact,
  type ReplacementFact,
  type Visibility,
} from '@app/kernel';
import type { CorrectFact, DisputeFact, RecordClaim, RetractFact, SettleDispute } from './facts.commands.js';

type Facts = readonly RecordedFact[];
type Said = Fact<Record<string, object>>[];

/** What a stream says beside its own decider: the rules of claims, corrections, retractions, disputes and settlements. Pure. */
export const factRules = {
  RecordClaim(command: RecordClaim, facts: Facts): Said {
    if (facts.length === 0) throw refusal('UNKNOWN_SUBJECT', { ...command.subject });
    return [{ type: 'ClaimRecorded', data: claimOf(command), visibility: visibilityOfClaim(command, facts) }];
  },

  /** `replacement` is the command that should have been recorded, already validated as what it is. */
  CorrectFact(command: CorrectFact, facts: Facts, replacement: Command, decider: AnyDecider): Said {
    const root = standingFact(facts, command.corrects);
    const before = effectiveFacts(facts);
    const current = before.find(({ eventId }) => eventId === root.eventId)!;
    const content = replacementOf(
      before.filter(({ revision }) => revision < root.revision),
      root,
      replacement,
      decider,
    );
    if (saysTheSame(current, content)) return [];
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
    const target = standing(facts, command.retracts);
    return [
      { type: 'FactRetracted', data: { retracts: command.retracts }, occurred: target.meta.occurred, visibility: target.meta.visibility },
    ];
  },

  DisputeFact(command: DisputeFact, facts: Facts): Said {
    // What is disputed is the fact, by whichever of its corrections it was named.
    const disputed = standingFact(facts, command.disputes);
    const others = new Map((command.with ?? []).map((eventId) => standingFact(facts, eventId)).map((fact) => [fact.eventId, fact]));
    if (others.has(disputed.eventId)) throw refusal('DISPUTED_WITH_ITSELF', { eventId: command.disputes });
    const data = { disputes: disputed.eventId, with: [...others.keys()], about: command.about };
    const already = effectiveFacts(facts).some(({ type, data: said }) => type === 'FactDisputed' && stableJson(said) === stableJson(data));
    return already ? [] : [{ type: 'FactDisputed', data, occurred: null, visibility: strictest([disputed, ...others.values()]) }];
  },

  SettleDispute(command: SettleDispute, facts: Facts): Said {
    const { dispute: disputeId, decidedBy } = command;
    const dispute = standing(facts, disputeId);
    if (dispute.type !== 'FactDisputed') throw refusal('NOT_A_DISPUTE', { eventId: disputeId });
    const { disputes, with: others } = dispute.data as unknown as CorrectionEvents['FactDisputed'];
    const preferred = command.preferred && standingFact(facts, command.preferred).eventId;
    if (preferred && ![disputes, ...others].includes(preferred)) throw refusal('PREFERRED_NOT_IN_DISPUTE', { eventId: preferred });
    const data = { dispute: disputeId, preferred, decidedBy };
    const settlements = effectiveFacts(facts).filter(({ type, data: said }) => type === 'DisputeSettled' && said.dispute === disputeId);
    const last = settlements.at(-1);
    if (last && stableJson(last.data) === stableJson(data)) return [];
    return [{ type: 'DisputeSettled', data, visibility: dispute.meta.visibility }];
  },
};

/** The replacement is decided as the original was: against the state its stream was in before it, as known now. */
function replacementOf(before: Facts, root: RecordedFact, command: Command, decider: AnyDecider): ReplacementFact {
  const isClaim = 'about' in command && command.constructor.name === 'RecordClaim';
  if (isClaim !== (root.type === 'ClaimRecorded')) throw refusal('CORRECTION_SAYS_NOTHING', { eventId: root.eventId, type: root.type });
  const decided: Said = isClaim ? [{ type: 'ClaimRecorded', data: claimOf(command as RecordClaim) }] : decide(decider, command, before);
  const fact = decided.find(({ type }) => type === root.type);
  if (!fact) throw refusal('CORRECTION_SAYS_NOTHING', { eventId: root.eventId, type: root.type });
  const own = command.occurred === undefined ? null : parseOccurred(command.occurred, command.occurredRaw);
  return {
    type: fact.type,
    schemaVersion: schemaVersionOf(decider, fact.type),
    data: { ...fact.data },
    occurred: fact.occurred === undefined ? own : fact.occurred,
    sources: (command.sources ?? []).map(({ documentId, locator }) => ({ documentId, locator })),
  };
}

const saysTheSame = ({ data, meta: { occurred, sources } }: RecordedFact, replacement: ReplacementFact): boolean =>
  stableJson({ data, occurred, sources }) ===
  stableJson({ data: replacement.data, occurred: replacement.occurred, sources: replacement.sources });

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

/** The fact behind an identifier, through its corrections; neither it nor they may have been withdrawn. */
function standingFact(facts: Facts, eventId: string): RecordedFact {
  const target = standing(facts, eventId);
  const byId = new Map(facts.map((fact) => [fact.eventId, fact]));
  const root = byId.get(rootOf(eventId, byId) ?? '');
  if (!root || isAboutFacts(root)) throw refusal('NOT_A_FACT', { eventId, type: target.type });
  return standing(facts, root.eventId);
}

function standing(facts: Facts, eventId: string): RecordedFact {
  const fact = facts.find((candidate) => candidate.eventId === eventId);
  if (!fact) throw refusal('FACT_UNKNOWN', { eventId });
  if (voidedFacts(facts).has(eventId)) throw refusal('FACT_RETRACTED', { eventId });
  return fact;
}

/** Retractions, disputes and settlements are about facts; they are not corrected but retracted and said again. */
const isAboutFacts = ({ type }: RecordedFact) => ['FactRetracted', 'FactDisputed', 'DisputeSettled'].includes(type);

const SECRECY = ['public', 'internal', 'confidential'] as const;
const secrecy = ({ level }: Visibility) => SECRECY.indexOf(level);

/** What puts several facts side by side shows no more than the most hidden of them. */
function strictest(parties: Facts): Visibility {
  return parties.map(({ meta }) => meta.visibility).reduce((most, one) => (secrecy(one) > secrecy(most) ? one : most));
}

/** A claim gives nothing away of a subject that is still a secret: it is as hidden as the fact the subject became known by. */
function visibilityOfClaim({ visibility = PUBLIC }: RecordClaim, facts: Facts): Visibility {
  const opening = facts[0]!.meta.visibility;
  const lifted = opening.level === 'confidential' && facts.some(({ type }) => type === opening.until?.event);
  return !lifted && secrecy(opening) > secrecy(visibility) ? opening : visibility;
}
