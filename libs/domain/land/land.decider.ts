import { refusal, type Decider } from '@app/kernel';
import type { CreditLand, DebitLand, LandCommands } from './land.commands.js';
import type { LandEvents } from './land.events.js';

interface Account {
  readonly open: boolean;
  readonly entries: ReadonlySet<string>;
}

export const landDecider: Decider<Account, LandCommands, LandEvents> = {
  kind: 'landaccount',
  initial: { open: false, entries: new Set() },
  decide: {
    OpenLandAccount: ({ territoryId, name }, account) => (account.open ? [] : [{ type: 'LandAccountOpened', data: { name, territoryId } }]),
    DebitLand: (command, account) => entry('LandDebited', command, account),
    CreditLand: (command, account) => entry('LandCredited', command, account),
  },
  evolve: {
    LandAccountOpened: (account) => ({ ...account, open: true }),
    LandDebited: (account, { entryId }) => ({ ...account, entries: new Set([...account.entries, entryId]) }),
    LandCredited: (account, { entryId }) => ({ ...account, entries: new Set([...account.entries, entryId]) }),
  },
};

function entry<Type extends 'LandDebited' | 'LandCredited'>(type: Type, command: DebitLand | CreditLand, account: Account) {
  const { territoryId, entryId, area, communeCode, siteId, projectId } = command;
  if (!account.open) throw refusal('LAND_ACCOUNT_UNKNOWN', { id: territoryId });
  if (account.entries.has(entryId)) throw refusal('LAND_ENTRY_EXISTS', { entryId });
  return [{ type, data: { entryId, area, communeCode, siteId, projectId } }];
}
