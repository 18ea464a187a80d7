import type { Measured } from '@app/measuring';
import { rowsOf } from '@app/testing';
import { gisProjection } from './gis.projection.js';

type Told = Parameters<typeof rowsOf>[2];
const of = (streamId: string, ...told: Told[]) => rowsOf<Measured>(gisProjection, streamId, ...told);
const site = 'site-bridgestone-bethune';

it('an area counted stands under its state, and offices are somebody else’s', () =>
  expect(
    of(
      site,
      { type: 'SiteAreaCounted', data: { of: 'land', state: 'vacant', area: { value: 34, unit: 'ha' } }, occurred: '2021' },
      { type: 'SiteAreaCounted', data: { of: 'floor', state: 'vacant', area: { value: 900, unit: 'm2' } } },
    ),
  ).toMatchObject([{ measure: 'land-area', category: 'vacant', claim: 'area-land-vacant', value: 34, unit: 'ha', day: '2021-07-02' }]));

it('a site that closed is a brownfield until it is reclassified', () =>
  expect(
    of(
      site,
      { type: 'SiteClosed', data: { jobsLost: { value: 864, unit: 'people' } }, occurred: '2020-12' },
      { type: 'SiteReclassified', data: { use: 'logistique' }, occurred: '2022' },
    ),
  ).toMatchObject([
    { measure: 'brownfield', value: 1, dayFrom: '2020-12-01' },
    { measure: 'brownfield', value: 0, dayFrom: '2022-01-01' },
  ]));

it('the land account has what was consumed apart from what was restored', () =>
  expect(
    of(
      'landaccount-ca-bethune-bruay',
      { type: 'LandDebited', data: { entryId: 'zac', area: { value: 12, unit: 'ha' }, communeCode: '62119' } },
      { type: 'LandCredited', data: { entryId: 'terril', area: { value: 3, unit: 'ha' } } },
    ),
  ).toMatchObject([
    { measure: 'land-consumed', claim: 'zac', value: 12, communeCode: '62119' },
    { measure: 'land-restored', claim: 'terril', value: 3 },
  ]));
