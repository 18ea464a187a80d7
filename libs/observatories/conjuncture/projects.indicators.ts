import type { ClaimStatus } from '@app/kernel';
import { counting, OURS, type Dimension, type Indicator, type Reading, type Texts } from '@app/measuring';
import { EVERYWHERE, standing } from './texts.js';

const COUR_DES_COMPTES = { title: 'Cour des comptes, rapport public annuel, sur le suivi des emplois aidés' };
const CONTRACT = { title: 'Région Hauts-de-France, contrats d’implantation : raccourcir le délai d’installation' };
const WITH_CATEGORY: readonly Dimension[] = [...EVERYWHERE, 'category'];

const investment = (status: ClaimStatus): Reading => ({ kind: 'level', facts: { measure: 'investment', status, unit: 'EUR' } });
const steps = (...category: string[]): Reading => ({
  kind: 'count',
  facts: { measure: 'project', ...(category.length > 0 && { category }) },
});
const decided = (...category: string[]): Reading => ({ kind: 'count', facts: { measure: 'application', category } });

const amount = (status: ClaimStatus, label: Texts, definition: Texts): Indicator => ({
  key: `investment-${status}`,
  label,
  unit: 'EUR',
  definition,
  rule: standing,
  source: COUR_DES_COMPTES,
  reading: investment(status),
  by: EVERYWHERE,
});

const step = (category: string, label: Texts, definition: Texts): Indicator => ({
  key: `projects-${category}`,
  label,
  unit: 'count',
  definition,
  rule: counting,
  source: OURS,
  reading: steps(category),
  by: EVERYWHERE,
});

const WAITING: Texts = {
  fr: 'De chaque projet dont les deux dates sont connues, compté dans la période de la seconde ; d’un jour médian à l’autre, avec l’étendue que les dates laissent.',
  en: 'Of each project both of whose dates are known, counted in the period of the second; from median day to median day, with the span that the dates leave.',
};

/** Half of the projects took at most so many days, and nine in ten. */
const days = (from: string, to: string, label: Texts): Indicator[] =>
  (
    [
      ['median', 0.5, { fr: 'médiane', en: 'median' }],
      ['p90', 0.9, { fr: '9e décile', en: '90th percentile' }],
    ] as const
  ).map(([name, quantile, of]) => ({
    key: `days-${from}-to-${to}-${name}`,
    label: { fr: `${label.fr} : ${of.fr}`, en: `${label.en}: ${of.en}` },
    unit: 'days',
    definition: {
      fr: `${label.fr}, ${of.fr} des projets ; interpolée entre les deux valeurs voisines.`,
      en: `${label.en}, ${of.en} of the projects; interpolated between the two values around it.`,
    },
    rule: WAITING,
    source: CONTRACT,
    reading: {
      kind: 'duration',
      from: { measure: 'project', category: [from] },
      to: { measure: 'project', category: [to] },
      quantile,
    },
    by: EVERYWHERE,
  }));

export const projectIndicators: readonly Indicator[] = [
  amount(
    'announced',
    { fr: 'Investissements annoncés', en: 'Investment announced' },
    {
      fr: 'Ce que les porteurs des projets ont dit vouloir investir. Une annonce, pas un résultat.',
      en: 'What the promoters of projects said they would invest. An announcement, not a result.',
    },
  ),
  amount(
    'committed',
    { fr: 'Investissements engagés', en: 'Investment committed' },
    { fr: 'Promis par un acte : convention, contrat.', en: 'Promised by an act: agreement, contract.' },
  ),
  amount(
    'realised',
    { fr: 'Investissements réalisés', en: 'Investment realised' },
    { fr: 'Dépensé, tel que constaté dans les projets.', en: 'Spent, as observed in the projects.' },
  ),
  amount(
    'surviving',
    { fr: 'Investissements subsistants', en: 'Investment surviving' },
    { fr: 'Réalisé et encore là lorsqu’on l’a vérifié plus tard.', en: 'Realised and still there when checked later.' },
  ),
  {
    key: 'investment-realisation-rate',
    label: { fr: 'Part des investissements annoncés qui est réalisée', en: 'Share of announced investment that was realised' },
    unit: 'share',
    definition: {
      fr: 'Investissements réalisés sur investissements annoncés, des projets qui en ont annoncé.',
      en: 'Investment realised over investment announced, of the projects that announced any.',
    },
    denominator: { fr: 'Investissements annoncés', en: 'Investment announced' },
    rule: standing,
    source: COUR_DES_COMPTES,
    reading: { kind: 'ratio', of: investment('realised'), per: investment('announced'), among: 'subject' },
    by: EVERYWHERE,
  },
  {
    key: 'projects-by-step',
    label: { fr: 'Projets, par étape', en: 'Projects by step' },
    unit: 'count',
    definition: {
      fr: 'Étapes franchies pendant la période : annonce, autorisation, travaux, ouverture, suspension, reprise, abandon. Un projet compte à chacune.',
      en: 'Steps taken within the period: announced, authorised, works started, opened, suspended, resumed, abandoned. A project counts at each.',
    },
    rule: counting,
    source: OURS,
    reading: steps(),
    by: WITH_CATEGORY,
    categories: 'step',
  },
  step(
    'prospected',
    { fr: 'Projets entrés en portefeuille', en: 'Projects taken into the portfolio' },
    {
      fr: 'Suivis avant leur annonce : visibles de ceux qui y ont accès.',
      en: 'Followed before their announcement: shown to those who may see them.',
    },
  ),
  step(
    'announced',
    { fr: 'Projets annoncés', en: 'Projects announced' },
    { fr: 'Rendus publics par leurs porteurs.', en: 'Made public by their promoters.' },
  ),
  step('authorised', { fr: 'Projets autorisés', en: 'Projects authorised' }, { fr: 'Permis obtenu.', en: 'Permit granted.' }),
  step('works-started', { fr: 'Chantiers ouverts', en: 'Works started' }, { fr: 'Travaux commencés.', en: 'Works begun.' }),
  step('opened', { fr: 'Projets ouverts', en: 'Projects opened' }, { fr: 'En service.', en: 'In operation.' }),
  step(
    'suspended',
    { fr: 'Projets suspendus', en: 'Projects suspended' },
    { fr: 'Arrêtés, peut-être pour un temps.', en: 'Stopped, for a time perhaps.' },
  ),
  step(
    'abandoned',
    { fr: 'Projets abandonnés', en: 'Projects abandoned' },
    { fr: 'Leurs porteurs y ont renoncé.', en: 'Given up by their promoters.' },
  ),
  {
    key: 'applications-submitted',
    label: { fr: 'Candidatures déposées', en: 'Applications submitted' },
    unit: 'count',
    definition: { fr: 'Réponses des projets à un appel.', en: 'Answers of projects to a call.' },
    rule: counting,
    source: OURS,
    reading: decided('submitted'),
    by: EVERYWHERE,
  },
  {
    key: 'applications-accepted',
    label: { fr: 'Candidatures retenues', en: 'Applications accepted' },
    unit: 'count',
    definition: {
      fr: 'Retenues pour de bon ; présélectionnées, elles ne comptent pas.',
      en: 'Finally accepted; shortlisted does not count.',
    },
    rule: counting,
    source: OURS,
    reading: decided('accepted'),
    by: EVERYWHERE,
  },
  {
    key: 'applications-acceptance-rate',
    label: { fr: 'Part des candidatures retenues', en: 'Share of applications accepted' },
    unit: 'share',
    definition: {
      fr: 'Retenues sur retenues et rejetées pendant la période.',
      en: 'Accepted over accepted and rejected within the period.',
    },
    denominator: { fr: 'Candidatures retenues ou rejetées', en: 'Applications accepted or rejected' },
    rule: counting,
    source: OURS,
    reading: { kind: 'ratio', of: decided('accepted'), per: decided('accepted', 'rejected') },
    by: EVERYWHERE,
  },
  ...days('announced', 'opened', { fr: 'Jours de l’annonce à l’ouverture', en: 'Days from announcement to opening' }),
  ...days('announced', 'authorised', { fr: 'Jours de l’annonce à l’autorisation', en: 'Days from announcement to authorisation' }),
  ...days('authorised', 'works-started', { fr: 'Jours de l’autorisation aux travaux', en: 'Days from authorisation to works' }),
  ...days('works-started', 'opened', { fr: 'Jours des travaux à l’ouverture', en: 'Days from works to opening' }),
  {
    key: 'jobs-balance',
    label: { fr: 'Solde des emplois', en: 'Balance of jobs' },
    unit: 'people',
    definition: {
      fr: 'Emplois créés par les projets, moins emplois supprimés par les fermetures, à la fin de la période.',
      en: 'Jobs created by the projects less jobs lost by closures, at the end of the period.',
    },
    rule: {
      fr: 'Créés : de chaque projet, les derniers constatés. Supprimés : de chaque site fermé, tous ceux à ce jour. Une annonce ne compte pas.',
      en: 'Created: of each project the last observed. Lost: of each closed site, all to date. An announcement does not count.',
    },
    source: COUR_DES_COMPTES,
    reading: {
      kind: 'difference',
      of: { kind: 'level', facts: { measure: 'jobs', status: 'realised', unit: 'people' } },
      minus: { kind: 'level', facts: { measure: 'jobs-lost', unit: 'people' } },
    },
    by: EVERYWHERE,
  },
];
