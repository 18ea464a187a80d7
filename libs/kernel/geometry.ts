import { positionProblem } from './position.js';

type Coordinates = readonly number[];
/** Closed: its last position is its first. */
export type Ring = readonly Coordinates[];

/** GeoJSON (RFC 7946), WGS 84, longitude first. */
export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Coordinates }
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

const MOST_POINTS = 20_000;

/** What is wrong with a GeoJSON geometry (RFC 7946), null when nothing is. Longitude comes before latitude; rings are closed. */
export function geometryProblem(value: unknown): string | null {
  const { type, coordinates, ...rest } = (value ?? {}) as { type?: unknown; coordinates?: unknown };
  if (Object.keys(rest).length > 0 || !Array.isArray(coordinates)) return 'must be a GeoJSON geometry: { "type", "coordinates" }';
  if (type === 'Point') return positionProblem(coordinates);
  if (type === 'Polygon') return ringsProblem(coordinates);
  if (type === 'MultiPolygon') return coordinates.length === 0 ? 'must hold a polygon' : first(coordinates, ringsProblem);
  return 'must be a Point, a Polygon or a MultiPolygon';
}

function ringsProblem(rings: unknown): string | null {
  if (!Array.isArray(rings) || rings.length === 0) return 'must hold rings of positions';
  return first(rings, (ring) => {
    if (!Array.isArray(ring) || ring.length < 4 || ring.length > MOST_POINTS) return `must have rings of 4 to ${MOST_POINTS} positions`;
    if (JSON.stringify(ring[0]) !== JSON.stringify(ring.at(-1))) return 'must have closed rings: the last position is the first';
    return first(ring, positionProblem);
  });
}

function first(items: readonly unknown[], problem: (item: unknown) => string | null): string | null {
  for (const item of items) {
    const found = problem(item);
    if (found) return found;
  }
  return null;
}

/** A centimetre: more digits would only be noise. */
const DECIMALS = 7;

/** As RFC 7946 wants it: outlines turn left, holes right, coordinates of at most seven decimals. */
export function rightHanded<Of extends Geometry>(geometry: Of): Of;
export function rightHanded(geometry: Geometry): Geometry {
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: rounded(geometry.coordinates) };
    case 'Polygon':
      return { type: 'Polygon', coordinates: wound(geometry.coordinates) };
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map(wound) };
  }
}

const wound = (rings: readonly Ring[]): readonly Ring[] =>
  rings.map((ring, index) => {
    const turnsLeft = twiceArea(ring) >= 0;
    const positions = ring.map(rounded);
    return turnsLeft === (index === 0) ? positions : positions.reverse();
  });

/** Twice the area in square degrees, positive when the ring turns left (counter-clockwise). Measured from its first corner, so that small plots keep their precision. */
export function twiceArea(ring: Ring): number {
  const [x0, y0] = ring[0] as [number, number];
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return sum;
}

// Adding 0 turns -0 into 0.
const rounded = (position: Coordinates): Coordinates => position.map((value) => Number(value.toFixed(DECIMALS)) + 0);
