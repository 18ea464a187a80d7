import { PostgresEventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { compare, type BenchEntry } from './compare.js';
import { some, type BenchOptions } from './options.js';
import { RawTable } from './raw-table.js';
import { sampleEvent } from './sample.js';

const BATCH = 1_000;

/** Appends of one event by so many callers at once, against as many connections that insert the same row; then batches against unnest. */
export async function appendBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const store = await PostgresEventStore.open({ connectionString: url });
  const entries: BenchEntry[] = [];
  for (const { clients, each, target } of [
    { clients: 1, each: some(1_000, options), target: 0.9 },
    { clients: 16, each: some(250, options), target: 1.2 },
    { clients: 64, each: some(125, options), target: 2.5 },
  ]) {
    const raw = await RawTable.open(url, clients);
    const callers = (run: (client: number, streamId: string) => Promise<void>) =>
      Promise.all(Array.from({ length: clients }, (_, client) => run(client, `site-${newEventId()}`)));
    entries.push(
      await compare({
        name: clients === 1 ? 'append, 1 client' : `append, ${clients} clients`,
        unit: 'appends/s',
        target,
        rounds: some(7, options),
        async ours(timed) {
          await timed(() =>
            callers(async (_, streamId) => {
              for (let revision = 0; revision < each; revision++)
                await store.append([{ streamId, expected: revision === 0 ? 'none' : revision - 1, events: [sampleEvent()] }]);
            }),
          );
          return clients * each;
        },
        async raw(timed) {
          await timed(() =>
            callers(async (client, streamId) => {
              for (let revision = 0; revision < each; revision++) await raw.insert(client, streamId, revision, sampleEvent());
            }),
          );
          return clients * each;
        },
      }),
    );
    await raw.close();
  }
  entries.push(await batches(url, store, options));
  await store.close();
  return entries;
}

async function batches(url: string, store: PostgresEventStore, options: BenchOptions): Promise<BenchEntry> {
  const raw = await RawTable.open(url, 1);
  const prepared = () =>
    Array.from({ length: some(10, options) }, () => ({
      streamId: `site-${newEventId()}`,
      events: Array.from({ length: BATCH }, sampleEvent),
    }));
  const entry = await compare({
    name: `append, batches of ${BATCH}`,
    unit: 'events/s',
    target: 1,
    rounds: some(7, options),
    async ours(timed) {
      const all = prepared();
      await timed(async () => {
        for (const { streamId, events } of all) await store.append([{ streamId, expected: 'none', events }]);
      });
      return all.length * BATCH;
    },
    async raw(timed) {
      const all = prepared();
      await timed(async () => {
        for (const { streamId, events } of all) await raw.insertAll(streamId, events);
      });
      return all.length * BATCH;
    },
  });
  await raw.close();
  return entry;
}
