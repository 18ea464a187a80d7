export type RebuildPhase = 'reading' | 'indexing' | 'catching-up' | 'swapping' | 'done' | 'paused';

export interface RebuildProgress {
  readonly phase: RebuildPhase;
  /** Events read, those of the rebuild that this one goes on with included. */
  readonly events: number;
  /** Events to read in all, where the store counts them; null where it does not. */
  readonly total: number | null;
  /** Seconds until everything is read, at the pace so far; null while that is not known. Indexes come after. */
  readonly secondsLeft: number | null;
}

/** Tells how far the rebuild is, and how long the reading will still take. */
export class ProgressTeller {
  private readonly started = performance.now();
  events: number;

  constructor(
    /** Events that need not be read again. */
    private readonly before: number,
    private readonly total: number | null,
    private readonly told: (progress: RebuildProgress) => void,
  ) {
    this.events = before;
  }

  tell(phase: RebuildPhase): void {
    this.told({ phase, events: this.events, total: this.total, secondsLeft: phase === 'reading' ? this.secondsLeft() : null });
  }

  private secondsLeft(): number | null {
    const read = this.events - this.before;
    if (this.total === null || read === 0) return null;
    return Math.round((((performance.now() - this.started) / read) * Math.max(0, this.total - this.events)) / 1_000);
  }
}
