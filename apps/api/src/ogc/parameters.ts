import { dayOf } from '@app/kernel';
import { oneOf, WrongParameter, type Given, type Parameter } from '@app/http';
import type { Bounds } from '@app/features';
import { MOMENT } from '../reading/moment.js';
import { CRS84, CRSS } from './crs.js';

export const MOST_FEATURES = 1_000;
const USUALLY = 100;

const { at, asOf, lang, minPosition } = MOMENT;

const format = oneOf(['json'], 'Format: JSON, of features GeoJSON, is the only one');
const crs = oneOf(CRSS, `Coordinate reference system; otherwise ${CRS84} (longitude, latitude)`);

/** The parameters of the pages that describe. */
export const DESCRIBING = { f: format, at, asOf, lang, minPosition };

/** The parameters of one feature. */
export const ITEM = { ...DESCRIBING, crs };

/** The parameters of features. */
export const ITEMS = {
  ...ITEM,
  'bbox-crs': oneOf(CRSS, `System of the coordinates of bbox; otherwise ${CRS84}`),
  limit: {
    schema: { type: 'integer', minimum: 1, maximum: MOST_FEATURES, default: USUALLY },
    description: `Most features of a page; a larger number is taken for ${MOST_FEATURES}`,
    read: (text) => Math.min(count(text, 1), MOST_FEATURES),
  } satisfies Parameter<number>,
  offset: {
    schema: { type: 'integer', minimum: 0, default: 0 },
    description: 'Features to pass over; the links of a page give it',
    read: (text) => count(text, 0),
  } satisfies Parameter<number>,
  bbox: {
    schema: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 },
    description:
      'Features that meet this rectangle, and those without a place: lower left then upper right corner, four numbers, or six with heights, which are not looked at',
    read: rectangleOf,
  } satisfies Parameter<Bounds>,
  datetime: {
    schema: { type: 'string', example: '2020-09-16T00:00:00Z/..' },
    description:
      'Features whose own time meets this instant or interval (RFC 3339; `..` or nothing for an open end), and those without a time. Not to be taken for at and asOf',
    read: daysOf,
  } satisfies Parameter<Days>,
};

export type ItemsAsked = Given<typeof ITEMS>;
export const itemsByDefault = { limit: USUALLY, offset: 0 } as const;

/** Calendar days in the territory's own time, inclusive; null: open. */
export interface Days {
  readonly from: string | null;
  readonly to: string | null;
}

function count(text: string, least: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least) return value;
  throw new WrongParameter({
    fr: { message: 'N’est pas un nombre permis.', remedy: `Un entier, ${least} ou plus.` },
    en: { message: 'Not a number allowed here.', remedy: `A whole number, ${least} or more.` },
  });
}

const NUMBER = /^[+-]?(\d{1,12}(\.\d{0,20})?|\.\d{1,20})(e[+-]?\d{1,2})?$/i;

function rectangleOf(text: string): Bounds {
  const parts = text.split(',').map((part) => part.trim());
  const numbers = parts.map((part) => (NUMBER.test(part) ? Number(part) : NaN));
  const corners = numbers.length === 6 ? [0, 1, 3, 4].map((index) => numbers[index]!) : numbers;
  if (![4, 6].includes(numbers.length) || numbers.some(Number.isNaN))
    throw new WrongParameter({
      fr: { message: 'N’est pas un rectangle.', remedy: 'Quatre nombres : 2.5,50.4,2.8,50.6 (ouest, sud, est, nord), ou six.' },
      en: { message: 'Not a rectangle.', remedy: 'Four numbers: 2.5,50.4,2.8,50.6 (west, south, east, north), or six.' },
    });
  return corners as unknown as Bounds;
}

// GDAL writes the hours of a day that has none as "2015-01-01T".
const DAY = /^(\d{4}-\d{2}-\d{2})T?$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

function daysOf(text: string): Days {
  const ends = text.split('/');
  const isOpen = (end: string) => end === '' || end === '..';
  const days = ends.map((end) => (isOpen(end) && ends.length === 2 ? null : (dayIn(end) ?? notTime())));
  if (ends.length > 2 || days.every((day) => day === null)) return notTime();
  const [from, to] = [days[0]!, days.at(-1)!];
  if (from !== null && to !== null && to < from) return notTime();
  return { from, to };
}

function dayIn(end: string): string | undefined {
  // "+" reads as a space in an address where it was not escaped.
  const text = end.replace(' ', '+');
  const whole = DAY.exec(text)?.[1];
  const day = whole ?? INSTANT.exec(text)?.[1];
  if (day === undefined || !isDay(day)) return undefined;
  return whole ?? dayOf(new Date(text.replace(/:60/, ':59')));
}

const isDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

function notTime(): never {
  throw new WrongParameter({
    fr: {
      message: 'N’est ni un instant ni un intervalle.',
      remedy: 'Écrivez 2020-09-16T12:00:00Z, 2020-09-16, 2020-01-01T00:00:00Z/2020-12-31T23:59:59Z ou 2020-01-01T00:00:00Z/..',
    },
    en: {
      message: 'Neither an instant nor an interval.',
      remedy: 'Write 2020-09-16T12:00:00Z, 2020-09-16, 2020-01-01T00:00:00Z/2020-12-31T23:59:59Z or 2020-01-01T00:00:00Z/..',
    },
  });
}
