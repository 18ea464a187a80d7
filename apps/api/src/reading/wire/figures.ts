import { UNITS, type Figure, type Unit } from '@app/kernel';
import type { Words } from '@app/timeline';

/** The figures of a payload in words, by the key their field goes by among claims: `jobsLost` is `jobs-lost`. */
export function figuresIn(data: Readonly<Record<string, unknown>>, words: Pick<Words, 'about' | 'field' | 'figure'>) {
  return Object.entries(data).flatMap(([field, figure]) => {
    if (!isFigure(figure)) return [];
    const key = claimKey(field);
    const named = words.about(key);
    // What no claim is about has the name of its field.
    return [{ key, label: named === key ? words.field(field) : named, text: words.figure(figure), ...figure }];
  });
}

function isFigure(value: unknown): value is Figure {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { unit, value: amount, low, high } = value as Partial<Figure>;
  return UNITS.includes(unit as Unit) && [amount, low, high].some((number) => typeof number === 'number');
}

// An observed value is all its event says: its field has the name of its type.
const claimKey = (field: string): string =>
  field === 'figure' ? 'value' : field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
