import { positionProblem } from '@app/kernel';

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
