import { createHash } from 'node:crypto';

/**
 * The tree as sections 2.1.1, 2.1.3.1 and 2.1.4.1 of RFC 9162 define it, recursion by recursion, without tiles and without a frontier: what the
 * real one is compared with. It shares no code with it.
 */
export class NaiveTree {
  private readonly known = new Map<string, Buffer>();

  constructor(readonly entries: readonly Uint8Array[]) {}

  root(size = this.entries.length): Buffer {
    return this.mth(0, size);
  }

  /** MTH(D[start:end]) */
  mth(start: number, end: number): Buffer {
    const key = `${start}:${end}`;
    const known = this.known.get(key);
    if (known) return known;
    const hash = this.hash(start, end);
    this.known.set(key, hash);
    return hash;
  }

  /** PATH(m, D[start:end]) */
  path(m: number, start: number, end: number): Buffer[] {
    const n = end - start;
    if (n === 1) return [];
    const k = split(n);
    if (m < k) return [...this.path(m, start, start + k), this.mth(start + k, end)];
    return [...this.path(m - k, start + k, end), this.mth(start, start + k)];
  }

  /** PROOF(m, D[0:n]) for 0 < m < n */
  proof(m: number, n: number): Buffer[] {
    return this.subproof(m, 0, n, true);
  }

  /** The hashes of a tile by the formula of C2SP tlog-tiles: MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l]). */
  tile(l: number, n: number, width: number): Buffer {
    return Buffer.concat(Array.from({ length: width }, (_, i) => this.mth((n * 256 + i) * 256 ** l, (n * 256 + i + 1) * 256 ** l)));
  }

  private hash(start: number, end: number): Buffer {
    const n = end - start;
    if (n === 0) return createHash('sha256').digest();
    if (n === 1)
      return createHash('sha256')
        .update(Buffer.from([0x00]))
        .update(this.entries[start]!)
        .digest();
    const k = split(n);
    return createHash('sha256')
      .update(Buffer.from([0x01]))
      .update(this.mth(start, start + k))
      .update(this.mth(start + k, end))
      .digest();
  }

  private subproof(m: number, start: number, end: number, b: boolean): Buffer[] {
    const n = end - start;
    if (m === n) return b ? [] : [this.mth(start, end)];
    const k = split(n);
    if (m <= k) return [...this.subproof(m, start, start + k, b), this.mth(start + k, end)];
    return [...this.subproof(m - k, start + k, end, false), this.mth(start, start + k)];
  }
}

/** The largest power of two smaller than n. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** So many entries, no two alike. */
export const sampleEntries = (count: number): Buffer[] => Array.from({ length: count }, (_, index) => Buffer.from(`entry ${index}`));
