import type { Occurred } from '@app/kernel';
import type { Chance } from './chance.js';

/** A day, in days since 1 January 1970. */
export type Day = number;

const MILLISECONDS = 86_400_000;

interface Fields {
  readonly iso: string;
  readonly year: number;
  /** From 1. */
  readonly month: number;
  /** 0 for Sunday. */
  readonly weekday: number;
}

// The same fifteen thousand days are asked for again and again.
const known = new Map<Day, Fields>();

export function fieldsOf(day: Day): Fields {
  let fields = known.get(day);
  if (!fields) {
    const date = new Date(day * MILLISECONDS);
    fields = {
      iso: date.toISOString().slice(0, 10),
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      weekday: date.getUTCDay(),
    };
    known.set(day, fields);
  }
  return fields;
}

export const dayOf = (year: number, month = 1, date = 1): Day => Date.UTC(year, month - 1, date) / MILLISECONDS;
export const millisecondsOf = (day: Day): number => day * MILLISECONDS;

/** The day itself, or the Monday after a weekend: offices record on working days. */
export function workingDay(day: Day): Day {
  const { weekday } = fieldsOf(day);
  return weekday === 6 ? day + 2 : weekday === 0 ? day + 1 : day;
}

/** How precisely sources date things: one in three to the day. Whatever is written holds the true day. */
export function dated(day: Day, chance: Chance): Occurred {
  const { iso, year, month } = fieldsOf(day);
  const text = chance.next();
  if (text < 0.34) return { edtf: iso, earliest: iso, latest: iso };
  if (text < 0.62) return monthly(year, month, '');
  if (text < 0.7) return months(`${year}-${33 + quarter(month)}`, year, 3 * quarter(month) + 1, 3);
  if (text < 0.8) return months(String(year), year, 1, 12);
  if (text < 0.88) return monthly(year, month, '~');
  if (text < 0.91) return months(`${year}-${month < 7 ? 40 : 41}`, year, month < 7 ? 1 : 7, 6);
  if (text < 0.93) return { edtf: `${iso}?`, earliest: iso, latest: iso };
  const [before, after] = [fieldsOf(day - chance.between(5, 60)), fieldsOf(day + chance.between(5, 60))];
  if (text < 0.98) {
    const [from, to] = [monthly(before.year, before.month, ''), monthly(after.year, after.month, '')];
    return { edtf: `${from.edtf}/${to.edtf}`, earliest: from.earliest, latest: to.latest };
  }
  const end = monthly(after.year, after.month, '');
  return { edtf: `../${end.edtf}`, earliest: null, latest: end.latest };
}

/** A date that was promised: a quarter, a half or a year. */
export function promised(day: Day, chance: Chance): string {
  const { year, month } = fieldsOf(day);
  const text = chance.next();
  return text < 0.4 ? String(year) : text < 0.7 ? `${year}-${month < 7 ? 40 : 41}` : `${year}-${33 + quarter(month)}`;
}

const quarter = (month: number) => Math.floor((month - 1) / 3);
const two = (number: number) => (number < 10 ? `0${number}` : String(number));
const monthly = (year: number, month: number, mark: string) => months(`${year}-${two(month)}${mark}`, year, month, 1);

function months(edtf: string, year: number, from: number, count: number): Occurred {
  const last = fieldsOf(dayOf(year, from + count, 1) - 1);
  return { edtf, earliest: `${year}-${two(from)}-01`, latest: last.iso };
}
