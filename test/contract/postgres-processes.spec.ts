import { PostgresEventStore } from '@app/event-store';
import pg from 'pg';
import { collect, freshStream, listen, sample, seeded } from '../../libs/event-store/contract/samples.js';
import { testDatabase } from '../support/postgres.js';
import { holdAppend } from './held-append.js';
import { until } from '../support/until.js';

let database: Awaited<ReturnType<typeof testDatabase>>;
let stores: PostgresEventStore[] = [];
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  stores = [];
  await database.drop();
});

/** A store of its own pool and batches, as another process has. */
async function open(options: { partitionSize?: number; pollEvery?: number } = {}) {
  const store = await PostgresEventStore.open({ connectionString: database.url, ...options });
  stores.push(store);
  return store;
}

it('installs once when several processes start together on a new database', async () => {
  const opened = await Promise.all(Array.from({ length: 5 }, () => open()));
  await Promise.all(opened.map((store) => seeded(store)));
  expect(await opened[0]!.head()).toBe('5');
  expect(await (await open()).head()).toBe('5');
});

it('lets one of two processes win a revision, and the other know', async () => {
  const [here, there] = [await open(), await open()];
  const { streamId } = await seeded(here);
  const racers = Array.from({ length: 50 }, (_, index) =>
    (index % 2 ? here : there).append([{ streamId, expected: 0, events: [sample()] }]),
  );
  const outcomes = await Promise.allSettled(racers);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await collect(there.readStream(streamId))).toHaveLength(2);
});

it('numbers without a gap across processes and partitions, while a long transaction reads', async () => {
  const processes = await Promise.all(Array.from({ length: 4 }, () => open({ partitionSize: 25 })));
  const reader = new pg.Client(database.url);
  await reader.connect();
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await reader.query('SELECT count(*) FROM es.events');
  await Promise.all(
    processes.flatMap((store) =>
      Array.from({ length: 4 }, async () => {
        for (let turn = 0; turn < 10; turn++) await seeded(store, 1 + (turn % 3));
      }),
    ),
  );
  const all = await collect(processes[0]!.readAll());
  expect(all.map(({ position }) => Number(position))).toEqual(all.map((_, index) => index + 1));
  expect(all).toHaveLength(16 * 19);
  await reader.query('COMMIT');
  await reader.end();
});

it('tells a subscriber in another process at once, without waiting for its poll', async () => {
  const here = await open();
  const there = await open({ pollEvery: 3_600_000 });
  const heard = listen(there, { after: null });
  await heard.until(({ kind }) => kind === 'caught-up');
  // The listening connection is made in the background; once it stands, nothing but the notification can wake the subscriber.
  await until(async () => (await sessions('LISTEN es_appended')) === 1);
  const { events } = await seeded(here);
  await heard.until(() => heard.ids().length > 0);
  expect(heard.ids()).toEqual([events[0]!.eventId]);
  await heard.stop();
});

it('goes on with reads, appends and subscriptions when its connections are cut', async () => {
  const store = await open();
  const heard = listen(store, { after: null });
  const written: string[] = [];
  const streamId = freshStream();
  for (let revision = -1; revision < 20; revision++) {
    if (revision % 5 === 0) await cutConnections();
    const event = sample();
    await store.append([{ streamId, expected: revision < 0 ? 'none' : revision, events: [event] }]);
    written.push(event.eventId);
  }
  await heard.until(() => heard.ids().length >= written.length);
  expect(heard.ids()).toEqual(written);
  expect((await collect(store.readStream(streamId))).map(({ eventId }) => eventId)).toEqual(written);
  await heard.stop();
});

it('says that nothing was written when the lock is held too long', async () => {
  const store = await open();
  const held = await holdAppend(database.url, { streamId: freshStream(), expected: 'none', events: [sample()] });
  const append = { streamId: freshStream(), expected: 'none' as const, events: [sample()] };
  await expect(store.append([append])).rejects.toMatchObject({ name: 'StoreUnavailable', outcome: 'not-written' });
  await held.rollback();
  await expect(store.append([append])).resolves.toMatchObject([{ status: 'appended', position: '1' }]);
}, 20_000);

it('appends behind a conflict on the same connection', async () => {
  const store = await open();
  const { streamId } = await seeded(store);
  const before = await backends();
  for (let turn = 0; turn < 5; turn++) await store.append([{ streamId, expected: 7, events: [sample()] }]).catch(() => undefined);
  await seeded(store);
  expect(await backends()).toEqual(expect.arrayContaining(before));
});

it('reads one stream through its index, however many events others have', async () => {
  const store = await open();
  const { streamId } = await seeded(store, 3);
  for (let turn = 0; turn < 20; turn++) await seeded(store, 1_000);
  const { rows } = await query(
    `EXPLAIN (FORMAT JSON) SELECT * FROM es.events WHERE stream_id = '${streamId}' AND revision >= 0
     AND position BETWEEN (SELECT first_position FROM es.streams WHERE stream_id = '${streamId}')
       AND (SELECT last_position FROM es.streams WHERE stream_id = '${streamId}') ORDER BY revision LIMIT 1000`,
  );
  const plan = JSON.stringify(rows);
  expect(plan).toContain('stream_id_revision');
  expect(plan).not.toContain('Seq Scan');
});

const query = async (text: string, values: unknown[] = []) => {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
};

const ours = "datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'palimpseste event store%'";
const cutConnections = () => query(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE ${ours}`);
const backends = async () => (await query(`SELECT pid FROM pg_stat_activity WHERE ${ours} ORDER BY pid`)).rows;
const sessions = async (last: string) =>
  (await query(`SELECT 1 FROM pg_stat_activity WHERE ${ours} AND query = $1 AND state = 'idle'`, [last])).rows.length;
