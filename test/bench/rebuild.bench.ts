import { subjectOfKind } from '@app/domain';
import { PostgresEventStore } from '@app/event-store';
import { openReadModels, rebuild } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';

import { compare, type BenchEntry } from './compare.js';
import { writeHistory } from './history.js';
import { some, type BenchOptions } from './options.js';
import { RawTable } from './raw-table.js';

/** Every read model made anew from a plausible history, against reading and parsing the same events from a plain table. */
export async function rebuildBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const store = await PostgresEventStore.open({ connectionString: url });
  await writeHistory(store, options.events);
  const source = await openReadModels({ url, entities: readModelEntities });
  const raw = await RawTable.open(url, 1);
  await raw.copyOfStore();
  const events = Number(await store.head());
  const entry = await compare({
    name: 'rebuild of all read models',
    unit: 'events/s',
    target: 0.5,
    rounds: some(3, options),
    async ours(timed) {
      await timed(() => rebuild(source, store, readModelProjections, subjectOfKind));
      return events;
    },
    raw: (timed) => timed(() => raw.readAndParse()),
  });
  await raw.close();
  await source.destroy();
  await store.close();
  return [entry];
}
