import { refusal, type Decider } from '@app/kernel';
import type { DirectAidCommand, DirectAidCommands } from './funding.commands.js';
import type { DirectAidEvents } from './funding.events.js';
import { grantOf } from './grant.js';
import { granted, paid, payable, reclaimable, reclaimed, type AidBalance } from './money.js';

type Aid = AidBalance | null;

export const directAidDecider: Decider<Aid, DirectAidCommands, DirectAidEvents> = {
  kind: 'aid',
  initial: null,
  decide: {
    GrantDirectAid: (command, aid) => {
      if (aid) throw refusal('AID_ALREADY_GRANTED', { aidId: command.aidId });
      return [{ type: 'DirectAidGranted', data: { name: command.name, ...grantOf(command) } }];
    },
    PayDirectAid: (command, aid) => {
      payable(command, known(aid, command), command.amount);
      return [{ type: 'DirectAidPaid', data: { amount: command.amount } }];
    },
    ReclaimDirectAid: (command, aid) => {
      reclaimable(command, known(aid, command), command.amount);
      return [{ type: 'DirectAidReclaimed', data: { amount: command.amount } }];
    },
  },
  evolve: {
    DirectAidGranted: (_, { amount }) => granted(amount),
    DirectAidPaid: (aid, { amount }) => aid && paid(aid, amount),
    DirectAidReclaimed: (aid, { amount }) => aid && reclaimed(aid, amount),
  },
};

function known(aid: Aid, { aidId }: DirectAidCommand): AidBalance {
  if (!aid) throw refusal('AID_UNKNOWN', { aidId });
  return aid;
}
