import { figureEn, figureFr, listEn, listFr, subjectModule, type SentencesOf } from '@app/kernel';
import { labelCommands } from './labels.commands.js';
import { labelDecider } from './labels.decider.js';
import type { LabelEvents } from './labels.events.js';

const fr: SentencesOf<LabelEvents> = {
  LabelCreated: ({ owner }) => `Création du label${owner ? ` par ${owner}` : ''}`,
  RoundHeld: ({ year, laureates, totalToDate, jury }) =>
    `Session${year ? ` ${year}` : ''} du label${laureates ? ` : ${figureFr(laureates, 'lauréat')}` : ''}${totalToDate ? ` (${figureFr(totalToDate)} depuis l’origine)` : ''}${
      jury?.length ? `, jury : ${listFr(jury)}` : ''
    }`,
  LabelAwarded: ({ laureate, to, holder, by }) =>
    `Label attribué à ${laureate ?? listFr(to ?? [])}${holder ? `, porté par ${holder}` : ''}${by ? `, par ${by}` : ''}`,
  LabelWithdrawn: () => 'Label retiré',
};
const en: SentencesOf<LabelEvents> = {
  LabelCreated: ({ owner }) => `Label created${owner ? ` by ${owner}` : ''}`,
  RoundHeld: ({ year, laureates, totalToDate, jury }) =>
    `Round${year ? ` of ${year}` : ''}${laureates ? `: ${figureEn(laureates, 'laureate')}` : ''}${totalToDate ? ` (${figureEn(totalToDate)} to date)` : ''}${
      jury?.length ? `, jury: ${listEn(jury)}` : ''
    }`,
  LabelAwarded: ({ laureate, to, holder, by }) =>
    `Label awarded to ${laureate ?? listEn(to ?? [])}${holder ? `, held by ${holder}` : ''}${by ? `, by ${by}` : ''}`,
  LabelWithdrawn: () => 'Label withdrawn',
};

type Facts = Record<'id' | 'roundId' | 'awardId' | 'laureates', string>;

export const labels = subjectModule({
  decider: labelDecider,
  plural: 'labels',
  idField: 'labelId',
  commands: labelCommands,
  routes: { CreateLabel: 'creation', HoldRound: 'rounds', AwardLabel: 'awards', WithdrawLabel: 'withdrawals' },
  sentences: { fr, en },
  refusals: {
    fr: {
      LABEL_ALREADY_CREATED: ({ id }: Facts) => `Le label « ${id} » existe déjà.`,
      LABEL_UNKNOWN: ({ id }: Facts) => `Le label « ${id} » est inconnu : créez-le d’abord.`,
      ROUND_ALREADY_HELD: ({ roundId }: Facts) => `La session « ${roundId} » est déjà enregistrée.`,
      ROUND_NOT_HELD: ({ roundId }: Facts) => `La session « ${roundId} » n’a pas eu lieu.`,
      TOTAL_BELOW_ROUND: () => 'Le total depuis l’origine serait inférieur aux lauréats de la session.',
      AWARD_TO_NOBODY: () => 'Nommez le lauréat : un territoire, un projet, ou en toutes lettres.',
      MORE_AWARDS_THAN_LAUREATES: ({ roundId, laureates }: Facts) => `La session « ${roundId} » ne compte que ${laureates} lauréats.`,
      AWARD_UNKNOWN: ({ awardId }: Facts) => `L’attribution « ${awardId} » est inconnue.`,
    },
    en: {
      LABEL_ALREADY_CREATED: ({ id }: Facts) => `Label "${id}" already exists.`,
      LABEL_UNKNOWN: ({ id }: Facts) => `Label "${id}" is unknown: create it first.`,
      ROUND_ALREADY_HELD: ({ roundId }: Facts) => `Round "${roundId}" is already recorded.`,
      ROUND_NOT_HELD: ({ roundId }: Facts) => `Round "${roundId}" was not held.`,
      TOTAL_BELOW_ROUND: () => 'The total to date would be less than the laureates of this round.',
      AWARD_TO_NOBODY: () => 'Name the laureate: a territory, a project, or in words.',
      MORE_AWARDS_THAN_LAUREATES: ({ roundId, laureates }: Facts) => `Round "${roundId}" has only ${laureates} laureates.`,
      AWARD_UNKNOWN: ({ awardId }: Facts) => `Award "${awardId}" is unknown.`,
    },
  },
  statuses: { LabelCreated: 'open' },
  claims: {
    RoundHeld: ({ year, laureates, totalToDate }) => [
      ...(laureates ? [{ about: year ? `laureates-${year}` : 'laureates', figure: laureates }] : []),
      ...(totalToDate ? [{ about: 'laureates-to-date', figure: totalToDate }] : []),
    ],
  },
});
