/** How long work still takes, at its pace since it was first told how far it is. */
export class Pace {
  private first: { share: number; at: number } | undefined;

  /**
   * @param share of the work that is done, 0 to 1; null when it cannot be known
   * @param now milliseconds of a clock that never goes back
   * @returns seconds, or null while nothing can be said
   */
  secondsLeft(share: number | null, now: number): number | null {
    if (share === null) return null;
    this.first ??= { share, at: now };
    const done = share - this.first.share;
    if (done <= 0) return null;
    return Math.round(((now - this.first.at) / done) * (1 - share)) / 1_000;
  }
}
