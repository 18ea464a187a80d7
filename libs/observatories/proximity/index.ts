import { type Observatory } from '@app/measuring';
import { proximityIndicators } from './proximity.indicators.js';
import { proximityProjection } from './proximity.projection.js';
import { ProximityFact } from './proximity.row.js';

export const proximity: Observatory = {
  key: 'economie-proximite',
  label: { fr: 'Économie de proximité', en: 'Local economy' },
  purpose: {
    fr: 'Qui est aidé près de chez soi, où personne ne l’est, et en combien de temps le guichet unique répond.',
    en: 'Who is aided close to home, where nobody is, and how long the one-stop desk takes to answer.',
  },
  projection: proximityProjection,
  table: 'proximity_fact',
  entities: [ProximityFact],
  indicators: proximityIndicators,
};

export type { Purpose } from './kinds.js';
