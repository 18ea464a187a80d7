import { EDITION } from '@app/reference';
import { boundariesEn } from './boundaries.en.js';
import { boundariesFr } from './boundaries.fr.js';
import type { Boundaries } from './territories.js';
import type { Part } from './tree.js';
import { UNTOLD } from './spells.js';

/** Which boundaries an answer was worked out on. */
export interface BoundariesUsed {
  readonly boundaries: Boundaries;
  /** Who drew them: the register of territories, the official code, or both. */
  readonly drawnBy: 'register' | 'official-code' | 'both';
  /** The official code's edition, where it was used. */
  readonly edition: number | null;
  /** Boundaries of days before this one are assumed: they were as they are first told. Null when all are told, or all days read alike. */
  readonly assumedBefore: string | null;
  /** Some members have no date of entry: they are taken to have always been in. */
  readonly hasUndated: boolean;
  readonly labelFr: string;
  readonly labelEn: string;
}

export type BoundariesTold = Omit<BoundariesUsed, 'labelFr' | 'labelEn'>;

export function boundariesUsed(boundaries: Boundaries, { communes, fromRegister, fromOfficialCode }: Part): BoundariesUsed {
  let assumedBefore: string | null = null;
  let hasUndated = false;
  if (boundaries === 'then') {
    for (const spells of communes.values()) {
      for (const { from, told } of spells) {
        if (told === UNTOLD) hasUndated = true;
        else if (told !== null && (from === null || from < told) && (assumedBefore === null || told > assumedBefore)) assumedBefore = told;
      }
    }
  }
  const drawnBy = fromRegister && fromOfficialCode ? 'both' : fromOfficialCode ? 'official-code' : 'register';
  const told: BoundariesTold = { boundaries, drawnBy, edition: fromOfficialCode ? EDITION.year : null, assumedBefore, hasUndated };
  return { ...told, labelFr: boundariesFr(told), labelEn: boundariesEn(told) };
}
