import { newEventId } from '@app/kernel';
import { StoreUnavailable, type AppendResult, type EventStore, type StreamAppend } from '@app/event-store';

/** What a writer was told: these events are in the store, the last of them at this position. */
export interface Acknowledged {
  readonly streamId: string;
  readonly eventIds: readonly string[];
  readonly revision: number;
  readonly position: string;
}

/**
 * Sixteen writers, each on a stream of its own, going on from where the stream is; every other one writes to a second stream in the same
 * append. An append whose outcome is unknown, or that was refused for now, is asked again with the same ids, as the product does.
 */
export async function write(store: EventStore, told: (acknowledged: Acknowledged) => void, stopped: () => boolean): Promise<void> {
  await Promise.all(Array.from({ length: 16 }, (_, writer) => writeOn(store, writer, told, stopped)));
}

async function writeOn(store: EventStore, writer: number, told: (acknowledged: Acknowledged) => void, stopped: () => boolean) {
  const streams = writer % 2 ? [`site-${writer}`] : [`site-${writer}`, `project-${writer}`];
  const revisions = new Map<string, number>();
  for (const streamId of streams) {
    for await (const { revision } of store.readStream(streamId, { direction: 'backwards', limit: 1 })) revisions.set(streamId, revision);
  }
  while (!stopped()) {
    const appends = streams.map((streamId) => append(streamId, revisions.get(streamId), 1 + (writer % 3)));
    const results = await persistently(store, appends);
    appends.forEach(({ streamId, events }, index) => {
      const { revision, position } = results[index]!;
      revisions.set(streamId, revision);
      told({ streamId, eventIds: events.map(({ eventId }) => eventId), revision, position });
    });
  }
}

function append(streamId: string, revision: number | undefined, count: number): StreamAppend {
  const data = JSON.stringify({ name: 'Bridgestone Béthune', note: 'x'.repeat(500) });
  const events = Array.from({ length: count }, () => ({
    eventId: newEventId(),
    type: 'SiteRegistered',
    schemaVersion: 1,
    data,
    meta: '{}',
  }));
  return { streamId, expected: revision ?? 'none', events };
}

async function persistently(store: EventStore, appends: readonly StreamAppend[]): Promise<AppendResult[]> {
  for (;;) {
    try {
      return await store.append(appends);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}
