import type { IndicatorUnit } from './indicator.js';

export const unitsFr: Readonly<Record<IndicatorUnit, string>> = {
  EUR: 'euros',
  people: 'personnes ou emplois',
  count: 'nombre',
  share: 'part (de 0 à 1)',
  ha: 'hectares',
  m2: 'mètres carrés',
  days: 'jours',
  points: 'points de pourcentage',
  'per-1000': 'pour 1 000 habitants',
};
