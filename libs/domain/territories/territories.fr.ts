import type { SentencesOf } from '@app/kernel';
import type { TerritoryEvents, TerritoryKind } from './territories.events.js';

export const kinds: Record<TerritoryKind, string> = {
  municipality: 'commune',
  intercommunality: 'intercommunalité',
  metropole: 'métropole',
  'employment-zone': 'zone d’emploi',
  'metropolitan-pole': 'pôle métropolitain',
  department: 'département',
  region: 'région',
  country: 'pays',
};

const counted = (items: readonly string[] | undefined, one: string) =>
  items?.length ? `${new Intl.NumberFormat('fr-FR').format(items.length)}\u00a0${one}${items.length > 1 ? 's' : ''}` : undefined;

const members = ({ communeCodes, memberIds }: TerritoryEvents['MembersAdmitted']) =>
  [counted(communeCodes, 'commune'), counted(memberIds, 'territoire')].filter(Boolean).join(' et ');

const several = ({ communeCodes = [], memberIds = [] }: TerritoryEvents['MembersAdmitted']) => communeCodes.length + memberIds.length > 1;

export const territorySentencesFr: SentencesOf<TerritoryEvents> = {
  TerritoryRegistered: ({ territoryKind, legalForm }) =>
    `Entrée au registre des territoires (${kinds[territoryKind]}${legalForm ? `, ${legalForm}` : ''})`,
  MembersAdmitted: (data) => `Membre${several(data) ? 's' : ''} : ${members(data)}`,
  MembersWithdrawn: (data) => `Retrait : ${members(data)}`,
};

type Facts = Record<'id' | 'member' | 'code', string>;

export const territoryRefusalsFr = {
  TERRITORY_ALREADY_REGISTERED: ({ id }: Facts) => `Le territoire « ${id} » est déjà au registre.`,
  TERRITORY_UNKNOWN: ({ id }: Facts) => `Le territoire « ${id} » n’est pas au registre : enregistrez-le d’abord.`,
  CODE_OF_ANOTHER_KIND: ({ code }: Facts) =>
    `« ${code} » n’est pas un code de ce type de territoire : code INSEE, ou SIREN d’un groupement.`,
  NO_MEMBER_NAMED: () => 'Nommez au moins une commune ou un territoire.',
  MEMBER_OF_ITSELF: () => 'Un territoire n’est pas membre de lui-même.',
  NOT_A_MEMBER: ({ member }: Facts) => `${member} n’est pas membre du territoire.`,
};
