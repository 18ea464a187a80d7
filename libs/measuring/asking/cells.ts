import type { Dimension } from '../reading.js';

/** One figure of a breakdown. */
export interface Cell {
  /** Value of each dimension asked for; null where the fact does not say, or says several. */
  readonly key: Readonly<Partial<Record<Dimension, string | null>>>;
  /** Null when there is nothing to compute it from, or when it must not be told. */
  readonly value: number | null;
  /** The span that the sources leave: their own ranges, and what contradicts them. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of a flow: what surely falls within the period, and what may, given uncertain dates. */
  readonly sure: number | null;
  readonly possible: number | null;
  readonly facts: number;
  readonly subjects: number;
  readonly disputed: boolean;
  /** A source says "about", "at least" or "at most". */
  readonly approximate: boolean;
  /** Groups of fewer than five people are put together or left out. */
  readonly withheld: boolean;
}

export const keyText = (cell: Pick<Cell, 'key'>): string => JSON.stringify(Object.entries(cell.key).sort());

/** Puts two breakdowns together, cell by cell; a cell that one of them lacks is `undefined` there. */
export function combined(
  a: readonly Cell[],
  b: readonly Cell[],
  combine: (a: Cell | undefined, b: Cell | undefined) => Pick<Cell, 'value' | 'low' | 'high'> | undefined,
): Cell[] {
  const others = new Map(b.map((cell) => [keyText(cell), cell]));
  const made: Cell[] = [];
  const add = (left: Cell | undefined, right: Cell | undefined) => {
    const figures = combine(left, right);
    if (figures) made.push(merged(left, right, figures));
  };
  for (const cell of a) {
    const key = keyText(cell);
    add(cell, others.get(key));
    others.delete(key);
  }
  for (const cell of others.values()) add(undefined, cell);
  return made;
}

/** Tells which cells have one of the same key among these. */
export function isIn(cells: readonly Cell[]): (cell: Cell) => boolean {
  const keys = new Set(cells.map(keyText));
  return (cell) => keys.has(keyText(cell));
}

/** Adds up cells that differ in one dimension only. What was counted in two of them is of two different subjects there. */
export function together(cells: readonly Cell[], dimension: Dimension): Cell[] {
  const sums = new Map<string, Cell>();
  for (const cell of cells) {
    const { [dimension]: _, ...key } = cell.key;
    const rest = { ...cell, key };
    const before = sums.get(keyText(rest));
    const sum = (name: 'value' | 'low' | 'high') => rounded((before?.[name] ?? 0) + (cell[name] ?? 0));
    const made = before ? merged(before, rest, { value: sum('value'), low: sum('low'), high: sum('high') }) : rest;
    sums.set(keyText(rest), { ...made, subjects: (before?.subjects ?? 0) + cell.subjects });
  }
  return [...sums.values()];
}

function merged(left: Cell | undefined, right: Cell | undefined, figures: Pick<Cell, 'value' | 'low' | 'high'>): Cell {
  const either = (name: 'disputed' | 'approximate' | 'withheld') => (left?.[name] ?? false) || (right?.[name] ?? false);
  return {
    key: (left ?? right)!.key,
    ...figures,
    sure: null,
    possible: null,
    facts: (left?.facts ?? 0) + (right?.facts ?? 0),
    subjects: Math.max(left?.subjects ?? 0, right?.subjects ?? 0),
    disputed: either('disputed'),
    approximate: either('approximate'),
    withheld: either('withheld'),
  };
}

/** Rounds away what binary fractions leave: twelve digits are more than any source gives. */
export const rounded = (value: number): number => Number(value.toPrecision(12));

export const over = (a: number | null | undefined, b: number | null | undefined, scale: number): number | null =>
  a === null || a === undefined || !b ? null : rounded((a / b) * scale);

export const minus = (a: number | null | undefined, b: number | null | undefined): number => rounded((a ?? 0) - (b ?? 0));
