import { subjectModule, type SentencesOf } from '@app/kernel';
import { territoryCommands } from './territories.commands.js';
import { territoryDecider } from './territories.decider.js';
import type { TerritoryEvents, TerritoryKind } from './territories.events.js';

const kindsFr: Record<TerritoryKind, string> = {
  municipality: 'commune',
  intercommunality: 'intercommunalité',
  metropole: 'métropole',
  'metropolitan-pole': 'pôle métropolitain',
  department: 'département',
  region: 'région',
  country: 'pays',
};

type Members = TerritoryEvents['MembersAdmitted'];
const countFr = ({ communeCodes = [], memberIds = [] }: Members) =>
  [
    communeCodes.length && `${communeCodes.length} commune${communeCodes.length > 1 ? 's' : ''}`,
    memberIds.length && `${memberIds.length} territoire${memberIds.length > 1 ? 's' : ''}`,
  ]
    .filter(Boolean)
    .join(' et ');
const countEn = ({ communeCodes = [], memberIds = [] }: Members) =>
  [
    communeCodes.length && `${communeCodes.length} municipalit${communeCodes.length > 1 ? 'ies' : 'y'}`,
    memberIds.length && `${memberIds.length} territor${memberIds.length > 1 ? 'ies' : 'y'}`,
  ]
    .filter(Boolean)
    .join(' and ');

const fr: SentencesOf<TerritoryEvents> = {
  TerritoryRegistered: ({ territoryKind, legalForm }) =>
    `Entrée au registre des territoires (${kindsFr[territoryKind]}${legalForm ? `, ${legalForm}` : ''})`,
  MembersAdmitted: (data) => `Composition : ${countFr(data)}`,
  MembersWithdrawn: (data) => `Retrait de ${countFr(data)}`,
};
const en: SentencesOf<TerritoryEvents> = {
  TerritoryRegistered: ({ territoryKind, legalForm }) =>
    `Entered in the register of territories (${territoryKind.replace('-', ' ')}${legalForm ? `, ${legalForm}` : ''})`,
  MembersAdmitted: (data) => `Members: ${countEn(data)}`,
  MembersWithdrawn: (data) => `Withdrawn: ${countEn(data)}`,
};

type Facts = Record<'id' | 'member', string>;

export const territories = subjectModule({
  decider: territoryDecider,
  plural: 'territories',
  idField: 'territoryId',
  commands: territoryCommands,
  routes: { RegisterTerritory: 'registration', AdmitMembers: 'members', WithdrawMembers: 'withdrawals' },
  sentences: { fr, en },
  refusals: {
    fr: {
      TERRITORY_ALREADY_REGISTERED: ({ id }: Facts) => `Le territoire « ${id} » est déjà au registre.`,
      TERRITORY_UNKNOWN: ({ id }: Facts) => `Le territoire « ${id} » n’est pas au registre : enregistrez-le d’abord.`,
      NO_MEMBER_NAMED: () => 'Nommez au moins une commune ou un territoire.',
      MEMBER_OF_ITSELF: () => 'Un territoire n’est pas membre de lui-même.',
      NOT_A_MEMBER: ({ member }: Facts) => `${member} n’est pas membre du territoire.`,
    },
    en: {
      TERRITORY_ALREADY_REGISTERED: ({ id }: Facts) => `Territory "${id}" is already registered.`,
      TERRITORY_UNKNOWN: ({ id }: Facts) => `Territory "${id}" is not registered: register it first.`,
      NO_MEMBER_NAMED: () => 'Name at least one municipality or territory.',
      MEMBER_OF_ITSELF: () => 'A territory is no member of itself.',
      NOT_A_MEMBER: ({ member }: Facts) => `${member} is no member of the territory.`,
    },
  },
  claims: { MembersAdmitted: (data) => [{ about: 'members', text: countFr(data) }] },
});
