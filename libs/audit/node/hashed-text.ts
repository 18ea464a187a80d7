import { hash } from 'node:crypto';

/** Texts longer than this are rare: their views are made anew. */
const MOST_VIEWS = 4_096;

/** Memory with a beginning of fixed length, behind which one text after the other is written to be hashed. */
export class HashedText {
  /** The beginning may be written over, from its first byte to its last; `hash` may put another memory in its place. */
  bytes: Buffer;
  /** The first so many bytes, by their number: a view costs as much as a hash. */
  private views: Buffer[] = [];

  constructor(private readonly beginning: number) {
    this.bytes = Buffer.alloc(beginning + 4_096);
  }

  /** SHA-256 of the beginning and the text in UTF-8, a letter for each byte. */
  hash(text: string): string {
    const start = this.beginning;
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    const most = start + 3 * text.length;
    if (most > this.bytes.length) {
      const before = this.bytes;
      [this.bytes, this.views] = [Buffer.allocUnsafe(2 * most), []];
      before.copy(this.bytes, 0, 0, start);
    }
    const end = start + this.bytes.write(text, start, 'utf8');
    return hash('sha256', end < MOST_VIEWS ? (this.views[end] ??= this.bytes.subarray(0, end)) : this.bytes.subarray(0, end), 'binary');
  }
}
