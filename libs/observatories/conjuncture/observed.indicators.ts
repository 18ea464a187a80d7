import type { Unit } from '@app/kernel';
import type { Dimension, Indicator, Texts } from '@app/measuring';

const BY: readonly Dimension[] = ['territory', 'year', 'quarter', 'month', 'category', 'subject'];
const INSEE = { title: 'Insee, taux de chômage localisés', url: 'https://www.insee.fr/fr/metadonnees/source/indicateur/p1653' };
const THEIRS = { title: 'Chaque fait cite son document' };

const rule: Texts = {
  fr: 'Jamais calculé ni ajouté : le chiffre publié d’exactement ce territoire, le dernier de la période ; une publication remplace la précédente. Choisir la série par « category » : de plusieurs séries, rien n’est dit.',
  en: 'Never computed nor added up: the figure published of exactly this territory, the last of the period; a publication replaces the one before. Choose the series by “category”: of several nothing is told.',
};

const NAMES: Readonly<Record<Unit, Texts>> = {
  people: { fr: 'en personnes', en: 'in people' },
  EUR: { fr: 'en euros', en: 'in euros' },
  ha: { fr: 'en hectares', en: 'in hectares' },
  m2: { fr: 'en mètres carrés', en: 'in square metres' },
  share: { fr: 'en part', en: 'as shares' },
  points: { fr: 'en points', en: 'in points' },
  count: { fr: 'en nombre', en: 'as counts' },
};

/** What others observe of the territory, beside what happens in it: one indicator for each unit, one category for each series. */
export const observedIndicators: readonly Indicator[] = [
  ...Object.entries(NAMES).map(([unit, { fr, en }]): Indicator => ({
    key: `observed-${unit.toLowerCase()}`,
    label: { fr: `Séries observées, ${fr}`, en: `Observed series, ${en}` },
    unit: unit as Unit,
    definition: {
      fr: 'Ce que d’autres ont publié de ce territoire pour une période, sous leur propre définition.',
      en: 'What others published of this territory for a period, under their own definition.',
    },
    rule,
    source: THEIRS,
    reading: { kind: 'observed', facts: { measure: 'observed', unit: unit as Unit } },
    by: BY,
  })),
  {
    key: 'unemployment-rate',
    label: { fr: 'Taux de chômage', en: 'Unemployment rate' },
    unit: 'share',
    definition: {
      fr: 'Chômeurs au sens du BIT sur population active, par zone d’emploi et par trimestre, tel que publié.',
      en: 'Unemployed (ILO) over the active population, by employment zone and quarter, as published.',
    },
    denominator: { fr: 'Population active', en: 'Active population' },
    rule,
    source: INSEE,
    reading: { kind: 'observed', facts: { measure: 'observed', category: ['unemployment'], unit: 'share' } },
    by: BY,
  },
];
