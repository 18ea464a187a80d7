import { geometryProblem, rightHanded } from '@app/kernel';
import { communeOf, currentCommuneOf, divisionOf, type DivisionKind } from '@app/reference';
import { simplified, type Area } from './area.js';

/** An outline as a file gives it: of the territory at an official address. */
export interface GivenOutline {
  readonly territoryId: string;
  readonly area: Area;
}

/** What is wrong with one feature of a file; `index` counts from 0, null for the file as a whole. */
export interface OutlineProblem {
  readonly index: number | null;
  readonly code:
    'NOT_GEOJSON' | 'OTHER_REFERENCE_SYSTEM' | 'TOO_MANY' | 'GEOMETRY' | 'NO_CODE' | 'CODE_UNKNOWN' | 'CODE_AMBIGUOUS' | 'TWICE';
  /** The value, or what is wrong with it. */
  readonly found: string;
}

export interface OutlineFile {
  readonly outlines: readonly GivenOutline[];
  /** Municipalities that no longer exist: their outline is nobody's today. */
  readonly former: readonly { readonly code: string; readonly successor: string }[];
  readonly problems: readonly OutlineProblem[];
}

/** As many as France has municipalities, departments and intercommunalities. */
const MOST_FEATURES = 50_000;
const WGS_84 = /CRS84$|EPSG:+4326$/;

/**
 * Reads a GeoJSON document (RFC 7946) of outlines: a Feature or a FeatureCollection of Polygons and MultiPolygons, in WGS 84, each with the
 * official code of its territory in `code`, `siren` or `insee`. Windings are put right, coordinates kept to a metre.
 * @param kind what the codes are of, where they could be of a department or of a region
 */
export function outlinesIn(document: unknown, kind?: DivisionKind): OutlineFile {
  const { type, features, crs } = (document ?? {}) as { type?: unknown; features?: unknown; crs?: { properties?: { name?: unknown } } };
  const given = type === 'Feature' ? [document] : type === 'FeatureCollection' && Array.isArray(features) ? features : undefined;
  if (!given) return failed('NOT_GEOJSON', String(type));
  if (crs !== undefined && !WGS_84.test(String(crs?.properties?.name))) return failed('OTHER_REFERENCE_SYSTEM', JSON.stringify(crs));
  if (given.length > MOST_FEATURES) return failed('TOO_MANY', String(given.length));
  const outlines = new Map<string, GivenOutline>();
  const former: { code: string; successor: string }[] = [];
  const problems: OutlineProblem[] = [];
  given.forEach((feature: unknown, index) => {
    const read = featureOf(feature, kind);
    if ('problem' in read) problems.push({ index, code: read.problem, found: read.found });
    else if ('successor' in read) former.push(read);
    else if (outlines.has(read.territoryId)) problems.push({ index, code: 'TWICE', found: read.territoryId });
    else outlines.set(read.territoryId, read);
  });
  return { outlines: [...outlines.values()], former, problems };
}

const failed = (code: OutlineProblem['code'], found: string): OutlineFile => ({
  outlines: [],
  former: [],
  problems: [{ index: null, code, found: found.slice(0, 200) }],
});

type Read = GivenOutline | { code: string; successor: string } | { problem: OutlineProblem['code']; found: string };

function featureOf(feature: unknown, kind: DivisionKind | undefined): Read {
  const { type, geometry, properties } = (feature ?? {}) as { type?: unknown; geometry?: unknown; properties?: Record<string, unknown> };
  if (type !== 'Feature') return { problem: 'NOT_GEOJSON', found: String(type) };
  const code = codeIn(properties ?? {});
  if (code === undefined) return { problem: 'NO_CODE', found: JSON.stringify(properties ?? {}).slice(0, 200) };
  const wrong = geometryProblem(geometry) ?? (isArea(geometry) ? null : 'must be a Polygon or a MultiPolygon');
  if (wrong) return { problem: 'GEOMETRY', found: `${code}: ${wrong}` };
  const territoryId = addressOf(code, kind);
  if (typeof territoryId === 'object') return territoryId;
  const area = simplified(rightHanded(geometry as Area));
  if (area.coordinates.length === 0) return { problem: 'GEOMETRY', found: `${code}: is smaller than a metre` };
  return { territoryId, area };
}

const isArea = (geometry: unknown): geometry is Area => (geometry as Area).type === 'Polygon' || (geometry as Area).type === 'MultiPolygon';

/** Codes are text; one that lost its quotes in a spreadsheet lost its leading zero too and is not taken. */
function codeIn(properties: Record<string, unknown>): string | undefined {
  for (const name of ['code', 'siren', 'insee']) {
    const value = properties[name];
    if (typeof value === 'string' && /^[0-9AB]{2,9}$/.test(value)) return value;
  }
  return undefined;
}

function addressOf(code: string, kind: DivisionKind | undefined): string | Exclude<Read, GivenOutline> {
  const kinds: readonly DivisionKind[] = kind ? [kind] : ['municipality', 'intercommunality', 'department', 'region'];
  const found = kinds.flatMap((one) => divisionOf(one, code)?.id ?? []);
  if (found.length > 1) return { problem: 'CODE_AMBIGUOUS', found: code };
  if (found[0] !== undefined) return found[0];
  const successor = communeOf(code) ? undefined : currentCommuneOf(code);
  return successor && kinds.includes('municipality') ? { code, successor: successor.code } : { problem: 'CODE_UNKNOWN', found: code };
}
