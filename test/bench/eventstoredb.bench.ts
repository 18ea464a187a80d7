import { openEventStore, PostgresEventStore, type EventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BareClient } from './bare-client.js';
import { compare, type BenchEntry } from './compare.js';
import { some, type BenchOptions } from './options.js';
import { sampleEvent } from './sample.js';
import { owned } from '../support/children.js';

const BATCH = 500;
/** Enough to read for a second or more. */
const TO_READ = 30_000;

/** The adapter against the client it is made over, on one server: the real one where EVENTSTORE_URL is set, else the wire-level test server. */
export async function eventStoreDbBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const real = process.env.EVENTSTORE_URL;
  const server = real
    ? undefined
    : owned(fork(fileURLToPath(new URL(`./eventstoredb-server${extname(import.meta.url)}`, import.meta.url))));
  const address = real ?? (await addressOf(server!));
  const store = await openEventStore(address);
  const client = new BareClient(address);
  const entries: BenchEntry[] = [];
  for (const clients of [1, 16])
    entries.push(
      await appends(
        `EventStoreDB adapter against its client, append, ${clients} callers`,
        0.9,
        clients,
        options,
        byStore(store),
        byClient(client),
      ),
    );
  await fill(store, some(TO_READ, options));
  entries.push(await reads('EventStoreDB adapter against its client, catch-up read', 0.9, options, store, client, true));
  if (real) entries.push(...(await besidePostgres(url, options, client)));
  await store.close();
  await client.dispose();
  server?.disconnect();
  return entries;
}

/** The same work, by our PostgreSQL store and by the real EventStoreDB. */
async function besidePostgres(url: string, options: BenchOptions, client: BareClient): Promise<BenchEntry[]> {
  const store = await PostgresEventStore.open({ connectionString: url });
  const entries: BenchEntry[] = [];
  for (const clients of [16, 64])
    entries.push(
      await appends(`PostgreSQL beside EventStoreDB, append, ${clients} callers`, 1.5, clients, options, byStore(store), byClient(client)),
    );
  entries.push(await batches(options, byStore(store), byClient(client)));
  while (Number((await store.head()) ?? 0) < some(TO_READ, options)) await fill(store, BATCH);
  entries.push(await reads('PostgreSQL beside EventStoreDB, reading everything', 3, options, store, client, false));
  await store.close();
  return entries;
}

type Append = (streamId: string, revision: number, count: number) => Promise<unknown>;

const byStore =
  (store: EventStore): Append =>
  (streamId, revision, count) =>
    store.append([{ streamId, expected: revision < 0 ? 'none' : revision, events: Array.from({ length: count }, sampleEvent) }]);
const byClient =
  (client: BareClient): Append =>
  (streamId, revision, count) =>
    client.append(streamId, revision, Array.from({ length: count }, sampleEvent));

function appends(
  name: string,
  target: number,
  clients: number,
  options: BenchOptions,
  ours: Append,
  reference: Append,
): Promise<BenchEntry> {
  const each = some(clients === 1 ? 400 : clients === 16 ? 100 : 50, options);
  const run = (append: Append) => async (timed: <T>(work: () => Promise<T>) => Promise<T>) => {
    await timed(() =>
      Promise.all(
        Array.from({ length: clients }, async () => {
          const streamId = `site-${newEventId()}`;
          for (let revision = -1; revision < each - 1; revision++) await append(streamId, revision, 1);
        }),
      ),
    );
    return clients * each;
  };
  return compare({ name, unit: 'appends/s', target, rounds: some(7, options), ours: run(ours), raw: run(reference) });
}

function batches(options: BenchOptions, ours: Append, reference: Append): Promise<BenchEntry> {
  const count = some(20, options);
  const run = (append: Append) => async (timed: <T>(work: () => Promise<T>) => Promise<T>) => {
    await timed(async () => {
      for (let batch = 0; batch < count; batch++) await append(`site-${newEventId()}`, -1, BATCH);
    });
    return count * BATCH;
  };
  const name = `PostgreSQL beside EventStoreDB, batches of ${BATCH}`;
  return compare({ name, unit: 'events/s', target: 1, rounds: some(5, options), ours: run(ours), raw: run(reference) });
}

/** Payload and envelope parsed on both sides. */
function reads(
  name: string,
  target: number,
  options: BenchOptions,
  store: EventStore,
  client: BareClient,
  sameLog: boolean,
): Promise<BenchEntry> {
  return compare({
    name,
    unit: 'events/s',
    target,
    rounds: some(5, options),
    ours: (timed) =>
      timed(async () => {
        let count = 0;
        for await (const { data, meta } of store.readAll()) {
          JSON.parse(data);
          JSON.parse(meta);
          count += 1;
        }
        return count;
      }),
    // A used server holds what others wrote, which both pass over: it is the same log that they read.
    raw: async (timed) => {
      const seen = await timed(() => client.readAll());
      return sameLog ? seen.ours : seen.all;
    },
  });
}

async function fill(store: EventStore, events: number): Promise<void> {
  for (let done = 0; done < events; done += BATCH)
    await store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: Array.from({ length: BATCH }, sampleEvent) }]);
}

async function addressOf(server: ChildProcess): Promise<string> {
  const ended = once(server, 'exit').then(([code]) => Promise.reject(new Error(`the test server ended with ${code}`)));
  const [address] = await Promise.race([once(server, 'message'), ended]);
  ended.catch(() => undefined);
  return address as string;
}
