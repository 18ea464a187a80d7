import { EventStoreDbStore, type EventStoreDbOptions } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { startTestServer, type NodeOptions, type TestEventStoreDb } from './eventstoredb/index.js';

/** A real EventStoreDB or KurrentDB to test against, used or not; without it the wire-level test server answers. */
export const REAL = process.env.EVENTSTORE_URL;

/** The address of streams that nobody else has: a used server is as good as an empty one. */
export function freshAddress(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}streamPrefix=t${newEventId().replaceAll('-', '')}-`;
}

/** A server for one spec file: the real one, or one of its own. */
export async function anyServer(options?: NodeOptions): Promise<{ url: string; close(): Promise<void> }> {
  if (REAL) return { url: REAL, close: async () => undefined };
  const server: TestEventStoreDb = await startTestServer(options);
  return { url: server.url, close: () => server.close() };
}

export const openFresh = (url: string, options: Partial<EventStoreDbOptions> = {}): Promise<EventStoreDbStore> =>
  EventStoreDbStore.open({ url: freshAddress(url), ...options });
