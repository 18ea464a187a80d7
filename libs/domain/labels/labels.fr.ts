import { figureFr, listFr, type SentencesOf } from '@app/kernel';
import type { LabelEvents } from './labels.events.js';

export const labelSentencesFr: SentencesOf<LabelEvents> = {
  LabelCreated: ({ owner }) => `Création du label${owner ? ` ; porteur : ${owner}` : ''}`,
  RoundHeld: ({ year, laureates, totalToDate, jury }) =>
    [
      `Session${year ? ` ${year}` : ''} du label${laureates ? ` : ${figureFr(laureates, 'lauréat')}` : ''}`,
      totalToDate && `${figureFr(totalToDate, 'lauréat')} depuis l’origine`,
      jury?.length && `jury : ${listFr(jury)}`,
    ]
      .filter(Boolean)
      .join(' ; '),
  LabelAwarded: ({ laureate, to = [], holder, by }) =>
    [
      `Attribution du label${laureate ? ` : ${laureate}` : to.length > 0 ? ` à ${to.length === 1 ? 'un territoire' : `${to.length} territoires`}` : ''}`,
      holder && `porteur : ${holder}`,
      by && `décision : ${by}`,
    ]
      .filter(Boolean)
      .join(' ; '),
  LabelWithdrawn: () => 'Retrait du label',
};

type Facts = Record<'id' | 'roundId' | 'awardId' | 'laureates', string>;

export const labelRefusalsFr = {
  LABEL_ALREADY_CREATED: ({ id }: Facts) => `Le label « ${id} » existe déjà.`,
  LABEL_UNKNOWN: ({ id }: Facts) => `Le label « ${id} » est inconnu : créez-le d’abord.`,
  ROUND_ALREADY_HELD: ({ roundId }: Facts) => `La session « ${roundId} » est déjà enregistrée.`,
  ROUND_NOT_HELD: ({ roundId }: Facts) => `La session « ${roundId} » n’a pas eu lieu : enregistrez-la d’abord.`,
  TOTAL_BELOW_ROUND: () => 'Le total depuis l’origine serait inférieur aux lauréats de la session.',
  AWARD_TO_NOBODY: () => 'Nommez le lauréat : un territoire, un projet, ou en toutes lettres.',
  AWARD_ALREADY_MADE: ({ awardId }: Facts) =>
    `L’attribution « ${awardId} » est déjà enregistrée avec un autre contenu : donnez un autre identifiant, ou corrigez le fait.`,
  MORE_AWARDS_THAN_LAUREATES: ({ roundId, laureates }: Facts) => `La session « ${roundId} » ne compte que ${laureates} lauréats.`,
  AWARD_UNKNOWN: ({ awardId }: Facts) => `L’attribution « ${awardId} » est inconnue.`,
};
