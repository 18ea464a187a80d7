import { EventStoreDbStore, type EventStore, type NewEvent } from '@app/event-store';
import { collect, freshStream, listen, sample, samples, seeded } from '../../libs/event-store/contract/samples.js';
import { startTestServer, type Fault, type TestEventStoreDb } from '../support/eventstoredb/index.js';
import { freshAddress } from '../support/event-store-db.js';

let server: TestEventStoreDb;
let store: EventStoreDbStore;
let restarts = 0;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  restarts = 0;
  store = await open();
});
afterEach(async () => {
  server.faults.clear();
  server.thaw();
  await server.start();
  await store.close();
});
afterAll(() => server.close());

/** As in production, with shorter waits. */
const open = (url = server.url): Promise<EventStoreDbStore> =>
  EventStoreDbStore.open({
    url: freshAddress(url),
    deadline: 150,
    patience: 300,
    mostBackOff: 20,
    persistence: 20_000,
    onRestart: () => (restarts += 1),
  });

/** Looks again on each turn of the event loop, as long as the test may last: a test that gave up must not spin beside those after it. */
async function until(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 50_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`waited 50 s in vain for ${isTrue}`);
    await new Promise(setImmediate);
  }
}

const ids = (events: readonly { eventId: string }[]) => events.map(({ eventId }) => eventId);
const everything = async (reader: EventStore) => ids(await collect(reader.readAll()));

const TRANSIENT: readonly Fault[] = [
  'hang',
  'hang-after-write',
  'lose-request',
  'lose-answer',
  'cut-before',
  'cut-after-write',
  'cut-mid',
  'not-ready',
  'too-busy',
  'no-leader',
  'timeout',
  'timeout-after-write',
  'unknown',
  'duplicate-answer',
  'slow:40',
];

describe('an append', () => {
  it.each(TRANSIENT)('that meets "%s" is there once', async (fault) => {
    const { streamId } = await seeded(store, 2);
    const armed = server.faults.next('append', fault);
    const events = samples(3);
    await expect(store.append([{ streamId, expected: 1, events }])).resolves.toMatchObject([{ status: 'appended', revision: 4 }]);
    expect(armed.hits).toBe(1);
    // What was held up comes late: it must change nothing.
    armed.release();
    await seeded(store);
    expect(ids(await collect(store.readStream(streamId))).slice(2)).toEqual(ids(events));
    expect(await everything(store)).toHaveLength(6);
  });

  it.each(TRANSIENT)('of "any" that meets "%s" is there once', async (fault) => {
    const { streamId } = await seeded(store);
    const armed = server.faults.next('append', fault);
    const events = samples(2);
    await expect(store.append([{ streamId, expected: 'any', events }])).resolves.toMatchObject([{ status: 'appended', revision: 2 }]);
    armed.release();
    await expect(store.append([{ streamId, expected: 'any', events }])).resolves.toMatchObject([{ status: 'duplicate', revision: 2 }]);
    expect(await everything(store)).toHaveLength(3);
  });

  it('does not fail those of other stores when its own call breaks', async () => {
    const other = await open();
    const slow = server.faults.next('append', 'hang');
    const held = seeded(other);
    await slow.hit;
    server.faults.next('append', 'cut-before');
    await seeded(store);
    slow.release();
    await expect(held).resolves.toMatchObject({ result: { status: 'appended' } });
    await other.close();
  });

  it('says that the outcome is unknown when the server stays silent, and a retry finds out', async () => {
    const impatient = await EventStoreDbStore.open({ url: freshAddress(server.url), deadline: 50, persistence: 0 });
    const armed = server.faults.every('append', 'lose-answer');
    const append = { streamId: freshStream(), expected: 'none' as const, events: samples(2) };
    await expect(impatient.append([append])).rejects.toMatchObject({ name: 'StoreUnavailable', outcome: 'unknown' });
    armed.release();
    await expect(impatient.append([append])).resolves.toMatchObject([{ status: 'duplicate', revision: 1 }]);
    await impatient.close();
  });

  it('says that nothing was written when nobody answers', async () => {
    await server.stop();
    const impatient = EventStoreDbStore.open({ url: freshAddress(server.url), persistence: 0 });
    await expect(impatient).rejects.toMatchObject({ name: 'StoreUnavailable', outcome: 'not-written' });
  });

  it('is refused for good when access is', async () => {
    server.faults.next('append', 'deny');
    await expect(seeded(store)).rejects.toThrow(/user and the password/);
  });
});

describe('a read', () => {
  it.each(['cut-after:7', 'stall-after:7', 'cancel-after:7', 'not-ready', 'hang', 'cut-before', 'slow:5'] as const)(
    'that meets "%s" gives each event once, in order',
    async (fault) => {
      const { streamId, events } = await seeded(store, 30);
      for (const read of [
        () => store.readStream(streamId),
        () => store.readStream(streamId, { direction: 'backwards' }),
        () => store.readAll(),
      ]) {
        const armed = server.faults.next('read', fault);
        const found = ids(await collect(read()));
        expect([...found].sort()).toEqual([...ids(events)].sort());
        expect(armed.hits).toBe(1);
        armed.release();
      }
    },
  );

  it('left half-way leaves no call behind, nor closes the channel of others', async () => {
    const { streamId } = await seeded(store, 30);
    const held = server.faults.next('append', 'hang');
    const appending = seeded(store);
    await held.hit;
    for (let turn = 0; turn < 20; turn++) for await (const _ of store.readStream(streamId)) break;
    held.release();
    await expect(appending).resolves.toMatchObject({ result: { status: 'appended' } });
  });
});

describe('a subscription', () => {
  it.each(['cut-after:5', 'cancel-after:5', 'not-ready', 'cut-before'] as const)(
    'that meets "%s" skips nothing and repeats nothing',
    async (fault) => {
      const first = await seeded(store, 12);
      server.faults.next('subscribe', fault);
      const heard = listen(store, { after: null });
      await heard.until(() => heard.ids().length >= 12);
      const later = await seeded(store, 4);
      await heard.until(() => heard.ids().length >= 16);
      expect(heard.ids()).toEqual(ids([...first.events, ...later.events]));
      expect(restarts).toBeGreaterThan(0);
      await heard.stop();
    },
  );

  it('goes on when the server is killed and comes back', async () => {
    const heard = listen(store, { after: null });
    await heard.until(({ kind }) => kind === 'caught-up');
    const { events } = await seeded(store, 3);
    await heard.until(() => heard.ids().length >= 3);
    await server.restart();
    const more = await seeded(store, 3);
    await heard.until(() => heard.ids().length >= 6);
    expect(heard.ids()).toEqual(ids([...events, ...more.events]));
    await heard.stop();
  });

  it('ends at once when it is told to, whatever the server does', async () => {
    const heard = listen(store, { after: null });
    await heard.until(({ kind }) => kind === 'caught-up');
    server.freeze();
    await heard.stop();
  });
});

it('an outage of ten minutes, its waits cut to a hundredth: nothing lost, nothing twice, nobody behind', async () => {
  const heard = listen(store, { after: null });
  await heard.until(({ kind }) => kind === 'caught-up');
  const written: NewEvent[] = [];
  let stopping = false;
  const writers = Array.from({ length: 4 }, async () => {
    const streamId = freshStream();
    for (let revision = -1; !stopping; revision++) {
      const event = sample('JobsRealised', { revision });
      await store.append([{ streamId, expected: revision < 0 ? 'none' : revision, events: [event] }]);
      written.push(event);
    }
  });
  await until(() => written.length >= 100);
  await server.stop();
  // Ten minutes of waits of 5 s at most, here of 20 ms: some 120 tries.
  await until(() => restarts >= 120);
  await server.start();
  const before = written.length;
  await until(() => written.length >= before + 100);
  stopping = true;
  await Promise.all(writers);
  await heard.until(() => heard.ids().length >= written.length);
  expect(heard.ids().sort()).toEqual(ids(written).sort());
  expect(heard.ids()).toHaveLength(new Set(heard.ids()).size);
  expect((await everything(store)).sort()).toEqual(ids(written).sort());
  await heard.stop();
}, 60_000);
