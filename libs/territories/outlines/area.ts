import { twiceArea, type Geometry, type Position, type Ring } from '@app/kernel';

/** What an outline is made of (RFC 7946). */
export type Area = Extract<Geometry, { type: 'Polygon' | 'MultiPolygon' }>;
export type Polygon = readonly Ring[];

export const polygonsOf = (area: Area): readonly Polygon[] => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates);

export const areaOf = (polygons: readonly Polygon[]): Area =>
  polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0]! } : { type: 'MultiPolygon', coordinates: polygons };

/** The same with coordinates of five decimals, about a metre: neighbours that shared a border still do. */
export function simplified(area: Area): Area {
  const round = (value: number) => Number(value.toFixed(5)) + 0;
  const polygons = polygonsOf(area)
    .map((rings) => rings.map((ring) => withoutRepeats(ring.map((position) => position.map(round)))).filter(({ length }) => length >= 4))
    .filter(([outer]) => outer !== undefined);
  return areaOf(polygons);
}

const withoutRepeats = (ring: Ring): Ring =>
  ring.filter((position, index) => index === 0 || position[0] !== ring[index - 1]![0] || position[1] !== ring[index - 1]![1]);

/** A position inside, away from the borders: in the middle of the widest part, at mid-height of the largest polygon. */
export function innerPoint(area: Area): Position {
  const largest = polygonsOf(area).reduce((best, polygon) => (sizeOf(polygon) > sizeOf(best) ? polygon : best));
  const latitudes = largest[0]!.map(([, latitude]) => latitude!);
  // Not through a vertex, where a border would be met twice or never.
  const level = (Math.min(...latitudes) + Math.max(...latitudes)) / 2 + 1e-9;
  const crossings = largest
    .flatMap((ring) => ring.slice(1).flatMap((end, index) => crossing(ring[index]!, end, level) ?? []))
    .sort((a, b) => a - b);
  let [west, east] = [crossings[0] ?? largest[0]![0]![0]!, crossings[1] ?? largest[0]![0]![0]!];
  for (let i = 2; i + 1 < crossings.length; i += 2)
    if (crossings[i + 1]! - crossings[i]! > east - west) [west, east] = [crossings[i]!, crossings[i + 1]!];
  return [Number(((west + east) / 2).toFixed(5)), Number(level.toFixed(5))];
}

const sizeOf = (polygon: Polygon): number => Math.abs(twiceArea(polygon[0]!));

function crossing([ax, ay]: readonly number[], [bx, by]: readonly number[], level: number): number | undefined {
  if (ay! > level === by! > level) return undefined;
  return ax! + ((level - ay!) / (by! - ay!)) * (bx! - ax!);
}
