import type { EventStore } from '../port.js';

/**
 * The place of the EventStoreDB adapter, which is not part of this build. It will answer `multiStream: false` and `contiguous: false`, and
 * keep the same contract suite.
 * @throws {Error} always
 */
export async function openEventStoreDb(): Promise<EventStore> {
  throw new Error('EVENT_STORE_URL names an EventStoreDB (esdb://); this build has no adapter for it yet: use postgres://…');
}
