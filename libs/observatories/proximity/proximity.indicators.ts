import { counting, happening, OURS, type Dimension, type Indicator, type Reading, type Selection, type Texts } from '@app/measuring';
import { NEARBY, PURPOSES } from './kinds.js';

const EVERYWHERE: readonly Dimension[] = ['territory', 'year', 'quarter', 'month', 'category'];
const AID: readonly Dimension[] = [...EVERYWHERE, 'programme', 'theme', 'sector', 'naf', 'subject'];
const LME = { title: 'Décret n° 2008-1354 du 18 décembre 2008 : microentreprises, moins de 10 personnes et 2 M€' };
const ESS = {
  title: 'Loi n° 2014-856 du 31 juillet 2014 relative à l’économie sociale et solidaire ; article L. 110-1-1 du code de l’environnement',
};

const ofNearby = (measure: string, unit: string): Selection => ({ measure, unit, category: NEARBY });
const granted: Reading = { kind: 'sum', facts: ofNearby('aid-granted', 'EUR') };
const beneficiaries: Reading = { kind: 'sum', facts: ofNearby('beneficiaries', 'count') };
const aids = ofNearby('aid', 'count');
/** What a laureate is rewarded for, else what its label rewards. */
const rewarded = (measure: string): Selection => ({ measure, of: 'label', category: PURPOSES });
const answered: Selection = { measure: 'answer', of: 'request' };

const days = (name: string, quantile: number, of: Texts): Indicator => ({
  key: `desk-days-to-answer-${name}`,
  label: { fr: `Jours de réponse du guichet unique : ${of.fr}`, en: `Days the one-stop desk takes to answer: ${of.en}` },
  unit: 'days',
  definition: {
    fr: `Jours de la demande à la réponse, ${of.fr} des demandes ; interpolée entre les deux valeurs voisines.`,
    en: `Days from request to answer, ${of.en} of the requests; interpolated between the two values around it.`,
  },
  rule: {
    fr: 'Des demandes qui ont une réponse, comptées dans la période de la réponse ; avec l’étendue que les dates laissent.',
    en: 'Of the requests that were answered, counted in the period of the answer; with the span that the dates leave.',
  },
  source: OURS,
  reading: { kind: 'duration', from: { measure: 'request' }, to: answered, quantile },
  by: EVERYWHERE,
  categories: 'requester',
});

export const proximityIndicators: readonly Indicator[] = [
  {
    key: 'nearby-aid-granted',
    label: { fr: 'Aides aux très petites entreprises, commerces et artisans', en: 'Aid to very small firms, shops and craft' },
    unit: 'EUR',
    definition: {
      fr: 'Montant accordé à un bénéficiaire dont la source dit qu’il est une très petite entreprise, un commerce ou un artisan.',
      en: 'Amount granted to a beneficiary that its source says to be a very small firm, a shop or a craft.',
    },
    rule: happening,
    source: LME,
    reading: granted,
    by: AID,
    categories: 'beneficiary',
  },
  {
    key: 'nearby-beneficiaries',
    label: { fr: 'Très petites entreprises, commerces et artisans aidés', en: 'Very small firms, shops and craft aided' },
    unit: 'count',
    definition: {
      fr: 'Bénéficiaires. Qui reçoit deux aides compte deux fois ; une aide qui ne dit pas à combien compte pour un, au moins.',
      en: 'Beneficiaries. Who has two aids counts twice; an aid that does not say to how many counts one, at least.',
    },
    rule: happening,
    source: LME,
    reading: beneficiaries,
    by: AID,
    categories: 'beneficiary',
  },
  {
    key: 'nearby-aid-average',
    label: { fr: 'Aide moyenne', en: 'Average aid' },
    unit: 'EUR',
    definition: { fr: 'Montant accordé par bénéficiaire.', en: 'Amount granted for each beneficiary.' },
    denominator: { fr: 'Bénéficiaires', en: 'Beneficiaries' },
    rule: happening,
    source: OURS,
    reading: { kind: 'ratio', of: granted, per: beneficiaries },
    by: AID,
    categories: 'beneficiary',
  },
  {
    key: 'nearby-beneficiaries-per-1000',
    label: { fr: 'Bénéficiaires pour 1 000 habitants', en: 'Beneficiaries per 1,000 inhabitants' },
    unit: 'per-1000',
    definition: {
      fr: 'Bénéficiaires rapportés à la population municipale de chaque territoire.',
      en: 'Beneficiaries over the municipal population of each territory.',
    },
    denominator: { fr: 'Population municipale (Insee)', en: 'Municipal population (Insee)' },
    rule: happening,
    source: OURS,
    reading: { kind: 'per-inhabitants', of: beneficiaries, inhabitants: 1000 },
    by: EVERYWHERE,
    categories: 'beneficiary',
  },
  {
    key: 'communes-without-aid',
    label: { fr: 'Communes sans aucune aide', en: 'Municipalities without any aid' },
    unit: 'count',
    definition: {
      fr: 'Communes du territoire où aucune de ces aides n’est située pendant la période. Une aide qui ne nomme pas sa commune n’en situe aucune.',
      en: 'Municipalities of the territory where none of this aid is located within the period. Aid that names no municipality is located in none.',
    },
    denominator: { fr: 'Communes du territoire', en: 'Municipalities of the territory' },
    rule: counting,
    source: OURS,
    reading: { kind: 'communes-without', facts: aids },
    by: ['territory', 'year', 'quarter', 'month'],
  },
  {
    key: 'labels-with-purpose',
    label: { fr: 'Labels d’économie circulaire ou sociale', en: 'Labels for circular or social economy' },
    unit: 'count',
    definition: { fr: 'Labels créés pour récompenser l’une ou l’autre.', en: 'Labels created to reward one or the other.' },
    rule: { fr: 'Ceux qui existent à la fin de la période.', en: 'Those that exist at the end of the period.' },
    source: ESS,
    reading: { kind: 'level', facts: { measure: 'label', category: PURPOSES }, of: 'count' },
    by: [...EVERYWHERE, 'subject'],
    categories: 'purpose',
  },
  {
    key: 'awards-with-purpose',
    label: { fr: 'Attributions pour l’économie circulaire ou sociale', en: 'Awards for circular or social economy' },
    unit: 'count',
    definition: {
      fr: 'Lauréats nommés : ce pour quoi la source les récompense, à défaut ce que récompense le label.',
      en: 'Named laureates: what the source says they are rewarded for, otherwise what the label rewards.',
    },
    rule: counting,
    source: ESS,
    reading: { kind: 'count', facts: rewarded('award') },
    by: [...EVERYWHERE, 'subject'],
    categories: 'purpose',
  },
  {
    key: 'laureates-with-purpose',
    label: { fr: 'Lauréats de labels d’économie circulaire ou sociale', en: 'Laureates of labels for circular or social economy' },
    unit: 'count',
    definition: { fr: 'Lauréats des sessions de ces labels, nommés ou non.', en: 'Laureates of the rounds of these labels, named or not.' },
    rule: happening,
    source: ESS,
    reading: { kind: 'sum', facts: { ...rewarded('laureates'), unit: 'count' } },
    by: [...EVERYWHERE, 'subject'],
    categories: 'purpose',
  },
  {
    key: 'desk-requests',
    label: { fr: 'Demandes au guichet unique', en: 'Requests at the one-stop desk' },
    unit: 'count',
    definition: {
      fr: 'Demandes reçues, d’entreprises, de nouveaux arrivants, de salariés ou d’autres.',
      en: 'Requests received, from companies, newcomers, employees or others.',
    },
    rule: counting,
    source: OURS,
    reading: { kind: 'count', facts: { measure: 'request' } },
    by: EVERYWHERE,
    categories: 'requester',
  },
  {
    key: 'desk-answers',
    label: { fr: 'Réponses du guichet unique', en: 'Answers of the one-stop desk' },
    unit: 'count',
    definition: { fr: 'Demandes qui ont eu leur réponse.', en: 'Requests that had their answer.' },
    rule: counting,
    source: OURS,
    reading: { kind: 'count', facts: answered },
    by: EVERYWHERE,
    categories: 'requester',
  },
  days('median', 0.5, { fr: 'médiane', en: 'median' }),
  days('p90', 0.9, { fr: '9e décile', en: '90th percentile' }),
  {
    key: 'desk-unanswered',
    label: { fr: 'Demandes sans réponse', en: 'Requests without an answer' },
    unit: 'count',
    definition: { fr: 'Demandes reçues et encore sans réponse.', en: 'Requests received and not yet answered.' },
    rule: { fr: 'À la fin de la période.', en: 'At the end of the period.' },
    source: OURS,
    reading: { kind: 'level', facts: { measure: 'request-unanswered', unit: 'count', of: 'request' } },
    by: EVERYWHERE,
    categories: 'requester',
  },
];
