type Position = readonly number[];
type Ring = readonly Position[];

/** GeoJSON (RFC 7946), WGS 84, longitude first. */
export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

/** A centimetre: more digits would only be noise. */
const DECIMALS = 7;

/** As RFC 7946 wants it: outlines turn left, holes right, coordinates of at most seven decimals. */
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

/** Positive when the ring turns left (counter-clockwise). Measured from its first corner, so that small plots keep their precision. */
function twiceArea(ring: Ring): number {
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
const rounded = (position: Position): Position => position.map((value) => Number(value.toFixed(DECIMALS)) + 0);
