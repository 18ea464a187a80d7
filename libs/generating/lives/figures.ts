import type { Figure } from '@app/kernel';
import type { Chance } from '../chance.js';

export const people = (value: number): Figure => ({ value: Math.max(0, Math.round(value)), unit: 'people' });
export const euros = (value: number): Figure => ({ value: Math.max(0, Math.round(value)), unit: 'EUR' });
export const hectares = (value: number): Figure => ({ value: Math.round(value * 100) / 100, unit: 'ha' });
export const squareMetres = (value: number): Figure => ({ value: Math.round(value / 10) * 10, unit: 'm2' });
export const countOf = (value: number): Figure => ({ value, unit: 'count' });

/** As a press release gives it: round, or at least that much, or about. */
export function announced(figure: Figure, chance: Chance): Figure {
  const told = chance.next();
  if (told < 0.15) return { ...figure, bound: 'about' };
  if (told < 0.2) return { ...figure, bound: 'at-least' };
  if (told < 0.24 && figure.value! > 20) {
    const low = Math.floor(figure.value! * 0.8);
    const { value, ...rest } = figure;
    return { low, high: value, ...rest };
  }
  return figure;
}

/** Days until it is written down: mostly weeks, sometimes years. */
export const lag = (chance: Chance): number => Math.min(1_500, Math.round(chance.around(20, 1.3)));
