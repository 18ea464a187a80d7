import { CopyBytes } from './copy-bytes.js';

/*
 * Values in COPY's binary format: the length of each, then its bytes. The server takes them at half the price of its text format, whose numbers and
 * times it has to read.
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

/** Writes a value as a field. @throws {NotOfItsType} */
export type WriteField = (into: CopyBytes, value: unknown) => void;

export const writeText: WriteField = (into, value) => into.text(typeof value === 'string' ? value : String(value));

const NIBBLES = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  NIBBLES[digit.toString(16).charCodeAt(0)] = digit;
  NIBBLES[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}
const UUID = new Uint8Array(20);
UUID[3] = 16;

export const writeUuid: WriteField = (into, value) => {
  const text = String(value);
  let isBad = text.length !== 36;
  for (let index = 0, at = 4; index < 36 && !isBad; index += 2) {
    if (index === 8 || index === 13 || index === 18 || index === 23) isBad = text.charCodeAt(index++) !== 45;
    const high = NIBBLES[text.charCodeAt(index)] ?? -1;
    const low = NIBBLES[text.charCodeAt(index + 1)] ?? -1;
    isBad ||= high < 0 || low < 0;
    UUID[at++] = (high << 4) | low;
  }
  if (isBad) throw new NotOfItsType(value, 'a UUID');
  into.bytes(UUID);
};

export const writeInt: WriteField = (into, value) => {
  if (typeof value !== 'number' || (value | 0) !== value) throw new NotOfItsType(value, 'a whole number of 32 bits');
  into.int32(4);
  into.int32(value);
};

const TRUE = Uint8Array.of(0, 0, 0, 1, 1);
const FALSE = Uint8Array.of(0, 0, 0, 1, 0);
export const writeBoolean: WriteField = (into, value) => into.bytes(value === true ? TRUE : FALSE);

const DAY = 86_400_000;
const EPOCH = Date.UTC(2000, 0, 1);
const DATE = /^(?!0000)\d{4}-\d\d-\d\d$/;
const days = remembered((text) => {
  const time = DATE.test(text) ? Date.parse(text) : NaN;
  // A day that no month has would be taken for one of the next.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) throw new NotOfItsType(text, 'a day (YYYY-MM-DD)');
  return (time - EPOCH) / DAY;
});

export const writeDate: WriteField = (into, value) => {
  const day = days(String(value));
  into.int32(4);
  into.int32(day);
};

// ISO 8601, or as PostgreSQL writes it.
const INSTANT = /^((?!0000)\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|\+00)$/;
const instants = remembered((text) => {
  const [, day = '', second = '', fraction = ''] = INSTANT.exec(text) ?? [];
  const time = Date.parse(`${day}T${second}Z`);
  if (Number.isNaN(time)) throw new NotOfItsType(text, 'an instant (ISO 8601, UTC)');
  return halves(time - EPOCH, Number(fraction.padEnd(6, '0')));
});

/** Milliseconds and microseconds as a whole number of 64 bits, which a number does not hold beyond some centuries. */
function halves(milliseconds: number, microseconds: number): readonly [high: number, low: number] {
  const whole = milliseconds * 1_000 + microseconds;
  if (Number.isSafeInteger(whole)) return [Math.floor(whole / 4_294_967_296), whole % 4_294_967_296];
  const big = BigInt(milliseconds) * 1_000n + BigInt(microseconds);
  return [Number(big >> 32n), Number(BigInt.asUintN(32, big))];
}

export const writeInstant: WriteField = (into, value) => {
  const [high, low] = instants(String(value));
  into.int32(8);
  into.int32(high);
  into.int32(low);
};

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;
const numbers = remembered((text) => {
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
  const bytes = Buffer.alloc(12 + groups.length * 2);
  bytes.writeInt32BE(8 + groups.length * 2, 0);
  [groups.length, weight, sign && groups.length > 0 ? 0x4000 : 0, scale, ...groups].forEach((number, index) =>
    bytes.writeInt16BE(number, 4 + index * 2),
  );
  return bytes;
});

export const writeNumeric: WriteField = (into, value) => into.bytes(numbers(String(value)));

const BOX = /^\((.+),(.+)\),\((.+),(.+)\)$/;
const boxes = remembered((text) => {
  const corners = BOX.exec(text)?.slice(1).map(Number) ?? [NaN];
  if (corners.some((coordinate) => !Number.isFinite(coordinate))) throw new NotOfItsType(text, 'a box');
  const bytes = Buffer.alloc(36);
  bytes.writeInt32BE(32, 0);
  corners.forEach((coordinate, index) => bytes.writeDoubleBE(coordinate, 4 + index * 8));
  return bytes;
});

/** Two opposite corners: `(3.1,50.2),(2.9,50)`. */
export const writeBox: WriteField = (into, value) => into.bytes(boxes(String(value)));

/** An array of one dimension. */
export function writeArray(into: CopyBytes, items: readonly unknown[], elementType: number, writeItem: WriteField): void {
  into.field(() => {
    into.int32(items.length === 0 ? 0 : 1);
    into.int32(0);
    into.int32(elementType);
    if (items.length === 0) return;
    into.int32(items.length);
    into.int32(1);
    for (const item of items) writeItem(into, item);
  });
}

/** The same days, moments and amounts come again and again. */
function remembered<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    let made = known.get(text);
    if (made !== undefined) return made;
    made = make(text);
    if (known.size >= 4_096) known.clear();
    known.set(text, made);
    return made;
  };
}
