import type { EventStore, NewEvent, StreamAppend } from '@app/event-store';
import { history, type GeneratedEvent } from '@app/generating';

/** Events appended at once, at the most. */
const TOGETHER = 500;

/** Fills an empty store with the plausible history that `palimpseste generate` invents: of all kinds, corrected, disputed, in part secret. */
export async function writeHistory(store: EventStore, events: number): Promise<void> {
  if ((await store.head()) !== null) return;
  let day: GeneratedEvent[] = [];
  for (const event of history({ events })) {
    // What was recorded on one day is recorded in one go.
    const other = day.length > 0 && day[0]!.recordedAt.slice(0, 10) !== event.recordedAt.slice(0, 10);
    if (other || day.length === TOGETHER) {
      await store.append(byStream(day));
      day = [];
    }
    day.push(event);
  }
  await store.append(byStream(day));
}

/** Each stream once, whatever it holds already. */
function byStream(told: readonly GeneratedEvent[]): StreamAppend[] {
  const streams = new Map<string, NewEvent[]>();
  for (const { streamId, eventId, type, schemaVersion, data, meta } of told) {
    const event = { eventId, type, schemaVersion, data, meta };
    const events = streams.get(streamId);
    if (events) events.push(event);
    else streams.set(streamId, [event]);
  }
  return [...streams].map(([streamId, events]) => ({ streamId, expected: 'any', events }));
}
