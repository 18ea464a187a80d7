import type { NewEvent } from '../port.js';

/** Ids made longer ago than this, in milliseconds, may have been sent before: by a process that died, by a load that was cut off. */
const FRESH = 5_000;
const MOST_REMEMBERED = 20_000;

/**
 * Which appends may be repetitions. The server answers a repetition as if it had just written it, so that the difference has to be looked up;
 * for an id made a moment ago and sent for the first time there is nothing to look up.
 */
export class Retries {
  private readonly sent = new Set<string>();

  mayRepeat(events: readonly NewEvent[]): boolean {
    const now = Date.now();
    return events.some(({ eventId }) => this.sent.has(eventId) || now - madeAt(eventId) > FRESH);
  }

  remember(events: readonly NewEvent[]): void {
    for (const { eventId } of events) this.sent.add(eventId);
    for (const oldest of this.sent) {
      if (this.sent.size <= MOST_REMEMBERED) return;
      this.sent.delete(oldest);
    }
  }
}

/** Milliseconds since 1970 at which a UUIDv7 was made (RFC 9562, section 5.7); 0 for any other, which may be of any age. */
export function madeAt(eventId: string): number {
  return eventId[14] === '7' ? Number.parseInt(eventId.slice(0, 8) + eventId.slice(9, 13), 16) : 0;
}
