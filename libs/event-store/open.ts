import { openEventStoreDb } from './eventstoredb/open.js';
import { MemoryEventStore } from './memory/memory-event-store.js';
import type { EventStore } from './port.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';

/**
 * The store of an address: `postgres://…`, `memory:` (tests). `esdb://…` has its place here and no adapter in this build.
 * @throws {Error} when the scheme is unknown; the message never repeats the address, which may hold a password
 */
export async function openEventStore(url: string): Promise<EventStore> {
  const scheme = /^([a-z+]+):/.exec(url)?.[1] ?? '';
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return PostgresEventStore.open({ connectionString: url });
    case 'memory':
      return new MemoryEventStore();
    case 'esdb':
    case 'esdb+discover':
      return openEventStoreDb();
    default:
      throw new Error(`EVENT_STORE_URL has the scheme "${scheme}"; use postgres://…`);
  }
}
