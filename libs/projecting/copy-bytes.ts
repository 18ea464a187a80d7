/** Bytes that go to COPY at once. */
export const CHUNK = 262_144;

const EMPTY = Buffer.alloc(0);
/** Characters up to which a text is written faster one by one than by a call out of JavaScript; so it is with bytes. */
const SHORT = 64;

/**
 * Rows on their way to one table, in COPY's binary format. Those since the last `keep` can still be undone. Whatever is written here goes straight
 * into its place: a rebuild writes a hundred values for each event, and texts put together of them would keep the collector busy.
 */
export class CopyBytes {
  private buffer: Buffer = EMPTY;
  private length = 0;
  private kept = 0;
  private full: Buffer[] = [];

  int16(value: number): void {
    this.makeRoom(2);
    const { buffer } = this;
    buffer[this.length++] = value >> 8;
    buffer[this.length++] = value;
  }

  int32(value: number): void {
    this.makeRoom(4);
    this.put32(value, this.length);
    this.length += 4;
  }

  /** A field that holds nothing. */
  null(): void {
    this.int32(-1);
  }

  /** Bytes as they are. */
  bytes(bytes: Uint8Array): void {
    const { length } = bytes;
    this.makeRoom(length);
    const { buffer } = this;
    if (length > SHORT) buffer.set(bytes, this.length);
    else for (let index = 0, at = this.length; index < length; index++) buffer[at++] = bytes[index]!;
    this.length += length;
  }

  /** A field with a text. */
  text(text: string): void {
    const { length } = text;
    // A character takes three bytes at the most, or four for the two that make one.
    this.makeRoom(4 + length * 3);
    const { buffer } = this;
    const start = this.length + 4;
    let written = 0;
    if (length <= SHORT) {
      for (; written < length; written++) {
        const code = text.charCodeAt(written);
        if (code > 127) break;
        buffer[start + written] = code;
      }
    }
    if (written < length) written = buffer.write(text, start);
    this.put32(written, this.length);
    this.length = start + written;
  }

  /** A field that says its length once it is written. */
  field(write: () => void): void {
    this.int32(0);
    // Counted from what is kept: the rest moves when a buffer is full.
    const start = this.length - this.kept;
    write();
    this.put32(this.length - this.kept - start, this.kept + start - 4);
  }

  /** @returns how many bytes it keeps more than before */
  keep(): number {
    const more = this.length - this.kept;
    this.kept = this.length;
    return more;
  }

  undo(): void {
    this.length = this.kept;
  }

  /** What is kept, in the order it came. */
  take(): Buffer[] {
    this.handOver(0);
    const { full } = this;
    this.full = [];
    return full;
  }

  /** A copy of what is not kept, which is undone. */
  copy(): Uint8Array {
    const bytes = Buffer.from(this.buffer.subarray(this.kept, this.length));
    this.undo();
    return bytes;
  }

  private put32(value: number, at: number): void {
    const { buffer } = this;
    buffer[at] = value >> 24;
    buffer[at + 1] = value >> 16;
    buffer[at + 2] = value >> 8;
    buffer[at + 3] = value;
  }

  private makeRoom(bytes: number): void {
    if (this.buffer.length - this.length < bytes) this.handOver(bytes);
  }

  private handOver(room: number): void {
    const open = this.buffer.subarray(this.kept, this.length);
    if (this.kept > 0) this.full.push(this.buffer.subarray(0, this.kept));
    this.length = open.length;
    this.kept = 0;
    if (room === 0 && open.length === 0) {
      this.buffer = EMPTY;
      return;
    }
    this.buffer = Buffer.allocUnsafeSlow(Math.max(CHUNK, open.length + room));
    open.copy(this.buffer);
  }
}
