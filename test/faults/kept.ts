import type { EventStore, StoredEvent } from '@app/event-store';
import type { Acknowledged } from './writers.js';

/**
 * Holds the store to what it acknowledged: each event there, once, where it was said to be; positions 1, 2, 3, …; revisions dense.
 * @returns what is there and was not acknowledged: its writer was killed before it could be told
 */
export async function expectKept(store: EventStore, acknowledged: readonly Acknowledged[]): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  const revisions = new Map<string, number>();
  for await (const event of store.readAll()) {
    all.push(event);
    expect(event.position).toBe(String(all.length));
    expect(event.revision).toBe((revisions.get(event.streamId) ?? -1) + 1);
    revisions.set(event.streamId, event.revision);
  }
  const byId = new Map(all.map((event) => [event.eventId, event]));
  expect(byId.size).toBe(all.length);
  for (const { streamId, eventIds, revision, position } of acknowledged) {
    const last = Number(position);
    eventIds.forEach((eventId, index) => {
      const back = eventIds.length - 1 - index;
      expect(byId.get(eventId)).toMatchObject({ streamId, revision: revision - back, position: String(last - back) });
      byId.delete(eventId);
    });
  }
  return [...byId.values()];
}
