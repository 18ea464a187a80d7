import type { Geometry, Ring } from '@app/kernel';

/** Degrees, WGS 84. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

type Pair = readonly [number, number];

/** Rings by polygon, the outer one first; none of a point. */
const polygonsOf = (geometry: Geometry): readonly (readonly Ring[])[] =>
  geometry.type === 'MultiPolygon' ? geometry.coordinates : geometry.type === 'Polygon' ? [geometry.coordinates] : [];

export function bounds(geometry: Geometry): Bounds {
  const positions = geometry.type === 'Point' ? [geometry.coordinates] : polygonsOf(geometry).flat(2);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions as readonly unknown[] as readonly Pair[]) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

/** As PostgreSQL writes a box: two opposite corners. */
export const boxText = ([west, south, east, north]: Bounds): string => `(${east},${north}),(${west},${south})`;

/** Larger than the world: meets every box. */
export const EVERYWHERE: Bounds = [-1_000, -1_000, 1_000, 1_000];

/** SQL: the feature (alias `f`) has a place, or has none. */
export const PLACED = '(f.box[0])[0] <= 180';
export const NOWHERE = '(f.box[0])[0] > 180';

/** Outlines for `MEETS`: polygons between bars, their rings between exclamation marks. Null of a point, whose box says all. */
export function shapeText(geometry: Geometry): string | null {
  const polygons = polygonsOf(geometry);
  if (polygons.length === 0) return null;
  const ringText = (ring: Ring) => `(${ring.map(([x, y]) => `(${x},${y})`).join(',')})`;
  return polygons.map((rings) => rings.map(ringText).join('!')).join('|');
}

/** SQL: the feature (alias `f`) meets a box (`?`, given twice more): its box does and, where it has outlines, one of them, outside its holes. */
export const MEETS = `f.box && ?::box AND (f.shape IS NULL OR EXISTS (SELECT 1 FROM unnest(string_to_array(f.shape, '|')) p
  WHERE split_part(p, '!', 1)::polygon && polygon(?::box)
    AND NOT EXISTS (SELECT 1 FROM unnest((string_to_array(p, '!'))[2:]) h WHERE h::polygon @> polygon(?::box))))`;

/** The same outside the database. */
export function meets(geometry: Geometry, box: Bounds): boolean {
  const [west, south, east, north] = box;
  if (geometry.type === 'Point') {
    const [x, y] = geometry.coordinates as Pair;
    return x >= west && x <= east && y >= south && y <= north;
  }
  // Where no side comes in, the box is wholly inside or wholly outside.
  return polygonsOf(geometry).some((rings) => rings.some((ring) => comesIn(ring, box)) || holds(rings, [west, south]));
}

function comesIn(ring: Ring, box: Bounds): boolean {
  for (let index = 1; index < ring.length; index++) if (crosses(ring[index - 1] as Pair, ring[index] as Pair, box)) return true;
  return false;
}

/** A part of the side from a to b lies in the box: what the four edges leave of it is not empty. */
function crosses([ax, ay]: Pair, [bx, by]: Pair, [west, south, east, north]: Bounds): boolean {
  let [enters, leaves] = [0, 1];
  for (const [start, step, least, most] of [
    [ax, bx - ax, west, east],
    [ay, by - ay, south, north],
  ] as const) {
    if (step === 0) {
      if (start < least || start > most) return false;
      continue;
    }
    const [first, second] = [(least - start) / step, (most - start) / step];
    enters = Math.max(enters, Math.min(first, second));
    leaves = Math.min(leaves, Math.max(first, second));
  }
  return enters <= leaves;
}

/** A line from the position outwards crosses the rings an odd number of times. */
function holds(rings: readonly Ring[], [x, y]: Pair): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index++) {
      const [[ax, ay], [bx, by]] = [ring[index - 1] as Pair, ring[index] as Pair];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}
