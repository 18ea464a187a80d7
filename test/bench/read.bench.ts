import { PostgresEventStore } from '@app/event-store';
import { compare, type BenchEntry } from './compare.js';
import { writeHistory } from './history.js';
import { some, type BenchOptions } from './options.js';
import { RawTable } from './raw-table.js';

/** A reader that catches up from the start, payload and envelope parsed, against the same of a plain table. */
export async function readBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const store = await PostgresEventStore.open({ connectionString: url });
  await writeHistory(store, options.events);
  const raw = await RawTable.open(url, 1);
  await raw.copyOfStore();
  const entry = await compare({
    name: 'catch-up read',
    unit: 'events/s',
    target: 0.8,
    rounds: some(7, options),
    ours: (timed) =>
      timed(async () => {
        let count = 0;
        for await (const event of store.readAll()) {
          JSON.parse(event.data);
          JSON.parse(event.meta);
          count += 1;
        }
        return count;
      }),
    raw: (timed) => timed(() => raw.readAndParse()),
  });
  await raw.close();
  await store.close();
  return [entry];
}
