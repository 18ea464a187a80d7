/**
 * Numbers that are the same for the same seed (sfc32, Chris Doty-Humphrey, public domain). Children have numbers of their own,
 * so that one life that changes leaves the others as they were.
 */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spare: number | undefined;

  constructor(
    seed: number,
    /** Which of the seed's children it is. */
    readonly stream = 0,
  ) {
    this.a = seed | 0;
    this.b = stream | 0;
    this.c = Math.imul(seed ^ (stream + 0x9e3779b9), 0x85ebca6b);
    for (let i = 0; i < 12; i++) this.word();
  }

  /** 32 bits, as a signed integer. */
  word(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum;
  }

  /** From 0 to 1, 1 excluded. */
  next(): number {
    return (this.word() >>> 0) / 4_294_967_296;
  }

  /** True in a share of cases, from 0 to 1. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  of<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  /** Normal, of mean 0 and deviation 1 (polar method). */
  normal(): number {
    if (this.spare !== undefined) {
      const { spare } = this;
      this.spare = undefined;
      return spare;
    }
    for (;;) {
      const [x, y] = [2 * this.next() - 1, 2 * this.next() - 1];
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      this.spare = y * scale;
      return x * scale;
    }
  }

  /** Heavy-tailed: half of the cases below the median, a few far above; `spread` is the deviation of its logarithm. */
  around(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** How many of rare things happen, when this many do on average. */
  count(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let events = 0;
    for (let left = this.next(); left > limit; left *= this.next()) events += 1;
    return events;
  }

  /** 128 bits, in hexadecimal. */
  hex(): string {
    return hex(this.word()) + hex(this.word()) + hex(this.word()) + hex(this.word());
  }

  /** A UUID of version 4, or of version 7 at a moment in milliseconds. */
  uuid(milliseconds?: number): string {
    const [a, b, c, d] = [hex(this.word()), hex(this.word()), hex(this.word()), hex(this.word())];
    const variant = VARIANTS[(d.charCodeAt(0) ^ c.charCodeAt(1)) & 3]!;
    if (milliseconds === undefined) return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
    const time = milliseconds.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
  }
}

const VARIANTS = ['8', '9', 'a', 'b'];
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (word: number): string => BYTES[word >>> 24]! + BYTES[(word >>> 16) & 255]! + BYTES[(word >>> 8) & 255]! + BYTES[word & 255]!;
