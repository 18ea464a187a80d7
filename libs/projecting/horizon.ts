import { isAstray, type Checkpoint, type EventStore, type Position } from '@app/event-store';
import type { ReadModels } from './read-models.js';
import { KNOWN_HERE } from './versions.js';
import { inTime } from './replicas/in-time.js';

/** Milliseconds that a look may take; who asked goes on without it. */
const PATIENCE = 250;
/** Milliseconds that an answer of `reached` is good for. */
const LOOK_EVERY = 1_000;

/**
 * Until when a server's read models are known to hold all that was recorded. What was read before a moment is true of it only if this was known
 * before it was read: ask first, then read.
 */
export class Horizon {
  private until = 0;
  /** A head of the event store, and when it was no further. */
  private awaited: { readonly at: number; readonly head: Position | null } | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly server: ReadModels,
    private readonly store: EventStore,
  ) {}

  /**
   * True when the server surely holds all that was recorded until then (milliseconds since 1970). Looks again when that is not known yet; no when the
   * stores do not answer.
   */
  async covers(instant: number): Promise<boolean> {
    if (this.until > instant) return true;
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    await inTime(this.looking, PATIENCE);
    return this.until > instant;
  }

  /** Until when (milliseconds since 1970) all that was recorded is surely held, as far as that is known now. */
  async reached(): Promise<number> {
    await this.covers(Date.now() - LOOK_EVERY);
    return this.until;
  }

  private async look(): Promise<void> {
    this.awaited ??= { at: Date.now(), head: await this.store.head() };
    if (!(await this.holds(this.awaited.head))) return;
    this.until = this.awaited.at;
    this.awaited = undefined;
  }

  private async holds(head: Position | null): Promise<boolean> {
    if (head === null) return true;
    const live = await this.server.query<(Checkpoint & { parked: boolean })[]>(
      `SELECT p.position, p.mark, EXISTS (SELECT 1 FROM rm.parked k WHERE k.projection = p.name AND k.generation = p.generation) AS parked
       FROM rm.projection p WHERE p.status = 'live' AND ${KNOWN_HERE}`,
    );
    const reaches = ({ position, parked }: (typeof live)[number]) =>
      position !== null && !parked && this.store.compare(position, head) >= 0;
    if (live.length === 0 || !live.every(reaches)) return false;
    const astray = await Promise.all(live.map((checkpoint) => isAstray(this.store, checkpoint)));
    return !astray.includes(true);
  }
}
