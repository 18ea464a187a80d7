import { openEventStore, type EventStore } from '@app/event-store';
import { anyServer, freshAddress } from './event-store-db.js';

let server: Promise<Awaited<ReturnType<typeof anyServer>>> | undefined;

/** From now on, and in this spec file alone, `testStore` opens an EventStoreDB; the read models stay in PostgreSQL. */
export function onEventStoreDb(): void {
  server = anyServer();
  afterAll(async () => (await server!).close());
}

/** The event store of a test, empty. */
export const testStore = async (databaseUrl: string): Promise<EventStore> =>
  openEventStore(server ? freshAddress((await server).url) : databaseUrl);
