import { OURS, type Dimension, type Indicator, type Reading, type Texts } from '@app/measuring';

const PLACES: readonly Dimension[] = ['territory', 'year', 'quarter', 'month', 'sector', 'naf', 'subject'];
const ZAN = {
  title: 'Loi n° 2021-1104 du 22 août 2021, article 191',
  url: 'https://www.legifrance.gouv.fr/loda/id/JORFTEXT000043956924',
};

const standing: Texts = {
  fr: 'De chaque site et de chaque état, le dernier relevé connu à la fin de la période ; ils s’ajoutent. Une date incertaine vaut pour son jour médian.',
  en: 'Of each site and each state, the last count known at the end of the period; they add up. An uncertain date counts on its median day.',
};
const happening: Texts = {
  fr: 'Écritures du compte pendant la période. Une date incertaine répartit sa surface sur ses jours ; « sûr » et « possible » en donnent les bornes.',
  en: 'Entries of the account within the period. An uncertain date spreads its area over its days; “sure” and “possible” are its bounds.',
};

const land = (...category: string[]): Reading => ({
  kind: 'level',
  facts: { measure: 'land-area', unit: 'ha', ...(category.length > 0 && { category }) },
});
const consumed: Reading = { kind: 'sum', facts: { measure: 'land-consumed', unit: 'ha' } };
const restored: Reading = { kind: 'sum', facts: { measure: 'land-restored', unit: 'ha' } };

/** Hectares of sites in a state. */
const inState = (key: string, category: string, label: Texts, definition: Texts): Indicator => ({
  key,
  label,
  unit: 'ha',
  definition,
  rule: standing,
  source: OURS,
  reading: land(category),
  by: PLACES,
});

export const gisIndicators: readonly Indicator[] = [
  {
    key: 'land-area-by-state',
    label: { fr: 'Surfaces des sites par état', en: 'Areas of sites by state' },
    unit: 'ha',
    definition: {
      fr: 'Hectares disponibles, occupés, vacants, en friche, réemployés.',
      en: 'Hectares available, occupied, vacant, brownfield, reused.',
    },
    rule: standing,
    source: OURS,
    reading: land(),
    by: [...PLACES, 'category'],
    categories: 'land',
  },
  inState(
    'area-available',
    'available',
    { fr: 'Surface disponible', en: 'Area available' },
    { fr: 'Prête à recevoir une entreprise.', en: 'Ready to receive a company.' },
  ),
  inState(
    'area-occupied',
    'occupied',
    { fr: 'Surface occupée', en: 'Area occupied' },
    { fr: 'Employée par un occupant.', en: 'Used by an occupant.' },
  ),
  inState(
    'area-vacant',
    'vacant',
    { fr: 'Surface vacante', en: 'Area vacant' },
    { fr: 'Bâtie ou aménagée, sans occupant.', en: 'Built or developed, without an occupant.' },
  ),
  inState(
    'area-brownfield',
    'brownfield',
    { fr: 'Surface en friche', en: 'Brownfield area' },
    {
      fr: 'Sans usage, et qui ne peut en retrouver un sans travaux (code de l’urbanisme, article L. 111-26).',
      en: 'Without use, and with none to come without works (code de l’urbanisme, article L. 111-26).',
    },
  ),
  inState(
    'area-reused',
    'reused',
    { fr: 'Surface réemployée', en: 'Area reused' },
    { fr: 'De friches qui ont retrouvé un usage.', en: 'Of brownfields that have a use again.' },
  ),
  {
    key: 'site-area',
    label: { fr: 'Surface des sites dessinés', en: 'Area of the sites outlined' },
    unit: 'ha',
    definition: { fr: 'Telle que la source du contour la donne.', en: 'As the source of the outline gives it.' },
    rule: standing,
    source: OURS,
    reading: { kind: 'level', facts: { measure: 'site-area', unit: 'ha' } },
    by: PLACES,
  },
  {
    key: 'share-reused',
    label: { fr: 'Part du site réemployée, telle que publiée', en: 'Share of the site reused, as published' },
    unit: 'share',
    definition: {
      fr: 'Dernière part publiée d’un site fermé ; plusieurs sites : l’étendue.',
      en: 'Last published share of a closed site; several sites: the span.',
    },
    rule: standing,
    source: OURS,
    reading: { kind: 'level', facts: { measure: 'share-reused', unit: 'share' }, of: 'share' },
    by: PLACES,
  },
  {
    key: 'brownfield-sites',
    label: { fr: 'Sites fermés ou en friche', en: 'Sites closed or brownfield' },
    unit: 'count',
    definition: {
      fr: 'Enregistrés comme friches, ou fermés, et qu’aucune requalification n’a suivis.',
      en: 'Registered as brownfields, or closed, and not reclassified since.',
    },
    rule: {
      fr: 'À la fin de la période. Une requalification les en retire ; un réemploi partiel non.',
      en: 'At the end of the period. A reclassification takes them out; a partial reuse does not.',
    },
    source: OURS,
    reading: { kind: 'level', facts: { measure: 'brownfield' } },
    by: PLACES,
  },
  {
    key: 'land-consumed',
    label: { fr: 'Sols consommés', en: 'Land consumed' },
    unit: 'ha',
    definition: {
      fr: 'Espaces naturels, agricoles et forestiers débités du compte foncier.',
      en: 'Natural, farming and forest land debited from the land account.',
    },
    rule: happening,
    source: ZAN,
    reading: consumed,
    by: PLACES,
  },
  {
    key: 'land-restored',
    label: { fr: 'Sols rendus à la nature', en: 'Land restored' },
    unit: 'ha',
    definition: { fr: 'Surfaces créditées au compte foncier.', en: 'Areas credited to the land account.' },
    rule: happening,
    source: ZAN,
    reading: restored,
    by: PLACES,
  },
  {
    key: 'land-balance',
    label: { fr: 'Solde du compte foncier', en: 'Balance of the land account' },
    unit: 'ha',
    definition: { fr: 'Sols rendus moins sols consommés.', en: 'Land restored less land consumed.' },
    rule: happening,
    source: ZAN,
    reading: { kind: 'difference', of: restored, minus: consumed },
    by: PLACES,
  },
];
