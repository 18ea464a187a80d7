import type { IndicatorUnit } from './indicator.js';

export const unitsEn: Readonly<Record<IndicatorUnit, string>> = {
  EUR: 'euros',
  people: 'people or jobs',
  count: 'number',
  share: 'share (0 to 1)',
  ha: 'hectares',
  m2: 'square metres',
  days: 'days',
  points: 'percentage points',
  'per-1000': 'per 1,000 inhabitants',
};
