import { UNITS, type Figure, type Unit } from '@app/kernel';

/** The figures of a payload, by the key their field goes by among claims: `jobsLost` is `jobs-lost`. */
export function figuresIn(data: Readonly<Record<string, unknown>>): { key: string; figure: Figure }[] {
  return Object.entries(data).flatMap(([field, value]) => (isFigure(value) ? [{ key: claimKey(field), figure: value }] : []));
}

function isFigure(value: unknown): value is Figure {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { unit, value: amount, low, high } = value as Partial<Figure>;
  return UNITS.includes(unit as Unit) && [amount, low, high].some((number) => typeof number === 'number');
}

// An observed value is all its event says: its field has the name of its type.
const claimKey = (field: string): string =>
  field === 'figure' ? 'value' : field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
