import { MemoryEventStore, openEventStore, transfer, type EventStore, type StoredEvent } from '@app/event-store';
import { collect, freshStream, sample, samples, seeded } from '../../libs/event-store/contract/samples.js';
import { anyServer, openFresh } from '../support/event-store-db.js';
import { testDatabase } from '../support/postgres.js';

let server: Awaited<ReturnType<typeof anyServer>>;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await anyServer();
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await server.close();
});

const kinds: Record<string, () => Promise<EventStore>> = {
  async PostgreSQL() {
    const database = await testDatabase();
    closing.push(() => database.drop());
    return openEventStore(database.url);
  },
  EventStoreDB: () => openFresh(server.url),
  memory: async () => new MemoryEventStore(),
};

async function made(kind: string): Promise<EventStore> {
  const store = await kinds[kind]!();
  closing.push(() => store.close());
  return store;
}

/** Streams that take turns, odd spacing, a long payload: what a careless copy changes. */
async function told(store: EventStore): Promise<void> {
  const { streamId: site } = await seeded(store, 700);
  const project = freshStream();
  for (let revision = -1; revision < 60; revision++) {
    await store.append([{ streamId: project, expected: revision < 0 ? 'none' : revision, events: samples(1) }]);
    await store.append([{ streamId: site, expected: 'exists', events: samples(2) }]);
  }
  const text = '{ "name":"Nœux\u2028les Mines \\u0000 𝄞", "1": 1.50 }';
  await store.append([{ streamId: freshStream(), expected: 'none', events: [{ ...sample(), data: text, schemaVersion: 7 }] }]);
}

const content = async (store: EventStore) => (await collect(store.readAll())).map((event): StoredEvent => ({ ...event, position: '' }));

it.each([
  ['PostgreSQL', 'EventStoreDB'],
  ['EventStoreDB', 'PostgreSQL'],
  ['memory', 'EventStoreDB'],
  ['EventStoreDB', 'EventStoreDB'],
])('moves everything from %s to %s: order, ids, revisions, record times, very text', async (from, to) => {
  const [source, target] = [await made(from), await made(to)];
  await told(source);
  const progress: number[] = [];
  const moved = await transfer(source, target, ({ share }) => progress.push(share));
  expect(moved).toMatchObject({ events: 884, copied: 884 });
  expect(await content(target)).toEqual(await content(source));
  expect(progress.every((share) => share > 0 && share <= 1)).toBe(true);
  // Nothing is left to do; and the store goes on after it.
  expect(await transfer(source, target)).toEqual({ ...moved, copied: 0 });
  await seeded(target);
});

it.each(['PostgreSQL', 'EventStoreDB'])('goes on where it was interrupted, into %s', async (to) => {
  const [source, target] = [await made('memory'), await made(to)];
  await told(source);
  const cut = new Error('the machine lost its power');
  const interrupted = transfer(source, target, ({ phase, events }) => {
    if (phase === 'copying' && events >= 500) throw cut;
  });
  await expect(interrupted).rejects.toBe(cut);
  const moved = await transfer(source, target);
  expect(moved.events).toBe(884);
  expect(await content(target)).toEqual(await content(source));
});

it('refuses a target that holds something else, and leaves it as it is', async () => {
  const [source, target] = [await made('memory'), await made('EventStoreDB')];
  await told(source);
  await seeded(target, 3);
  await expect(transfer(source, target)).rejects.toMatchObject({ name: 'TransferRefused', code: 'TARGET_DIFFERS' });
  expect(await content(target)).toHaveLength(3);
});

it('says so when the target was written to meanwhile', async () => {
  const [source, target] = [await made('memory'), await made('memory')];
  await seeded(source, 3);
  await transfer(source, target);
  await seeded(target);
  await expect(transfer(source, target)).rejects.toMatchObject({ code: expect.stringMatching(/TARGET_/) });
});

it('moves an empty store', async () => {
  expect(await transfer(await made('memory'), await made('EventStoreDB'))).toMatchObject({ events: 0 });
});
