import { OURS, type Dimension, type Indicator, type Reading, type Texts } from '@app/measuring';

const PLACES: readonly Dimension[] = ['territory', 'year', 'quarter', 'month', 'sector', 'naf', 'subject'];
const NAF = {
  title: 'Insee, nomenclature d’activités française, rév. 2, sections G à U',
  url: 'https://www.insee.fr/fr/information/2406147',
};
const SERVICES = [...'GHIJKLMNOPQRSTU'];

const standing: Texts = {
  fr: 'De chaque site et de chaque état, le dernier relevé connu à la fin de la période ; ils s’ajoutent. Une date incertaine vaut pour son jour médian.',
  en: 'Of each site and each state, the last count known at the end of the period; they add up. An uncertain date counts on its median day.',
};

const floor = (...category: string[]): Reading => ({
  kind: 'level',
  facts: { measure: 'floor-area', unit: 'm2', ...(category.length > 0 && { category }) },
});
const jobs = (status: 'announced' | 'realised'): Reading => ({
  kind: 'level',
  facts: { measure: 'jobs', status, unit: 'people', naf: SERVICES },
});

const inState = (state: string, label: Texts, definition: Texts): Indicator => ({
  key: `floor-area-${state}`,
  label,
  unit: 'm2',
  definition,
  rule: standing,
  source: OURS,
  reading: floor(state),
  by: PLACES,
});

export const tertiaryIndicators: readonly Indicator[] = [
  {
    key: 'floor-area-by-state',
    label: { fr: 'Surfaces de bureaux par état', en: 'Office floor area by state' },
    unit: 'm2',
    definition: {
      fr: 'Surface de plancher annoncée, autorisée, livrée, vacante, louée.',
      en: 'Floor area announced, authorised, delivered, vacant, let.',
    },
    rule: standing,
    source: OURS,
    reading: floor(),
    by: [...PLACES, 'category'],
    categories: 'floor',
  },
  inState(
    'announced',
    { fr: 'Bureaux annoncés', en: 'Offices announced' },
    { fr: 'Surface rendue publique par son promoteur.', en: 'Area made public by its promoter.' },
  ),
  inState(
    'authorised',
    { fr: 'Bureaux autorisés', en: 'Offices authorised' },
    { fr: 'Surface d’un permis accordé.', en: 'Area of a permit granted.' },
  ),
  inState('delivered', { fr: 'Bureaux livrés', en: 'Offices delivered' }, { fr: 'Surface achevée.', en: 'Area completed.' }),
  inState(
    'vacant',
    { fr: 'Bureaux vacants', en: 'Offices vacant' },
    { fr: 'Surface livrée sans occupant.', en: 'Area delivered, without an occupant.' },
  ),
  inState('let', { fr: 'Bureaux loués', en: 'Offices let' }, { fr: 'Surface louée.', en: 'Area let.' }),
  {
    key: 'vacancy-rate',
    label: { fr: 'Taux de vacance des bureaux', en: 'Vacancy rate of offices' },
    unit: 'share',
    definition: { fr: 'Bureaux vacants sur bureaux vacants ou loués.', en: 'Offices vacant over offices vacant or let.' },
    denominator: { fr: 'Bureaux vacants ou loués', en: 'Offices vacant or let' },
    rule: standing,
    source: OURS,
    reading: { kind: 'ratio', of: floor('vacant'), per: floor('vacant', 'let') },
    by: PLACES,
  },
  {
    key: 'pipeline',
    label: { fr: 'Bureaux à livrer', en: 'Offices to be delivered' },
    unit: 'm2',
    definition: {
      fr: 'Surface dont la livraison est attendue ; par catégorie : l’année, ou les années entre lesquelles elle l’est.',
      en: 'Area whose delivery is expected; by category: the year, or the years between which it is.',
    },
    rule: {
      fr: 'De chaque site et de chaque état, la dernière annonce connue à la fin de la période : une livraison reportée quitte sa première année.',
      en: 'Of each site and each state the last announcement known at the end of the period: a delivery put off leaves its first year.',
    },
    source: OURS,
    reading: { kind: 'level', facts: { measure: 'floor-pipeline', unit: 'm2' } },
    by: [...PLACES, 'category'],
  },
  {
    key: 'tertiary-jobs-pledged',
    label: { fr: 'Emplois tertiaires annoncés', en: 'Tertiary jobs announced' },
    unit: 'people',
    definition: { fr: 'Emplois annoncés par les projets de services.', en: 'Jobs announced by projects in services.' },
    rule: standing,
    source: NAF,
    reading: jobs('announced'),
    by: PLACES,
  },
  {
    key: 'tertiary-jobs-created',
    label: { fr: 'Emplois tertiaires créés', en: 'Tertiary jobs created' },
    unit: 'people',
    definition: { fr: 'Emplois constatés dans les projets de services.', en: 'Jobs observed in projects in services.' },
    rule: standing,
    source: NAF,
    reading: jobs('realised'),
    by: PLACES,
  },
  {
    key: 'tertiary-employees',
    label: { fr: 'Effectif des sites tertiaires', en: 'Employees of tertiary sites' },
    unit: 'people',
    definition: { fr: 'Salariés comptés sur les sites de services.', en: 'Employees counted on sites in services.' },
    rule: standing,
    source: NAF,
    reading: { kind: 'level', facts: { measure: 'employees', unit: 'people', naf: SERVICES } },
    by: PLACES,
  },
];
