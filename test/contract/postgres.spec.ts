import { PostgresEventStore } from '@app/event-store';
import { eventStoreContract } from '../../libs/event-store/contract/contract.js';
import { testDatabase } from '../support/postgres.js';
import { holdAppend } from './held-append.js';

// A partition of 1,000 positions: the contract crosses several.
eventStoreContract('PostgreSQL', async () => {
  const database = await testDatabase();
  const store = await PostgresEventStore.open({ connectionString: database.url, partitionSize: 1_000 });
  return {
    store,
    hold: (append) => holdAppend(database.url, append),
    async close() {
      await store.close();
      await database.drop();
    },
  };
});
