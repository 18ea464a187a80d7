import type { Position } from './port.js';

/** Decimal digits of the largest number of 64 bits. */
const DIGITS = 19;
const DIGITS_ONLY = /^\d+$/;

/**
 * A position as digits that sort, in any collation, as the store orders its positions: for tables that keep the order of the log. Positions are
 * numbers of 64 bits, the most telling first; see the contract.
 */
export function placeOf(position: Position): string {
  // One number, as most are: a rebuild comes through here for every event.
  if (DIGITS_ONLY.test(position)) return position.padStart(DIGITS, '0');
  return [...position.matchAll(/\d+/g)].map(([digits]) => digits.padStart(DIGITS, '0')).join('');
}
