import { PostgresEventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { compare, type BenchEntry } from './compare.js';
import { some, type BenchOptions } from './options.js';
import { RawTable } from './raw-table.js';
import { sampleEvent } from './sample.js';

/** A reader that catches up from the start, payload and envelope parsed, against the same of a plain table. */
export async function readBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const store = await PostgresEventStore.open({ connectionString: url });
  while (Number((await store.head()) ?? 0) < options.events)
    await store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: Array.from({ length: 1_000 }, sampleEvent) }]);
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
