import { figureFr, listFr, type SentencesOf } from '@app/kernel';
import type { LabelEvents } from './labels.events.js';

const purposeWords: Readonly<Record<string, string>> = { circular: 'économie circulaire', social: 'économie sociale et solidaire' };

/** The purposes that have words; others as they are written. */
const purposesFr = (purposes: readonly string[]) =>
  listFr(purposes.map((purpose) => (Object.hasOwn(purposeWords, purpose) ? purposeWords[purpose]! : purpose.replaceAll('-', ' '))));

export const labelSentencesFr: SentencesOf<LabelEvents> = {
  LabelCreated: ({ owner, purposes }) =>
    ['Création du label', owner && `porteur : ${owner}`, purposes?.length && `objet : ${purposesFr(purposes)}`].filter(Boolean).join(' ; '),
  RoundHeld: ({ year, laureates, totalToDate, jury }) =>
    [
      `Session${year ? ` ${year}` : ''} du label${laureates ? ` : ${figureFr(laureates, 'lauréat')}` : ''}`,
      totalToDate && `${figureFr(totalToDate, 'lauréat')} depuis l’origine`,
      jury?.length && `jury : ${listFr(jury)}`,
    ]
      .filter(Boolean)
      .join(' ; '),
  LabelAwarded: ({ laureate, to = [], holder, by, purposes }) =>
    [
      `Attribution du label${laureate ? ` : ${laureate}` : to.length > 0 ? ` à ${to.length === 1 ? 'un territoire' : `${to.length} territoires`}` : ''}`,
      holder && `porteur : ${holder}`,
      by && `décision : ${by}`,
      purposes?.length && `objet : ${purposesFr(purposes)}`,
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
