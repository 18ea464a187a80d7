import { figureEn, figureFr, subjectModule } from '@app/kernel';
import { landCommands } from './land.commands.js';
import { landDecider } from './land.decider.js';

type Facts = Record<'id' | 'entryId', string>;

export const landAccounts = subjectModule({
  decider: landDecider,
  plural: 'land-accounts',
  idField: 'territoryId',
  commands: landCommands,
  routes: { OpenLandAccount: 'opening', DebitLand: 'debits', CreditLand: 'credits' },
  sentences: {
    fr: {
      LandAccountOpened: () => 'Ouverture du compte foncier',
      LandDebited: ({ area }) => `Sols consommés : ${figureFr(area)}`,
      LandCredited: ({ area }) => `Sols rendus à la nature : ${figureFr(area)}`,
    },
    en: {
      LandAccountOpened: () => 'Land account opened',
      LandDebited: ({ area }) => `Land consumed: ${figureEn(area)}`,
      LandCredited: ({ area }) => `Land restored: ${figureEn(area)}`,
    },
  },
  refusals: {
    fr: {
      LAND_ACCOUNT_UNKNOWN: ({ id }: Facts) => `Le compte foncier de « ${id} » n’est pas ouvert.`,
      LAND_ENTRY_EXISTS: ({ entryId }: Facts) => `L’écriture « ${entryId} » existe déjà : corrigez-la si elle est fausse.`,
    },
    en: {
      LAND_ACCOUNT_UNKNOWN: ({ id }: Facts) => `The land account of "${id}" is not open.`,
      LAND_ENTRY_EXISTS: ({ entryId }: Facts) => `Entry "${entryId}" already exists: correct it if it is wrong.`,
    },
  },
  statuses: { LandAccountOpened: 'open' },
});
