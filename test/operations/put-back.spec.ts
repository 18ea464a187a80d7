import { subjectOfKind } from '@app/domain';
import { exportEvents, importEvents, openEventStore, type EventStore } from '@app/event-store';
import { openReadModels, ProjectionRunner, progressOf, rebuild, waitFor } from '@app/projecting';
import { readModelEntities, readModelProjections as projections, StoresReadiness } from '@app/runtime';
import { Writable } from 'node:stream';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { contents, follow, openTables, rebuildAll } from '../faults/tables.js';
import { startTestServer } from '../support/eventstoredb/index.js';
import { testDatabase } from '../support/postgres.js';
import { recorder } from '../support/record.js';
import { until } from '../support/until.js';

const NAMES = projections.map(({ name }) => name).sort();

/** A server of events that can be given back what it held at a moment, under the programs that use it. */
interface Server {
  readonly url: string;
  backUp(store: EventStore): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

describe.each([
  ['PostgreSQL', onPostgres],
  ['EventStoreDB', onEventStoreDb],
])('events of an older backup, put back in %s under newer read models', (_, start) => {
  let server: Server;
  let models: Awaited<ReturnType<typeof testDatabase>>;
  let store: EventStore;
  let source: DataSource;
  let runner: ProjectionRunner;
  let stores: StoresReadiness;
  const faults: string[] = [];
  beforeAll(async () => {
    server = await start();
    models = await testDatabase();
    store = await openEventStore(server.url);
    source = await openReadModels({ url: models.url, entities: readModelEntities });
    runner = new ProjectionRunner(source, store, projections, subjectOfKind, {
      onFault: (name, error) => faults.push(`${name}: ${(error as Error).message}`),
    });
    await runner.start();
    stores = new StoresReadiness({ eventStore: store, readModels: source });
  });
  afterAll(async () => {
    await runner?.stop();
    await source?.destroy();
    await store?.close();
    await models?.drop();
    await server?.close();
  });

  const registered = async (...siteIds: string[]) => {
    for (const siteId of siteIds) await recorder(store)('RegisterSite', { siteId, name: siteId, communeCode: '62119', siteKind: 'plant' });
  };
  const settled = async () => expect(await waitFor(source, store, (await store.head())!, 20_000)).toBe(true);
  const known = async () =>
    (await source.query('SELECT DISTINCT subject_id FROM rm.timeline ORDER BY 1')).map((row: Row) => row.subject_id);
  /** What read models made from nothing hold. */
  const fresh = async () => {
    const other = await testDatabase();
    const tables = await openTables(other.url);
    try {
      await follow(tables, store);
      return await contents(tables);
    } finally {
      await tables.destroy();
      await other.drop();
    }
  };

  it('is noticed, told, and mended by a rebuild', async () => {
    await registered('avant-1', 'avant-2');
    await settled();
    expect(await stores.reasons()).toEqual([]);
    const putBack = await server.backUp(store);
    await registered('perdu-1', 'perdu-2', 'perdu-3');
    await settled();
    const before = await contents(source);

    await putBack();
    await until(async () => (await stores.reasons()).some((reason) => reason.includes('palimpseste rebuild')));
    await until(async () => NAMES.every((name) => faults.some((fault) => fault.startsWith(`${name}: the event log no longer holds`))));
    // Written past the old checkpoints: by their positions alone nobody would see that something is missing.
    await registered('depuis-1', 'depuis-2', 'depuis-3', 'depuis-4', 'depuis-5', 'depuis-6');
    expect(await stores.readiness()).toEqual({ ready: false, reasons: [expect.stringContaining(NAMES.join(', '))] });
    for (const { name, astray, lag, lagSeconds } of await progressOf(source, store))
      expect({ name, astray, lag, lagSeconds }).toEqual({ name, astray: true, lag: null, lagSeconds: null });
    expect(await contents(source)).toEqual(before);

    await rebuildAll(source, store);
    await until(async () => (await stores.reasons()).length === 0);
    expect(await known()).toEqual(['avant-1', 'avant-2', ...[1, 2, 3, 4, 5, 6].map((n) => `depuis-${n}`)]);
    await registered('ensuite');
    await settled();
    expect(await known()).toContain('ensuite');
    expect(await contents(source)).toEqual(await fresh());
  }, 60_000);

  it('is not gone on with by a rebuild that was interrupted before', async () => {
    const putBack = await server.backUp(store);
    await registered('perdu-4', 'perdu-5');
    await settled();
    const paused = new AbortController();
    // Everything is read by then.
    const onProgress = ({ phase }: { phase: string }) => phase === 'indexing' && paused.abort();
    const outcome = await rebuild(source, store, projections, subjectOfKind, { onProgress, signal: paused.signal });
    expect(outcome.status).toBe('paused');

    await putBack();
    await registered('depuis-7', 'depuis-8', 'depuis-9');
    expect(await rebuildAll(source, store)).toMatchObject({ status: 'done', resumedAt: 0 });
    expect(await known()).toEqual(expect.arrayContaining(['depuis-7', 'depuis-8', 'depuis-9']));
    expect(await known()).not.toContain('perdu-5');
    expect(await contents(source)).toEqual(await fresh());
  }, 60_000);
});

it('read models made from another store are told and mended in the same way', async () => {
  const models = await testDatabase();
  const events = await testDatabase();
  const server = await startTestServer();
  const [first, second] = [await openEventStore(events.url), await openEventStore(server.url)];
  const source = await openTables(models.url);
  try {
    for (const store of [first, second])
      await recorder(store)('RegisterSite', { siteId: 'metaleurop', name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' });
    await follow(source, first);
    const stores = new StoresReadiness({ eventStore: second, readModels: source });
    expect(await stores.reasons()).toEqual([expect.stringContaining('palimpseste rebuild')]);
    await rebuildAll(source, second);
    expect(await stores.reasons()).toEqual([]);
  } finally {
    await source.destroy();
    await first.close();
    await second.close();
    await server.close();
    await events.drop();
    await models.drop();
  }
}, 60_000);

async function onPostgres(): Promise<Server> {
  const events = await testDatabase();
  const name = new URL(events.url).pathname.slice(1);
  return {
    url: events.url,
    async backUp(store) {
      const lines: string[] = [];
      const file = new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) });
      await exportEvents(store, file);
      return async () => {
        const administrator = new pg.Client({ connectionString: process.env.PALIMPSESTE_TEST_POSTGRES });
        await administrator.connect();
        await administrator.query(`DROP DATABASE ${name} WITH (FORCE)`);
        await administrator.query(`CREATE DATABASE ${name}`);
        await administrator.end();
        const restoring = await openEventStore(events.url);
        await importEvents(restoring, () => asLines(lines.join('')));
        await restoring.close();
      };
    },
    close: () => events.drop(),
  };
}

async function onEventStoreDb(): Promise<Server> {
  const server = await startTestServer();
  return {
    url: server.url,
    backUp: async () => {
      const { end } = server.events().at(-1)!;
      return () => server.restore(end);
    },
    close: () => server.close(),
  };
}

async function* asLines(text: string): AsyncGenerator<string> {
  yield* text.trimEnd().split('\n');
}

interface Row {
  readonly subject_id: string;
}
