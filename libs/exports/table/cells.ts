import type { Column, ColumnType, Row } from './table.js';

/** A value that its column cannot hold: the fault of whoever made the table, not of whoever asked for it. */
export class CellError extends Error {
  constructor({ key, type }: Column, row: number, value: unknown) {
    super(`row ${row}, column "${key}": ${shown(value)} is not ${expected[type]}`);
    this.name = 'CellError';
  }
}

/** @throws {TypeError} when two columns share a key or a key is not lower-case ASCII: it is also a name in databases */
export function checkColumns(columns: readonly Column[]): void {
  const keys = new Set<string>();
  for (const { key } of columns) {
    if (!/^[a-z][a-z0-9_]*$/.test(key)) throw new TypeError(`column key "${key}": write it in lower case, digits and "_"`);
    if (keys.has(key)) throw new TypeError(`column key "${key}" is given twice`);
    keys.add(key);
  }
}

/**
 * The value of a cell, null when the line has none.
 * @param number of the line, from 1
 * @throws {CellError} NaN, an identifier given as a number, a day that does not exist…
 */
export function cellOf(row: Row, column: Column, number: number): unknown {
  const value = row[column.key];
  if (value === null || value === undefined) return null;
  if (!holds[column.type](value)) throw new CellError(column, number, value);
  return value;
}

const TIME = /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?Z$/;
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isText = (value: unknown): boolean => typeof value === 'string';

const holds: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  text: isText,
  identifier: isText,
  integer: Number.isSafeInteger,
  decimal: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && value.length === 10 && startsWithDay(value),
  instant: (value) => typeof value === 'string' && startsWithDay(value) && TIME.test(value.slice(10)),
  json: (value) => ['object', 'string', 'boolean'].includes(typeof value) || Number.isFinite(value),
};

/** Without a regular expression: it is asked of every line, several times. */
function startsWithDay(text: string): boolean {
  if (text[4] !== '-' || text[7] !== '-') return false;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return year >= 0 && day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0) + leap;
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

const expected: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  identifier: 'text: an identifier is never a number',
  integer: 'a whole number that a computer holds exactly',
  decimal: 'a finite number',
  boolean: 'true or false',
  date: 'a calendar day such as 2020-09-16',
  instant: 'an instant in UTC such as 2020-09-16T08:30:00Z',
  json: 'JSON',
};

function shown(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return typeof value === 'string' ? JSON.stringify(text.slice(0, 60)) : `${text?.slice(0, 60)} (${typeof value})`;
}

const DAY_MILLISECONDS = 86_400_000;

/** Days since 1970-01-01 of a day that exists. */
export const epochDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MILLISECONDS;

/** Microseconds since 1970, UTC. */
export function epochMicroseconds(instant: string): bigint {
  const fraction = /\.(\d+)Z$/.exec(instant)?.[1]?.padEnd(6, '0') ?? '000000';
  const seconds = Date.parse(`${instant.slice(0, 19)}Z`) / 1_000;
  return BigInt(seconds) * 1_000_000n + BigInt(fraction);
}
