import type { EffectiveFact, Figure } from '@app/kernel';
import { measured, sayings, type Measured } from '@app/measuring';
import { into, type Projection, type TableRows } from '@app/projecting';
import type { LandEvents } from '@domain/land';
import type { SiteEvents } from '@domain/sites';
import { GisFact } from './gis.row.js';

type Events = SiteEvents & LandEvents;
type Rows = { readonly [Type in keyof Events]?: (data: Events[Type], fact: EffectiveFact) => Measured[] };

/** What a site has one of at a time: said later it is replaced, said otherwise it is contradicted. */
const standing = (fact: EffectiveFact, measure: string, figure: Figure | undefined, own: Partial<Measured> = {}): Measured[] =>
  figure ? [measured(fact, { measure, claim: measure, figure, ...own })] : [];

/** 1 from the day a site is a brownfield, 0 from the day it is in use again. */
const brownfield = (fact: EffectiveFact, value: 0 | 1): Measured[] => [
  measured(fact, { measure: 'brownfield', figure: { value, unit: 'count' } }),
];

const rows: Rows = {
  SiteRegistered: ({ siteKind }, fact) => (siteKind === 'brownfield' ? brownfield(fact, 1) : []),
  SiteClosed: (_, fact) => brownfield(fact, 1),
  SiteReclassified: (_, fact) => brownfield(fact, 0),
  SiteOutlined: ({ area }, fact) => standing(fact, 'site-area', area),
  SiteAreaCounted: ({ of, state, area }, fact) =>
    of === 'land' ? standing(fact, 'land-area', area, { category: state, claim: `area-land-${state}` }) : [],
  SitePartlyReused: ({ share, area }, fact) => [...standing(fact, 'share-reused', share), ...standing(fact, 'area-reused', area)],
  LandDebited: ({ entryId, area }, fact) => [measured(fact, { measure: 'land-consumed', claim: entryId, figure: area })],
  LandCredited: ({ entryId, area }, fact) => [measured(fact, { measure: 'land-restored', claim: entryId, figure: area })],
};

const KINDS = /^(site|landaccount)-/;
const NOTHING: readonly TableRows[] = [];

const measureOf = (about: string): string | undefined =>
  about.startsWith('area-land-') ? 'land-area' : about === 'share-reused' ? about : undefined;

export const gisProjection: Projection = {
  name: 'gis',
  version: 4,
  tables: [GisFact],
  rows: (fact) => {
    if (!KINDS.test(fact.streamId)) return NOTHING;
    const own = Object.hasOwn(rows, fact.type)
      ? (rows as Record<string, (data: object, fact: EffectiveFact) => Measured[]>)[fact.type]
      : undefined;
    const made = own ? own(fact.data, fact) : sayings(fact, measureOf);
    return made.length > 0 ? [into(GisFact, ...made)] : NOTHING;
  },
};
