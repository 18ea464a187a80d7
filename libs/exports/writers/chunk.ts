const FULL = 65_536;

/** Gathers text and gives it out in pieces worth sending. */
export class Chunk {
  constructor(private text = '') {}

  add(text: string): void {
    this.text += text;
  }

  get isFull(): boolean {
    return this.text.length >= FULL;
  }

  take(): Buffer {
    const bytes = Buffer.from(this.text, 'utf8');
    this.text = '';
    return bytes;
  }
}
