/** Days on which something holds. ISO days, which sort as text. */
export interface Spell {
  /** The first day; null: as far back as anybody looks. */
  readonly from: string | null;
  /** The first day it no longer holds; null: it still does. */
  readonly to: string | null;
}

/** A spell, and from which of its days on somebody says so; before that it is taken to have been as it was then. */
export interface ToldSpell extends Spell {
  /** Null: from its beginning. `UNTOLD`: nobody gives a day. */
  readonly told: string | null;
}

/** After every day. */
export const UNTOLD = '~';
export const ALWAYS: ToldSpell = { from: null, to: null, told: null };

export const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);
export const sooner = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);
const earlier = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : a < b ? a : b);

export const isEmpty = ({ from, to }: Spell): boolean => from === UNTOLD || (from !== null && to !== null && from >= to);
export const holdsOn = ({ from, to }: Spell, day: string): boolean => (from === null || from <= day) && (to === null || day < to);

/** The days of both, undefined when there is none. */
export function overlap(a: ToldSpell, b: ToldSpell): ToldSpell | undefined {
  const both = { from: later(a.from, b.from), to: sooner(a.to, b.to), told: later(a.told, b.told) };
  return isEmpty(both) ? undefined : both;
}

/** The same days in the fewest spells, oldest first. */
export function merged(spells: readonly ToldSpell[]): readonly ToldSpell[] {
  if (spells.length < 2) return spells;
  const result: ToldSpell[] = [];
  for (const spell of [...spells].sort(byBeginning)) {
    const last = result.at(-1);
    if (!last || (last.to !== null && spell.from !== null && spell.from > last.to)) result.push(spell);
    else {
      const to = last.to === null || spell.to === null ? null : last.to > spell.to ? last.to : spell.to;
      result[result.length - 1] = { from: last.from, to, told: earlier(last.told, spell.told) };
    }
  }
  return result;
}

/** The days of a spell that are in none of the others. */
export function outside(spell: ToldSpell, others: readonly Spell[]): ToldSpell[] {
  let left: ToldSpell[] = [spell];
  for (const { from, to } of others) {
    left = left.flatMap((piece) => [
      ...(from === null ? [] : [{ ...piece, to: sooner(piece.to, from) }]),
      ...(to === null ? [] : [{ ...piece, from: later(piece.from, to) }]),
    ]);
    left = left.filter((piece) => !isEmpty(piece));
  }
  return left;
}

const byBeginning = ({ from: a }: Spell, { from: b }: Spell): number => (a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1);
