import { type Observatory } from '@app/measuring';
import { gisIndicators } from './gis.indicators.js';
import { gisProjection } from './gis.projection.js';
import { GisFact } from './gis.row.js';

export const gis: Observatory = {
  key: 'sig',
  label: { fr: 'SIG : parcs, friches et sols', en: 'GIS: parks, brownfields and land' },
  purpose: {
    fr: 'Ce que deviennent les lieux : disponibles, occupés, vacants, en friche, réemployés, et le compte foncier.',
    en: 'What becomes of places: available, occupied, vacant, brownfield, reused, and the land account.',
  },
  projection: gisProjection,
  table: 'gis_fact',
  entities: [GisFact],
  indicators: gisIndicators,
};
