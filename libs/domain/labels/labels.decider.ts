import { refusal, refuseUnlessExcepted, stableJson, surelyMore, type Decider, type Figure } from '@app/kernel';
import type { LabelCommand, LabelCommands } from './labels.commands.js';
import type { LabelEvents } from './labels.events.js';

interface Round {
  /** How many the source counts, when it does; those it names may be fewer. */
  readonly laureates?: Figure;
  readonly named: number;
}

interface Label {
  readonly created: boolean;
  readonly rounds: Readonly<Record<string, Round>>;
  /** What was said of each award, and whether it is still held. */
  readonly awards: Readonly<Record<string, { readonly held: boolean; readonly said: string }>>;
}

export const labelDecider: Decider<Label, LabelCommands, LabelEvents> = {
  kind: 'label',
  initial: { created: false, rounds: {}, awards: {} },
  decide: {
    CreateLabel: ({ labelId, name, owner, purposes }, label) => {
      if (label.created) throw refusal('LABEL_ALREADY_CREATED', { id: labelId });
      return [{ type: 'LabelCreated', data: { name, owner, purposes } }];
    },
    HoldRound: (command, label) => {
      known(label, command);
      const { roundId, year, laureates, totalToDate, jury } = command;
      if (own(label.rounds, roundId)) throw refusal('ROUND_ALREADY_HELD', { roundId });
      if (laureates && totalToDate && surelyMore(laureates, totalToDate)) refuseUnlessExcepted(command, 'TOTAL_BELOW_ROUND');
      return [{ type: 'RoundHeld', data: { roundId, year, laureates, totalToDate, jury } }];
    },
    AwardLabel: (command, label) => {
      known(label, command);
      const { awardId, roundId, to, laureate, holder, by, purposes, projectId, communeCode } = command;
      const data = { awardId, roundId, to, laureate, holder, by, purposes, projectId, communeCode };
      const before = own(label.awards, awardId);
      if (before?.held) {
        // The same award through another source changes nothing; another one, or another date, needs an identifier of its own.
        if (before.said === saying(data, command.occurred)) return [];
        throw refusal('AWARD_ALREADY_MADE', { awardId });
      }
      if (!to?.length && !laureate && !projectId) throw refusal('AWARD_TO_NOBODY', { awardId });
      if (roundId !== undefined) inRound(command, own(label.rounds, roundId), roundId);
      return [{ type: 'LabelAwarded', data }];
    },
    WithdrawLabel: (command, label) => {
      known(label, command);
      const { awardId } = command;
      const award = own(label.awards, awardId);
      if (!award) refuseUnlessExcepted(command, 'AWARD_UNKNOWN', { awardId });
      return award?.held === false ? [] : [{ type: 'LabelWithdrawn', data: { awardId } }];
    },
  },
  evolve: {
    LabelCreated: (label) => ({ ...label, created: true }),
    RoundHeld: (label, { roundId, laureates }) => ({ ...label, rounds: { ...label.rounds, [roundId]: { laureates, named: 0 } } }),
    LabelAwarded: (label, data, { meta }) => {
      const { awardId, roundId = '' } = data;
      const round = own(label.rounds, roundId);
      const rounds = round ? { ...label.rounds, [roundId]: { ...round, named: round.named + 1 } } : label.rounds;
      return { ...label, rounds, awards: { ...label.awards, [awardId]: { held: true, said: saying(data, meta.occurred?.edtf) } } };
    },
    LabelWithdrawn: (label, { awardId }) => ({ ...label, awards: { ...label.awards, [awardId]: { held: false, said: '' } } }),
  },
};

function known(label: Label, { labelId }: LabelCommand): void {
  if (!label.created) throw refusal('LABEL_UNKNOWN', { id: labelId });
}

function inRound(command: LabelCommand, round: Round | undefined, roundId: string): void {
  if (!round) return refuseUnlessExcepted(command, 'ROUND_NOT_HELD', { roundId });
  const { laureates, named } = round;
  if (laureates && surelyMore({ value: named + 1, unit: 'count' }, laureates))
    refuseUnlessExcepted(command, 'MORE_AWARDS_THAN_LAUREATES', { roundId, laureates: laureates.value ?? laureates.high });
}

const saying = (data: LabelEvents['LabelAwarded'], occurred: string | undefined) => stableJson({ ...data, occurred: occurred ?? null });

// Identifiers are the caller's own words: "constructor" is one.
const own = <Item>(record: Readonly<Record<string, Item>>, id: string): Item | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;
