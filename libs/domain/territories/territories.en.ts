import type { SentencesOf } from '@app/kernel';
import type { TerritoryEvents, TerritoryKind } from './territories.events.js';

export const kinds: Record<TerritoryKind, string> = {
  municipality: 'municipality',
  intercommunality: 'intercommunality',
  metropole: 'metropole',
  'employment-zone': 'employment zone',
  'metropolitan-pole': 'metropolitan pole',
  department: 'department',
  region: 'region',
  country: 'country',
};

const counted = (items: readonly string[] | undefined, one: string, several: string) =>
  items?.length ? `${new Intl.NumberFormat('en-GB').format(items.length)}\u00a0${items.length > 1 ? several : one}` : undefined;

const members = ({ communeCodes, memberIds }: TerritoryEvents['MembersAdmitted']) =>
  [counted(communeCodes, 'municipality', 'municipalities'), counted(memberIds, 'territory', 'territories')].filter(Boolean).join(' and ');

const several = ({ communeCodes = [], memberIds = [] }: TerritoryEvents['MembersAdmitted']) => communeCodes.length + memberIds.length > 1;

export const territorySentencesEn: SentencesOf<TerritoryEvents> = {
  TerritoryRegistered: ({ territoryKind, legalForm }) =>
    `Entered in the register of territories (${kinds[territoryKind]}${legalForm ? `, ${legalForm}` : ''})`,
  MembersAdmitted: (data) => `Member${several(data) ? 's' : ''}: ${members(data)}`,
  MembersWithdrawn: (data) => `Withdrawn: ${members(data)}`,
};

type Facts = Record<'id' | 'member' | 'code', string>;

export const territoryRefusalsEn = {
  TERRITORY_ALREADY_REGISTERED: ({ id }: Facts) => `Territory "${id}" is already registered.`,
  TERRITORY_UNKNOWN: ({ id }: Facts) => `Territory "${id}" is not registered: register it first.`,
  CODE_OF_ANOTHER_KIND: ({ code }: Facts) =>
    `"${code}" is no code of this kind of territory: INSEE code, or SIREN of what municipalities founded.`,
  NO_MEMBER_NAMED: () => 'Name at least one municipality or territory.',
  MEMBER_OF_ITSELF: () => 'A territory is no member of itself.',
  NOT_A_MEMBER: ({ member }: Facts) => `${member} is no member of the territory.`,
};
