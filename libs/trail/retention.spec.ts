import { pruneDaily } from './retention.js';
import type { TrailDatabase } from './tables.js';

it('a worker that is told to stop while it prunes does not wait for the next day', async () => {
  const stopping = new AbortController();
  const faults: unknown[] = [];
  const database = {
    transaction: () => {
      stopping.abort();
      return Promise.reject(new Error('the database is away'));
    },
  } as unknown as TrailDatabase;
  await pruneDaily(database, 12, stopping.signal, (error) => faults.push(error));
  expect(faults).toEqual([new Error('the database is away')]);
}, 5_000);
