import type { EffectiveFact } from '@app/kernel';
import { measured, measuringProjection, standing, type Measured, type MeasuresOf } from '@app/measuring';
import type { LandEvents } from '@domain/land';
import type { SiteEvents } from '@domain/sites';
import { GisFact } from './gis.row.js';

type Events = SiteEvents & LandEvents;

/** 1 from the day a site is a brownfield, 0 from the day it is in use again. */
const brownfield = (fact: EffectiveFact, value: 0 | 1): Measured[] => [
  measured(fact, { measure: 'brownfield', figure: { value, unit: 'count' } }),
];

const rows: MeasuresOf<Events> = {
  SiteRegistered: ({ siteKind }, fact) => (siteKind === 'brownfield' ? brownfield(fact, 1) : []),
  SiteClosed: (_, fact) => brownfield(fact, 1),
  SiteReclassified: (_, fact) => brownfield(fact, 0),
  SiteOutlined: ({ area }, fact) => standing(fact, 'site-area', area),
  SiteAreaCounted: ({ of, state, area }, fact) =>
    of === 'land' ? standing(fact, 'land-area', area, null, { category: state, claim: `area-land-${state}` }) : [],
  SitePartlyReused: ({ share, area }, fact) => [...standing(fact, 'share-reused', share), ...standing(fact, 'area-reused', area)],
  LandDebited: ({ entryId, area }, fact) => [measured(fact, { measure: 'land-consumed', claim: entryId, figure: area })],
  LandCredited: ({ entryId, area }, fact) => [measured(fact, { measure: 'land-restored', claim: entryId, figure: area })],
};

const measureOf = (about: string): string | undefined =>
  about.startsWith('area-land-') ? 'land-area' : about === 'share-reused' ? about : undefined;

export const gisProjection = measuringProjection<Events>({
  name: 'gis',
  version: 6,
  table: GisFact,
  kinds: ['site', 'landaccount'],
  rows,
  measureOf,
});
