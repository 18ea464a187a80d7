import type { Measured } from '@app/measuring';
import { rowsOf } from '@app/testing';
import { tertiaryProjection } from './tertiary.projection.js';

type Told = Parameters<typeof rowsOf>[2];
const of = (streamId: string, ...told: Told[]) => rowsOf<Measured>(tertiaryProjection, streamId, ...told);
const announced = (expectedDelivery?: string): Told => ({
  type: 'SiteAreaCounted',
  data: { of: 'floor', state: 'announced', area: { value: 12_000, unit: 'm2' }, expectedDelivery },
});

it('offices announced for a year are in the pipeline of that year', () =>
  expect(of('site-euralille', announced('2026'))).toMatchObject([
    { measure: 'floor-area', category: 'announced', value: 12_000 },
    { measure: 'floor-pipeline', category: '2026', claim: 'area-floor-announced' },
  ]));

it('a delivery between two years is told so, and none without a date', () => {
  expect(of('site-euralille', announced('2025-06/2027'))[1]).toMatchObject({ category: '2025-2027' });
  expect(of('site-euralille', announced())).toHaveLength(1);
});

it('land is somebody else’s', () =>
  expect(of('site-euralille', { type: 'SiteAreaCounted', data: { of: 'land', state: 'vacant', area: { value: 2, unit: 'ha' } } })).toEqual(
    [],
  ));
