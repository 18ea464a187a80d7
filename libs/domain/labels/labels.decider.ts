import { atMost, refusal, refuseUnlessExcepted, type Decider } from '@app/kernel';
import type { LabelCommand, LabelCommands } from './labels.commands.js';
import type { LabelEvents } from './labels.events.js';

interface Label {
  readonly created: boolean;
  /** Most laureates a round can have, and how many were named. */
  readonly rounds: Readonly<Record<string, { readonly most: number; readonly named: number }>>;
  readonly awards: Readonly<Record<string, 'held' | 'withdrawn'>>;
}

export const labelDecider: Decider<Label, LabelCommands, LabelEvents> = {
  kind: 'label',
  initial: { created: false, rounds: {}, awards: {} },
  decide: {
    CreateLabel: ({ labelId, name, owner }, label) => {
      if (label.created) throw refusal('LABEL_ALREADY_CREATED', { id: labelId });
      return [{ type: 'LabelCreated', data: { name, owner } }];
    },
    HoldRound: (command, label) => {
      known(label, command);
      const { roundId, year, laureates, totalToDate, jury } = command;
      if (Object.hasOwn(label.rounds, roundId)) throw refusal('ROUND_ALREADY_HELD', { roundId });
      if (laureates && totalToDate && atMost(totalToDate) < (laureates.value ?? laureates.low ?? 0))
        refuseUnlessExcepted(command, 'TOTAL_BELOW_ROUND');
      return [{ type: 'RoundHeld', data: { roundId, year, laureates, totalToDate, jury } }];
    },
    AwardLabel: (command, label) => {
      known(label, command);
      const { awardId, roundId, to, laureate, holder, by, projectId, communeCode } = command;
      if (label.awards[awardId] === 'held') return [];
      if (!to?.length && !laureate && !projectId) throw refusal('AWARD_TO_NOBODY', { awardId });
      const round = roundId === undefined ? undefined : label.rounds[roundId];
      if (roundId !== undefined && !round) refuseUnlessExcepted(command, 'ROUND_NOT_HELD', { roundId });
      if (round && round.named + 1 > round.most)
        refuseUnlessExcepted(command, 'MORE_AWARDS_THAN_LAUREATES', { roundId, laureates: round.most });
      return [{ type: 'LabelAwarded', data: { awardId, roundId, to, laureate, holder, by, projectId, communeCode } }];
    },
    WithdrawLabel: (command, label) => {
      known(label, command);
      const { awardId } = command;
      if (label.awards[awardId] === 'withdrawn') return [];
      if (!label.awards[awardId]) throw refusal('AWARD_UNKNOWN', { awardId });
      return [{ type: 'LabelWithdrawn', data: { awardId } }];
    },
  },
  evolve: {
    LabelCreated: (label) => ({ ...label, created: true }),
    RoundHeld: (label, { roundId, laureates }) => ({
      ...label,
      rounds: { ...label.rounds, [roundId]: { most: laureates ? atMost(laureates) : Infinity, named: 0 } },
    }),
    LabelAwarded: (label, { awardId, roundId }) => {
      const round = roundId === undefined ? undefined : label.rounds[roundId];
      const rounds = round && roundId ? { ...label.rounds, [roundId]: { ...round, named: round.named + 1 } } : label.rounds;
      return { ...label, rounds, awards: { ...label.awards, [awardId]: 'held' } };
    },
    LabelWithdrawn: (label, { awardId }) => ({ ...label, awards: { ...label.awards, [awardId]: 'withdrawn' } }),
  },
};

function known(label: Label, { labelId }: LabelCommand): void {
  if (!label.created) throw refusal('LABEL_UNKNOWN', { id: labelId });
}
