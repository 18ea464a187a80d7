import { EventStoreDbStore } from './eventstoredb/event-store-db.js';
import { MemoryEventStore } from './memory/memory-event-store.js';
import type { EventStore, StoreUnavailable } from './port.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';

export interface OpenOptions {
  /** Told each time a subscription broke and is started again. */
  readonly onRestart?: (error: StoreUnavailable) => void;
}

/**
 * The store of an address: `postgres://…`, `memory:` (tests). `esdb://…` or `esdb+discover://…` (EventStoreDB, KurrentDB).
 * @throws {Error} when the scheme is unknown; the message never repeats the address, which may hold a password
 */
export async function openEventStore(url: string, options: OpenOptions = {}): Promise<EventStore> {
  const scheme = /^([a-z+]+):/.exec(url)?.[1] ?? '';
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return PostgresEventStore.open({ connectionString: url, ...options });
    case 'memory':
      return new MemoryEventStore();
    case 'esdb':
    case 'esdb+discover':
      return EventStoreDbStore.open({ url, ...options });
    default:
      throw new Error(`EVENT_STORE_URL has the scheme "${scheme}"; use postgres://… or esdb://…`);
  }
}
