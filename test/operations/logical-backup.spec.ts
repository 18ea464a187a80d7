import { openEventStore, type EventStore } from '@app/event-store';
import { Tokens } from '@app/http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Installation } from '../cli/installation.js';
import { contents, follow, openTables } from '../faults/tables.js';
import { SECRET } from '../support/api.js';
import { startTestServer } from '../support/eventstoredb/index.js';
import { testDatabase } from '../support/postgres.js';
import { recorder } from '../support/record.js';
import { until } from '../support/until.js';

type Stores = Awaited<ReturnType<typeof onPostgres>>;

describe.each([
  ['PostgreSQL', onPostgres],
  ['EventStoreDB', onEventStoreDb],
])('palimpseste export, then import, on %s', (_, start) => {
  let installation: Installation;
  let from: Stores;
  let to: Stores;
  let store: EventStore;
  beforeAll(async () => {
    installation = await Installation.make();
    [from, to] = [await start(), await start()];
    store = await openEventStore(from.events);
  });
  afterAll(async () => {
    await store?.close();
    await from?.close();
    await to?.close();
    await installation?.remove();
  });

  it('takes everything acknowledged before it began, while more is recorded, and gives it back to an empty store', async () => {
    const source = await openTables(from.database);
    await new Tokens(source).install();
    await new Tokens(source).create('officer', 'essai');
    const acknowledged: string[] = [];
    let stopping = false;
    const recording = Promise.all(
      [1, 2, 3, 4].map(async (writer) => {
        for (let site = 1; !stopping; site++) {
          const siteId = `parc-${writer}-${site}`;
          const { eventIds } = await recorder(store)('RegisterSite', { siteId, name: siteId, communeCode: '62119', siteKind: 'plant' });
          acknowledged.push(...eventIds);
        }
      }),
    );
    await until(() => acknowledged.length >= 100);
    const before = [...acknowledged];
    const path = join(installation.folder, 'sauvegarde.jsonl');
    expect(await installation.palimpseste(['export', path], { env: from.env })).toMatchObject({ code: 0 });
    const during = acknowledged.length;
    await until(() => acknowledged.length > during);
    stopping = true;
    await recording;

    expect(await installation.palimpseste(['import', path], { env: to.env })).toMatchObject({ code: 0 });
    const back = await openEventStore(to.events);
    const target = await openTables(to.database);
    try {
      const all = await told(store);
      const there = await told(back);
      expect(there.length).toBeLessThan(all.length);
      expect(there).toEqual(all.slice(0, there.length));
      const ids = new Set(there.map(({ eventId }) => eventId));
      expect(before.filter((id) => !ids.has(id))).toEqual([]);
      // The last line says how many there are: a file that was cut off is known for one.
      expect(JSON.parse((await readFile(path, 'utf8')).trimEnd().split('\n').at(-1)!)).toMatchObject({ events: there.length });

      // Read models are made from them, and tokens are given out again.
      await follow(target, back);
      await follow(source, store);
      const [was, is] = [await contents(source), await contents(target)];
      // Where an event stands in its log is the log's own.
      const elsewhere = (rows: readonly string[] = []) => rows.map((row) => row.replace(/"place": "\d+", /, ''));
      for (const [table, rows] of Object.entries(is)) expect(elsewhere(was[table])).toEqual(expect.arrayContaining(elsewhere(rows)));
      expect(is.timeline).toHaveLength(there.length);
      const { out } = await installation.palimpseste(['token', 'list', '--json'], { env: to.env });
      expect(JSON.parse(out)).toEqual([]);
    } finally {
      await source.destroy();
      await target.destroy();
      await back.close();
    }
  }, 240_000);
});

/** Everything but positions, which belong to a store. */
async function told(store: EventStore): Promise<{ eventId: string }[]> {
  const all = [];
  for await (const event of store.readAll()) all.push({ ...event, position: '' });
  return all;
}

async function onPostgres() {
  const database = await testDatabase();
  return { events: database.url, database: database.url, env: environment(database.url), close: () => database.drop() };
}

async function onEventStoreDb(): Promise<Stores> {
  const database = await testDatabase();
  const server = await startTestServer();
  return {
    events: server.url,
    database: database.url,
    env: { ...environment(database.url), EVENT_STORE_URL: server.url },
    async close() {
      await server.close();
      await database.drop();
    },
  };
}

const environment = (url: string): Record<string, string> => ({ DATABASE_URL: url, PALIMPSESTE_SECRET: SECRET });
