import { type Observatory } from '@app/measuring';
import { tertiaryIndicators } from './tertiary.indicators.js';
import { tertiaryProjection } from './tertiary.projection.js';
import { TertiaryFact } from './tertiary.row.js';

export const tertiary: Observatory = {
  key: 'tertiaire',
  label: { fr: 'Tertiaire', en: 'Tertiary' },
  purpose: {
    fr: 'Les bureaux, de leur annonce à leur vacance, et les emplois de services.',
    en: 'Offices, from their announcement to their vacancy, and the jobs of services.',
  },
  projection: tertiaryProjection,
  table: 'tertiary_fact',
  entities: [TertiaryFact],
  indicators: tertiaryIndicators,
};
