import { type Observatory } from '@app/measuring';
import { conjunctureIndicators } from './conjuncture.indicators.js';
import { conjunctureProjection } from './conjuncture.projection.js';
import { ConjunctureFact } from './conjuncture.row.js';

export const conjuncture: Observatory = {
  key: 'conjoncture-reprise',
  label: { fr: 'Conjoncture et reprise', en: 'Economic situation and recovery' },
  purpose: {
    fr: 'Ce que deviennent les aides, les investissements et les projets, à côté de ce que d’autres observent du territoire.',
    en: 'What becomes of aid, investment and projects, beside what others observe of the territory.',
  },
  projection: conjunctureProjection,
  table: 'conjuncture_fact',
  entities: [ConjunctureFact],
  indicators: conjunctureIndicators,
};
