import type { Geometry } from '@app/kernel';
import { bounds, meets, type Bounds } from './shapes.js';

const square = (west: number, south: number, side: number): number[][] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

/** A square of 10 with a hole of 6, and an island of 1 in the hole. */
const ring: Geometry = { type: 'MultiPolygon', coordinates: [[square(0, 0, 10), square(2, 2, 6).reverse()], [square(4, 4, 1)]] };
const triangle: Geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [10, 0],
      [0, 10],
      [0, 0],
    ],
  ],
};

describe('an outline meets a box', () => {
  it.each<[string, Geometry, Bounds, boolean]>([
    ['that holds it', triangle, [-1, -1, 11, 11], true],
    ['inside it', triangle, [1, 1, 2, 2], true],
    ['across a side', triangle, [4, 4, 6, 6], true],
    ['with a corner alone in it', triangle, [-1, 9, 1, 12], true],
    ['at an edge', triangle, [-2, 0, 0, 1], true],
    ['but not one that only its own box meets', triangle, [8, 8, 9, 9], false],
    ['but not one beside it', triangle, [11, 0, 12, 1], false],
    ['but not one in its hole', ring, [2.5, 2.5, 3.5, 3.5], false],
    ['with an island in the hole', ring, [3.5, 3.5, 4.5, 4.5], true],
    ['around the side of the hole', ring, [1, 1, 3, 3], true],
  ])('%s', (_, geometry, box, expected) => expect(meets(geometry, box)).toBe(expected));

  it('as a point does', () => {
    const point: Geometry = { type: 'Point', coordinates: [2.64, 50.53] };
    expect(bounds(point)).toEqual([2.64, 50.53, 2.64, 50.53]);
    expect([meets(point, [2.6, 50.5, 2.7, 50.6]), meets(point, [2.65, 50.5, 2.7, 50.6])]).toEqual([true, false]);
  });
});
