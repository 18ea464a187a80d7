import { parseOccurred, refusal, refuseUnlessExcepted, stableJson, surelyBefore, type Decider, type Occurred } from '@app/kernel';
import type { DecisionCommand, DecisionCommands } from './decisions.commands.js';
import type { DecisionEvents } from './decisions.events.js';

interface Decision {
  readonly status: 'unknown' | 'in-force' | 'repealed';
  readonly adopted?: Occurred | null;
  /** By identifier, what each target says. */
  readonly targets: ReadonlyMap<string, string>;
  /** By target, how its results are read. */
  readonly measures: ReadonlyMap<string, string>;
  readonly challenges: readonly number[];
}

export const decisionDecider: Decider<Decision, DecisionCommands, DecisionEvents> = {
  kind: 'decision',
  initial: { status: 'unknown', targets: new Map(), measures: new Map(), challenges: [] },
  decide: {
    AdoptDecision: ({ decisionId, title, bodyId, number, purpose, challenges }, decision) => {
      if (decision.status !== 'unknown') throw refusal('DECISION_ALREADY_ADOPTED', { id: decisionId });
      if (new Set(challenges?.map(({ no }) => no)).size < (challenges?.length ?? 0))
        throw refusal('CHALLENGES_NOT_DISTINCT', { id: decisionId });
      return [{ type: 'DecisionAdopted', data: { title, bodyId, number, purpose, challenges } }];
    },
    SignAgreement: ({ decisionId, title, parties, signatories, place, communeCode, framework }, decision) => {
      if (decision.status !== 'unknown') throw refusal('DECISION_ALREADY_ADOPTED', { id: decisionId });
      return [{ type: 'AgreementSigned', data: { title, parties, signatories, place, communeCode, framework } }];
    },
    SetTarget: (command, decision) => {
      inForce(command, decision);
      const { targetId, target, figure, by, challenge } = command;
      if (challenge !== undefined && !decision.challenges.includes(challenge)) throw refusal('CHALLENGE_UNKNOWN', { challenge });
      const data = { targetId, target, figure, by, challenge };
      const before = decision.targets.get(targetId);
      if (before === stableJson(data)) return [];
      if (before !== undefined) throw refusal('TARGET_ALREADY_SET', { targetId });
      return [{ type: 'TargetSet', data }];
    },
    // A decision that is no longer in force may still be looked at.
    ChooseTargetMeasure: ({ targetId, indicator, territoryId, from }, decision) => {
      if (!decision.targets.has(targetId)) throw refusal('TARGET_UNKNOWN', { targetId });
      const data = { targetId, indicator, territoryId, from };
      return decision.measures.get(targetId) === stableJson(data) ? [] : [{ type: 'TargetMeasureChosen', data }];
    },
    RepealDecision: (command, decision) => {
      if (decision.status === 'repealed') return [];
      inForce(command, decision);
      if (command.occurred !== undefined && surelyBefore(parseOccurred(command.occurred), decision.adopted))
        refuseUnlessExcepted(command, 'REPEALED_BEFORE_ADOPTION', { adopted: decision.adopted?.edtf });
      return [{ type: 'DecisionRepealed', data: {} }];
    },
  },
  evolve: {
    DecisionAdopted: (decision, { challenges = [] }, { meta }) => ({
      ...decision,
      status: 'in-force',
      adopted: meta.occurred,
      challenges: challenges.map(({ no }) => no),
    }),
    AgreementSigned: (decision, _, { meta }) => ({ ...decision, status: 'in-force', adopted: meta.occurred }),
    TargetSet: (decision, data) => ({ ...decision, targets: new Map([...decision.targets, [data.targetId, stableJson(data)]]) }),
    TargetMeasureChosen: (decision, data) => ({
      ...decision,
      measures: new Map([...decision.measures, [data.targetId, stableJson(data)]]),
    }),
    DecisionRepealed: (decision) => ({ ...decision, status: 'repealed' }),
  },
};

function inForce(command: DecisionCommand, { status }: Decision): void {
  if (status === 'unknown') throw refusal('DECISION_NOT_ADOPTED', { id: command.decisionId });
  if (status === 'repealed') refuseUnlessExcepted(command, 'DECISION_REPEALED');
}
