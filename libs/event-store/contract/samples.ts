import { newEventId } from '@app/kernel';
import type { EventStore, NewEvent, StoredEvent, SubscriptionMessage } from '../port.js';

export const freshStream = (): string => `site-${newEventId()}`;

export function sample(type = 'SiteRegistered', data: object = { name: 'Bridgestone Béthune' }): NewEvent {
  return { eventId: newEventId(), type, schemaVersion: 1, data: JSON.stringify(data), meta: JSON.stringify({ recordedBy: 'contract' }) };
}

export const samples = (count: number, type?: string): NewEvent[] => Array.from({ length: count }, (_, index) => sample(type, { index }));

export async function collect(events: AsyncIterable<StoredEvent>): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** Appends one event to a fresh stream, and says where. */
export async function seeded(store: EventStore, count = 1) {
  const streamId = freshStream();
  const events = samples(count);
  const [result] = await store.append([{ streamId, expected: 'none', events }]);
  return { streamId, events, result: result! };
}

/** Listens in the background and remembers; `until` waits for a message or a state, never for a duration. */
export function listen(store: EventStore, options: { after: string | null; types?: string[] }) {
  const messages: SubscriptionMessage[] = [];
  const abort = new AbortController();
  let wake = () => {};
  const done = (async () => {
    for await (const message of store.subscribe({ ...options, signal: abort.signal })) {
      messages.push(message);
      wake();
    }
  })();
  return {
    ids: () => messages.flatMap((message) => (message.kind === 'event' ? [message.event.eventId] : [])),
    async until(wanted: (message: SubscriptionMessage) => boolean): Promise<SubscriptionMessage> {
      for (;;) {
        const found = messages.find(wanted);
        if (found) return found;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async stop() {
      abort.abort();
      await done;
    },
  };
}
