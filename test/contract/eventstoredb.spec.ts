import { eventStoreContract } from '../../libs/event-store/contract/contract.js';
import { anyServer, openFresh, REAL } from '../support/event-store-db.js';

let server: Awaited<ReturnType<typeof anyServer>>;
beforeAll(async () => {
  server = await anyServer();
});
afterAll(() => server.close());

eventStoreContract(REAL ? 'a real EventStoreDB' : 'EventStoreDB’s protocol', async () => {
  const store = await openFresh(server.url);
  return { store, close: () => store.close() };
});
