/** A place in PostgreSQL's write-ahead log; later is greater. */
export type LogPlace = bigint;

/** Reads `16/B374D848`. */
export function logPlaceOf(text: string): LogPlace {
  const [high, low] = text.split('/') as [string, string];
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

const MOST_MARKS = 600;

/**
 * How long ago a replica fell behind, by this program's clock alone: the primary's log is looked at now and then, and the replica is as late as
 * the oldest look that it has not replayed yet. A primary at rest makes nobody late, as it would by the time of the last replayed transaction.
 */
export class ReplayLag {
  private readonly marks: { readonly at: number; readonly place: LogPlace }[] = [];

  /** The primary's log reached this place at `at` (milliseconds). */
  mark(at: number, place: LogPlace): void {
    const last = this.marks.at(-1);
    if (last && last.place === place) return;
    // Another primary took over, without the end of the log of the first.
    if (last && last.place > place) this.marks.length = 0;
    // Of a replica that stays behind, when it fell behind is kept, and where the primary is now.
    if (this.marks.length >= MOST_MARKS) this.marks.pop();
    this.marks.push({ at, place });
  }

  /** Seconds that the replica is behind, now that it has replayed up to this place; 0 when it holds all that the primary was seen to hold. */
  secondsAt(replayed: LogPlace, now: number): number {
    while (this.marks.length > 0 && this.marks[0]!.place <= replayed) this.marks.shift();
    return this.marks.length === 0 ? 0 : Math.max(0, (now - this.marks[0]!.at) / 1_000);
  }
}
