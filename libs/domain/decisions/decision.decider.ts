import { refusal, refuseUnlessExcepted, type Decider } from '@app/kernel';
import type { DecisionCommand, DecisionCommands } from './decisions.commands.js';
import type { DecisionEvents } from './decisions.events.js';

interface Decision {
  readonly status: 'unknown' | 'in-force' | 'repealed';
  readonly targets: readonly string[];
}

export const decisionDecider: Decider<Decision, DecisionCommands, DecisionEvents> = {
  kind: 'decision',
  initial: { status: 'unknown', targets: [] },
  decide: {
    AdoptDecision: ({ decisionId, title, bodyId, number, purpose, challenges }, decision) => {
      if (decision.status !== 'unknown') throw refusal('DECISION_ALREADY_ADOPTED', { id: decisionId });
      return [{ type: 'DecisionAdopted', data: { title, bodyId, number, purpose, challenges } }];
    },
    SignAgreement: ({ decisionId, title, parties, signatories, place, communeCode, framework }, decision) => {
      if (decision.status !== 'unknown') throw refusal('DECISION_ALREADY_ADOPTED', { id: decisionId });
      return [{ type: 'AgreementSigned', data: { title, parties, signatories, place, communeCode, framework } }];
    },
    SetTarget: (command, decision) => {
      inForce(command, decision);
      const { targetId, target, figure, by } = command;
      if (decision.targets.includes(targetId)) throw refusal('TARGET_ALREADY_SET', { targetId });
      return [{ type: 'TargetSet', data: { targetId, target, figure, by } }];
    },
    RepealDecision: (command, decision) => {
      if (decision.status === 'repealed') return [];
      inForce(command, decision);
      return [{ type: 'DecisionRepealed', data: {} }];
    },
  },
  evolve: {
    DecisionAdopted: (decision) => ({ ...decision, status: 'in-force' }),
    AgreementSigned: (decision) => ({ ...decision, status: 'in-force' }),
    TargetSet: (decision, { targetId }) => ({ ...decision, targets: [...decision.targets, targetId] }),
    DecisionRepealed: (decision) => ({ ...decision, status: 'repealed' }),
  },
};

function inForce(command: DecisionCommand, { status }: Decision): void {
  if (status === 'unknown') throw refusal('DECISION_NOT_ADOPTED', { id: command.decisionId });
  if (status === 'repealed') refuseUnlessExcepted(command, 'DECISION_REPEALED');
}
