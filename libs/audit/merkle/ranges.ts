/** The entries from `start` up to, but without, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The complete subtree over the 2^height entries from index · 2^height on. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** What an inclusion proof consists of, from the leaf's sibling up: PATH of RFC 9162, section 2.1.3.1. */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + halfOf(end - start);
    ranges.push(index < middle ? { start: middle, end } : { start, end: middle });
    if (index < middle) end = middle;
    else start = middle;
  }
  return ranges.reverse();
}

/** What a consistency proof consists of: SUBPROOF of RFC 9162, section 2.1.4.1. Empty when one size is 0 or both are equal. */
export function consistencyRanges(older: number, newer: number): Range[] {
  if (older === 0) return [];
  const ranges: Range[] = [];
  let [start, end] = [0, newer];
  while (end !== older) {
    const middle = start + halfOf(end - start);
    ranges.push(older <= middle ? { start: middle, end } : { start, end: middle });
    if (older <= middle) end = middle;
    else start = middle;
  }
  // From 0 on it is the older root itself, which the verifier has.
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}

/** The complete subtrees a range falls into, from left to right. */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end;) {
    let [height, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      height += 1;
      width *= 2;
    }
    subtrees.push({ height, index: at / width });
    at += width;
  }
  return subtrees;
}

/** The largest power of two below `count`, which is 2 or more. */
function halfOf(count: number): number {
  let half = 1;
  while (half * 2 < count) half *= 2;
  return half;
}
