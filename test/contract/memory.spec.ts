import { MemoryEventStore } from '@app/event-store';
import { eventStoreContract } from '../../libs/event-store/contract/contract.js';

eventStoreContract('memory', async () => {
  const store = new MemoryEventStore();
  return { store, close: () => store.close() };
});
