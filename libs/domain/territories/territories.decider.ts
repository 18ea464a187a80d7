import { refusal, refuseUnlessExcepted, type Decider } from '@app/kernel';
import type { TerritoryCommand, TerritoryCommands } from './territories.commands.js';
import type { TerritoryEvents, TerritoryKind } from './territories.events.js';

interface Territory {
  readonly registered: boolean;
  readonly members: ReadonlySet<string>;
}

const SIREN = /^\d{9}$/;

/** INSEE codes of municipalities, departments and regions; SIREN of what municipalities found together. */
const CODES: Record<TerritoryKind, RegExp> = {
  municipality: /^(\d{2}|2[AB])\d{3}$/,
  intercommunality: SIREN,
  metropole: SIREN,
  // Of INSEE: the region's code, or 00 where it reaches into several, then a number.
  'employment-zone': /^\d{4}$/,
  'metropolitan-pole': SIREN,
  department: /^(\d{2}|2[AB]|97\d)$/,
  region: /^\d{2}$/,
  country: /^\d{5}$/,
};

export const territoryDecider: Decider<Territory, TerritoryCommands, TerritoryEvents> = {
  kind: 'territory',
  initial: { registered: false, members: new Set() },
  decide: {
    RegisterTerritory: ({ territoryId, name, territoryKind, code, legalForm }, territory) => {
      if (territory.registered) throw refusal('TERRITORY_ALREADY_REGISTERED', { id: territoryId });
      if (code !== undefined && !CODES[territoryKind].test(code)) throw refusal('CODE_OF_ANOTHER_KIND', { code });
      return [{ type: 'TerritoryRegistered', data: { name, territoryKind, code, legalForm } }];
    },
    AdmitMembers: (command, territory) => {
      const named = members(command, territory);
      if (command.memberIds?.includes(command.territoryId)) throw refusal('MEMBER_OF_ITSELF', { id: command.territoryId });
      if (named.every((member) => territory.members.has(member))) return [];
      return [{ type: 'MembersAdmitted', data: { communeCodes: command.communeCodes, memberIds: command.memberIds } }];
    },
    WithdrawMembers: (command, territory) => {
      const stranger = members(command, territory).find((member) => !territory.members.has(member));
      if (stranger) refuseUnlessExcepted(command, 'NOT_A_MEMBER', { member: stranger });
      return [{ type: 'MembersWithdrawn', data: { communeCodes: command.communeCodes, memberIds: command.memberIds } }];
    },
  },
  evolve: {
    TerritoryRegistered: (territory) => ({ ...territory, registered: true }),
    MembersAdmitted: (territory, data) => ({ ...territory, members: new Set([...territory.members, ...namesOf(data)]) }),
    MembersWithdrawn: (territory, data) => {
      const gone = new Set(namesOf(data));
      return { ...territory, members: new Set([...territory.members].filter((member) => !gone.has(member))) };
    },
  },
};

function members(command: TerritoryCommand & { communeCodes?: string[]; memberIds?: string[] }, territory: Territory): string[] {
  if (!territory.registered) throw refusal('TERRITORY_UNKNOWN', { id: command.territoryId });
  const named = namesOf(command);
  if (named.length === 0) throw refusal('NO_MEMBER_NAMED', { id: command.territoryId });
  return named;
}

const namesOf = ({ communeCodes = [], memberIds = [] }: { communeCodes?: readonly string[]; memberIds?: readonly string[] }) => [
  ...communeCodes,
  ...memberIds,
];
