import { subjectModule, type ClaimsOf } from '@app/kernel';
import { territoryCommands } from './territories.commands.js';
import { territoryDecider } from './territories.decider.js';
import { territoryRefusalsEn, territorySentencesEn } from './territories.en.js';
import type { TerritoryEvents } from './territories.events.js';
import { territoryRefusalsFr, territorySentencesFr } from './territories.fr.js';

const territoryClaims: ClaimsOf<TerritoryEvents> = {
  // At least those named: one admission need not name them all.
  MembersAdmitted: ({ communeCodes = [], memberIds = [] }) => [
    ...(memberIds.length > 0 ? [{ about: 'members', text: memberIds.join(', ') }] : []),
    ...(communeCodes.length > 0
      ? [{ about: 'communes-count', figure: { value: communeCodes.length, unit: 'count', bound: 'at-least' } as const }]
      : []),
  ],
};

export const territories = subjectModule({
  decider: territoryDecider,
  plural: 'territories',
  idField: 'territoryId',
  commands: territoryCommands,
  routes: { RegisterTerritory: 'registration', AdmitMembers: 'members', WithdrawMembers: 'withdrawals' },
  sentences: { fr: territorySentencesFr, en: territorySentencesEn },
  refusals: { fr: territoryRefusalsFr, en: territoryRefusalsEn },
  claims: territoryClaims,
});
