import proj4 from 'proj4';
import type { Bounds } from '@app/features';
import { Problem } from '@app/http';

/** Coordinate reference systems that features are given in, by the address that names them. GeoJSON's own comes first. */
export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const WGS84 = 'http://www.opengis.net/def/crs/EPSG/0/4326';
const LAMBERT93 = 'http://www.opengis.net/def/crs/EPSG/0/2154';
export const CRSS = [CRS84, WGS84, LAMBERT93] as const;
export type Crs = (typeof CRSS)[number];

/** RGF93 v1 / Lambert-93, as IGN defines it. Between RGF93 and WGS 84 nothing is shifted: they agree to less than a metre. */
const lambert93 = proj4(
  '+proj=longlat +datum=WGS84 +no_defs',
  '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs',
);

type Pair = readonly [number, number];

interface System {
  /** From longitude and latitude to coordinates in the system's own order of axes, and back. */
  readonly from: (position: Pair) => Pair;
  readonly to: (coordinates: Pair) => Pair;
}

const swapped = ([a, b]: Pair): Pair => [b, a];
// Centimetres: more digits would only be noise.
const metres = (value: number): number => Math.round(value * 100) / 100;

const systems: Readonly<Record<Crs, System>> = {
  [CRS84]: { from: (position) => position, to: (position) => position },
  [WGS84]: { from: swapped, to: swapped },
  [LAMBERT93]: {
    from: (position) => {
      const [east, north] = lambert93.forward([...position]) as [number, number];
      return [metres(east), metres(north)];
    },
    to: (coordinates) => lambert93.inverse([...coordinates]) as [number, number],
  },
};

/** The JSON text of a geometry (longitude first) in another system. */
export function geometryIn(crs: Crs, geometry: string): string {
  if (crs === CRS84 || geometry === 'null') return geometry;
  const { from } = systems[crs];
  const moved = (coordinates: unknown): unknown =>
    typeof (coordinates as Pair)[0] === 'number' ? from(coordinates as Pair) : (coordinates as unknown[]).map(moved);
  const { type, coordinates } = JSON.parse(geometry) as { type: string; coordinates: unknown };
  return JSON.stringify({ type, coordinates: moved(coordinates) });
}

/** Points along each side of a rectangle: what is straight in one system is bent in another. */
const STEPS = 16;

/**
 * The boxes of longitudes and latitudes that cover a rectangle given in a system; two where it goes over the 180th meridian.
 * @param corners in the system's own order of axes, the lower left first
 * @throws {Problem} 400 when the corners are the other way round
 */
export function boxesOf(crs: Crs, [a0, b0, a1, b1]: Bounds): Bounds[] {
  // Only longitudes go round the world.
  if ((crs === CRS84 ? [b0 > b1] : crs === WGS84 ? [a0 > a1] : [a0 > a1, b0 > b1]).includes(true)) throw upsideDown([a0, b0, a1, b1]);
  if (crs !== LAMBERT93) {
    const [[west, south], [east, north]] = [systems[crs].to([a0, b0]), systems[crs].to([a1, b1])] as const;
    return west <= east
      ? [[west, south, east, north]]
      : [
          [west, south, 180, north],
          [-180, south, east, north],
        ];
  }
  const along = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  const edge = along.flatMap((part): Pair[] => {
    const [a, b] = [a0 + (a1 - a0) * part, b0 + (b1 - b0) * part];
    return [
      [a, b0],
      [a, b1],
      [a0, b],
      [a1, b],
    ];
  });
  const positions = edge.map(systems[crs].to).filter((position) => position.every(Number.isFinite));
  if (positions.length < edge.length) return [[-180, -90, 180, 90]];
  const [longitudes, latitudes] = [positions.map(([x]) => x), positions.map(([, y]) => y)];
  return [[Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)]];
}

const upsideDown = (bbox: Bounds): Problem =>
  new Problem(400, 'PARAMETER_INVALID', {}, [
    {
      field: 'bbox',
      value: bbox.join(','),
      says: {
        fr: {
          message: 'Les coins sont à l’envers.',
          remedy: 'Le coin en bas à gauche d’abord, puis celui en haut à droite, dans l’ordre des axes du système.',
        },
        en: {
          message: 'The corners are the wrong way round.',
          remedy: 'The lower left corner first, then the upper right, in the order of the axes of the system.',
        },
      },
    },
  ]);
