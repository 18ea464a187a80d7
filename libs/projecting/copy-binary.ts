/*
 * Values in COPY's binary format, as texts of bytes: one character for each byte, so that they are put together as texts are and written at once.
 * The server takes them at half the price of its text format, whose numbers and times it has to read.
 */

/** What a column cannot hold: names the value and what was expected. Whoever writes the row names the column. */
export class NotOfItsType extends Error {
  constructor(value: unknown, expected: string) {
    super(`${JSON.stringify(String(value).slice(0, 100))} is not ${expected}`);
    this.name = 'NotOfItsType';
  }
}

export const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
export const TRAILER = Buffer.from('\xff\xff', 'latin1');
/** A field that holds nothing. */
export const NULL = '\xff\xff\xff\xff';

const int16 = (value: number): string => String.fromCharCode((value >> 8) & 0xff, value & 0xff);
const int32 = (value: number): string =>
  String.fromCharCode((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
const LENGTHS = Array.from({ length: 4_096 }, (_, length) => int32(length));

export const fieldCount = int16;
export const lengthOf = (length: number): string => LENGTHS[length] ?? int32(length);

const LONG = 32;
const NOT_ASCII = /[^\0-\x7f]/;

/** Whether each character is one byte. Short texts are looked through faster one by one than by an expression. */
export function isAscii(text: string): boolean {
  if (text.length > LONG) return !NOT_ASCII.test(text);
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

export function textField(text: string): string {
  const bytes = isAscii(text) ? text : Buffer.from(text).toString('latin1');
  return lengthOf(bytes.length) + bytes;
}

const NIBBLES = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  NIBBLES[digit.toString(16).charCodeAt(0)] = digit;
  NIBBLES[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/** @throws {NotOfItsType} */
export function uuidField(text: string): string {
  let bytes = '';
  let bad = text.length === 36 ? 0 : -1;
  for (let index = 0; index < text.length && bad === 0; index += 2) {
    if (index === 8 || index === 13 || index === 18 || index === 23) bad |= text.charCodeAt(index++) === 45 ? 0 : -1;
    const high = NIBBLES[text.charCodeAt(index)] ?? -1;
    const low = NIBBLES[text.charCodeAt(index + 1)] ?? -1;
    bad |= high < 0 || low < 0 ? -1 : 0;
    bytes += String.fromCharCode(((high << 4) | low) & 0xff);
  }
  if (bad !== 0) throw new NotOfItsType(text, 'a UUID');
  return LENGTHS[16] + bytes;
}

/** @throws {NotOfItsType} */
export function intField(value: unknown): string {
  if (typeof value !== 'number' || (value | 0) !== value) throw new NotOfItsType(value, 'a whole number of 32 bits');
  return LENGTHS[4] + int32(value);
}

export const booleanField = (value: unknown): string => LENGTHS[1] + (value === true ? '\x01' : '\0');

const DAY = 86_400_000;
const EPOCH = Date.UTC(2000, 0, 1);
const DATE = /^(?!0000)\d{4}-\d\d-\d\d$/;
const days = remembered((text: string): string => {
  const time = DATE.test(text) ? Date.parse(text) : NaN;
  // A day that no month has would be taken for one of the next.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) throw new NotOfItsType(text, 'a day (YYYY-MM-DD)');
  return LENGTHS[4] + int32((time - EPOCH) / DAY);
});

/** @throws {NotOfItsType} */
export const dateField = (value: unknown): string => days(String(value));

// ISO 8601, or as PostgreSQL writes it.
const INSTANT = /^((?!0000)\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|\+00)$/;
const instants = remembered((text: string): string => {
  const [, day = '', second = '', fraction = ''] = INSTANT.exec(text) ?? [];
  const time = Date.parse(`${day}T${second}Z`);
  if (Number.isNaN(time)) throw new NotOfItsType(text, 'an instant (ISO 8601, UTC)');
  const [high, low] = halves(time - EPOCH, Number(fraction.padEnd(6, '0')));
  return LENGTHS[8] + int32(high) + int32(low);
});

/** Milliseconds and microseconds as a whole number of 64 bits, which a number does not hold beyond some centuries. */
function halves(milliseconds: number, microseconds: number): [high: number, low: number] {
  const whole = milliseconds * 1_000 + microseconds;
  if (Number.isSafeInteger(whole)) return [Math.floor(whole / 4_294_967_296), whole % 4_294_967_296];
  const big = BigInt(milliseconds) * 1_000n + BigInt(microseconds);
  return [Number(big >> 32n), Number(BigInt.asUintN(32, big))];
}

/** @throws {NotOfItsType} */
export const instantField = (value: unknown): string => instants(String(value));

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;
const numbers = remembered((text: string): string => {
  const [whole, sign, units = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (whole === undefined) throw new NotOfItsType(text, 'a number');
  const digits = units + fraction;
  const point = units.length + Number(exponent);
  const scale = Math.max(0, digits.length - point);
  // Groups of four digits on either side of the point, which may lie beyond the digits.
  const before = digits.slice(0, Math.max(0, point)).padEnd(Math.max(0, point), '0');
  const after = '0'.repeat(Math.max(0, -point)) + digits.slice(Math.max(0, point));
  const aligned = before.padStart(Math.ceil(before.length / 4) * 4, '0') + after.padEnd(Math.ceil(after.length / 4) * 4, '0');
  const groups = (aligned.match(/\d{4}/g) ?? []).map(Number);
  let weight = Math.ceil(before.length / 4) - 1;
  while (groups.length > 0 && groups[0] === 0) {
    groups.shift();
    weight -= 1;
  }
  while (groups.at(-1) === 0) groups.pop();
  if (groups.length === 0) weight = 0;
  const head = int16(groups.length) + int16(weight) + int16(sign && groups.length > 0 ? 0x4000 : 0) + int16(scale);
  return lengthOf(8 + groups.length * 2) + head + groups.map(int16).join('');
});

/** @throws {NotOfItsType} */
export const numericField = (value: unknown): string => numbers(String(value));

const BOX = /^\((.+),(.+)\),\((.+),(.+)\)$/;

/**
 * Two opposite corners: `(3.1,50.2),(2.9,50)`.
 * @throws {NotOfItsType}
 */
export function boxField(value: unknown): string {
  const corners = BOX.exec(String(value))?.slice(1).map(Number) ?? [NaN];
  if (corners.some((coordinate) => !Number.isFinite(coordinate))) throw new NotOfItsType(value, 'a box');
  const bytes = Buffer.alloc(32);
  corners.forEach((coordinate, index) => bytes.writeDoubleBE(coordinate, index * 8));
  return LENGTHS[32] + bytes.toString('latin1');
}

/** An array of one dimension. */
export function arrayField(items: readonly unknown[], elementType: number, fieldOf: (item: never) => string): string {
  if (items.length === 0) return LENGTHS[12] + int32(0) + int32(0) + int32(elementType);
  let bytes = int32(1) + int32(0) + int32(elementType) + int32(items.length) + int32(1);
  for (const item of items) bytes += fieldOf(item as never);
  return lengthOf(bytes.length) + bytes;
}

/** The same days, moments and amounts come again and again. */
function remembered(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let bytes = known.get(text);
    if (bytes !== undefined) return bytes;
    bytes = make(text);
    if (known.size >= 4_096) known.clear();
    known.set(text, bytes);
    return bytes;
  };
}
