export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON as RFC 8785 writes it: one text for one value, whoever writes it. Stricter than `JSON.stringify`, which leaves out or bends what it cannot
 * say: a value hashed in part could be changed in the rest.
 * @throws {TypeError} naming what is no JSON: undefined, NaN, a date, half a surrogate pair
 */
export function canonical(value: Json): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (value === null || typeof value === 'boolean') return String(value);
  // Spread, because `map` would pass over the holes of an array.
  if (Array.isArray(value)) return `[${[...(value as readonly Json[])].map(canonical).join(',')}]`;
  if (!isPlain(value)) throw new TypeError(`${String(value)} (${typeof value}) has no place in canonical JSON`);
  const members = Object.keys(value)
    .sort() // By UTF-16 code units, as the RFC asks.
    .map((key) => `${text(key)}:${canonical(value[key]!)}`);
  return `{${members.join(',')}}`;
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError(`${JSON.stringify(value)} holds half a surrogate pair: no canonical JSON`);
  return JSON.stringify(value);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no place in canonical JSON`);
  return JSON.stringify(value);
}

function isPlain(value: unknown): value is { readonly [key: string]: Json } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
