import type { Ring } from '@app/kernel';
import fc from 'fast-check';
import { innerPoint, polygonsOf, type Area } from './area.js';
import { dissolved } from './dissolve.js';
import { softHull } from './hull.js';
import { outlinesIn } from './outline-file.js';

/** A square whose south-west corner is at (x, y), turning left. */
const square = (x: number, y: number, size = 1): Ring => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const area = (...polygons: Ring[][]): Area => ({ type: 'MultiPolygon', coordinates: polygons });
const sizeOf = (shape: Area) => polygonsOf(shape).reduce((sum, rings) => sum + rings.reduce((all, ring) => all + signed(ring), 0), 0);
const signed = (ring: Ring) => ring.slice(1).reduce((sum, [x, y], index) => sum + (ring[index]![0]! * y! - x! * ring[index]![1]!) / 2, 0);
const contains = (shape: Area, [x, y]: readonly number[]) =>
  polygonsOf(shape)
    .flat()
    .filter((ring) =>
      ring.slice(1).reduce((inside, [bx, by], index) => {
        const [ax, ay] = ring[index]!;
        return ay! > y! !== by! > y! && x! < ax! + ((y! - ay!) / (by! - ay!)) * (bx! - ax!) ? !inside : inside;
      }, false),
    ).length %
    2 ===
  1;

describe('neighbours as one', () => {
  it('lose the borders they share', () => {
    const one = dissolved([area([square(0, 0)]), area([square(1, 0)])]);
    expect(one.type).toBe('Polygon');
    expect(one.coordinates[0]).toHaveLength(7);
    expect(sizeOf(one)).toBe(2);
  });

  it('keep what lies apart, what only touches, and the hole they leave', () => {
    expect(dissolved([area([square(0, 0)]), area([square(3, 3)])]).coordinates).toHaveLength(2);
    const touching = dissolved([area([square(0, 0)]), area([square(1, 1)])]);
    expect(touching.coordinates).toHaveLength(2);
    const around = [0, 1, 2].flatMap((x) => [0, 1, 2].flatMap((y) => (x === 1 && y === 1 ? [] : [area([square(x, y)])])));
    const ring = dissolved(around);
    expect(ring.type).toBe('Polygon');
    expect(ring.coordinates).toHaveLength(2);
    expect(sizeOf(ring)).toBe(8);
  });

  it('are as large together as apart, whichever they are', () => {
    const cells = fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 30, selector: String });
    fc.assert(
      fc.property(cells, (chosen) => {
        const one = dissolved(chosen.map(([x, y]) => area([square(x, y)])));
        expect(sizeOf(one)).toBe(chosen.length);
        for (const [x, y] of chosen) expect(contains(one, [x + 0.5, y + 0.5])).toBe(true);
        expect(contains(one, innerPoint(one))).toBe(true);
      }),
    );
  });
});

describe('a soft shape', () => {
  it('holds every point, with a margin', () => {
    const points = fc.array(fc.tuple(fc.double({ min: 1, max: 4, noNaN: true }), fc.double({ min: 50, max: 51, noNaN: true })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(points, (some) => {
        const hull = softHull(some);
        for (const [x, y] of some)
          for (const [dx, dy] of [
            [0, 0.01],
            [0.01, 0],
            [-0.01, -0.01],
          ])
            expect(contains(hull, [x + dx!, y + dy!])).toBe(true);
        expect(sizeOf(hull)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a file of outlines', () => {
  const feature = (code: unknown, ring: Ring = square(2, 50, 0.1), name = 'code') => ({
    type: 'Feature',
    properties: { [name]: code },
    geometry: { type: 'Polygon', coordinates: [ring] },
  });
  const file = (...features: object[]) => ({ type: 'FeatureCollection', features });
  const problems = (document: unknown) => outlinesIn(document).problems.map(({ index, code }) => [index, code]);

  it('gives each territory by its official code', () => {
    const { outlines, problems } = outlinesIn(file(feature('62119'), feature('200072460', undefined, 'siren'), feature('62')));
    expect(problems).toEqual([]);
    expect(outlines.map(({ territoryId }) => territoryId)).toEqual(['commune-62119', 'epci-200072460', 'departement-62']);
    expect(outlinesIn(feature('62119')).outlines).toHaveLength(1);
  });

  it('is made to turn left, of coordinates of a metre', () => {
    const clockwise = [...square(2.123456789, 50, 0.5)].reverse();
    const [{ area: made } = { area: area() }] = outlinesIn(feature('62119', clockwise)).outlines;
    expect(sizeOf(made)).toBeGreaterThan(0);
    expect(JSON.stringify(made)).toContain('2.12346');
    expect(JSON.stringify(made)).not.toMatch(/\.\d{6}/);
  });

  it('leaves municipalities aside that no longer exist', () => {
    const { outlines, former, problems } = outlinesIn(file(feature('62294'), feature('62295')));
    expect([outlines.length, former, problems]).toEqual([1, [{ code: '62294', successor: '62295' }], []]);
  });

  it('asks which, of a department and a region', () => {
    expect(problems(feature('32'))).toEqual([[0, 'CODE_AMBIGUOUS']]);
    expect(outlinesIn(feature('32'), 'region').outlines[0]?.territoryId).toBe('region-32');
  });

  it.each([
    ['what is no GeoJSON', { type: 'Topology' }, [[null, 'NOT_GEOJSON']]],
    ['nothing', null, [[null, 'NOT_GEOJSON']]],
    [
      'another reference system',
      { ...file(), crs: { properties: { name: 'urn:ogc:def:crs:EPSG::2154' } } },
      [[null, 'OTHER_REFERENCE_SYSTEM']],
    ],
    ['what is no feature', file({ type: 'Polygon' }), [[0, 'NOT_GEOJSON']]],
    ['no code', file({ ...feature('x'), properties: null }), [[0, 'NO_CODE']]],
    ['a code that is a number', file(feature(62119)), [[0, 'NO_CODE']]],
    ['an unknown code', file(feature('62119'), feature('99999')), [[1, 'CODE_UNKNOWN']]],
    ['the same twice', file(feature('62119'), feature('62119')), [[1, 'TWICE']]],
    ['latitude first', file(feature('62119', square(50, 200, 0.1))), [[0, 'GEOMETRY']]],
    ['a ring that is open', file(feature('62119', square(2, 50).slice(0, 4))), [[0, 'GEOMETRY']]],
    ['what covers nothing', file(feature('62119', square(2, 50, 1e-9))), [[0, 'GEOMETRY']]],
    ['a point', file({ ...feature('62119'), geometry: { type: 'Point', coordinates: [2, 50] } }), [[0, 'GEOMETRY']]],
    ['no geometry', file({ ...feature('62119'), geometry: null }), [[0, 'GEOMETRY']]],
  ])('is refused with %s', (_, document, expected) => expect(problems(document)).toEqual(expected));

  it('takes the WGS 84 that older files name', () => {
    expect(problems({ ...file(feature('62119')), crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } })).toEqual(
      [],
    );
  });
});
