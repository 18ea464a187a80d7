import { fromDecimal } from '../base/bytes.js';
import { TILE_WIDTH, type TileAddress } from './tiles.js';

/** What a path under a log's prefix names, besides `checkpoint`. */
export type TileResource =
  ({ readonly kind: 'tile' } & TileAddress) | { readonly kind: 'entries'; readonly index: number; readonly width: number };

const HIGHEST_LEVEL = 63;
const INDEX = /^(?:x\d{3}\/)*\d{3}$/;

/** `tile/0/x001/x234/067`, and with `.p/112` behind it when the tile is partial (C2SP tlog-tiles). */
export const tilePath = ({ level, index, width }: TileAddress): string => `tile/${level}/${numbered(index, width)}`;

/** `tile/entries/x001/x234/067`, and with `.p/112` behind it when the bundle is partial. */
export const entriesPath = ({ index, width }: { readonly index: number; readonly width: number }): string =>
  `tile/entries/${numbered(index, width)}`;

/** The other way round; undefined for anything that is not exactly such a path. */
export function parseTilePath(path: string): TileResource | undefined {
  const [, place, rest] = /^tile\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (place === undefined || rest === undefined) return undefined;
  const [digits, partial, ...more] = rest.split('.p/');
  const index = parseIndex(digits!);
  const width = partial === undefined ? TILE_WIDTH : fromDecimal(partial);
  if (more.length > 0 || index === undefined || width === undefined) return undefined;
  if (partial !== undefined && (width < 1 || width >= TILE_WIDTH)) return undefined;
  if (place === 'entries') return { kind: 'entries', index, width };
  const level = fromDecimal(place);
  return level === undefined || level > HIGHEST_LEVEL ? undefined : { kind: 'tile', level, index, width };
}

function numbered(index: number, width: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!;
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/** One path for each number: groups of zeros in front are refused. */
function parseIndex(path: string): number | undefined {
  if (!INDEX.test(path) || path.startsWith('x000')) return undefined;
  return fromDecimal(path.replace(/[x/]/g, '').replace(/^0{1,2}(?=\d)/, ''));
}
