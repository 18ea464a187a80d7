import { PostgresEventStore } from '@app/event-store';
import { openReadModels, waitFor } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { DataSource } from 'typeorm';
import { recorder } from '../support/record.js';
import { Proxy } from '../support/proxy.js';
import { testDatabase } from '../support/postgres.js';
import { contents, openTables, rebuildAll } from './tables.js';
import { until } from '../support/until.js';

const ALL = ['access trail', 'process site-parts', ...readModelProjections.map(({ name }) => `projection ${name}`)].sort();
/** Of a worker that is frozen or cut off; the default, as in production. */
const SILENCE = 5_000;

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let source: DataSource;
let workers: ChildProcess[] = [];
let proxy: Proxy | undefined;
beforeEach(async () => {
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url });
  source = await openReadModels({ url: database.url, entities: readModelEntities, projections: readModelProjections });
});
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(gone));
  workers = [];
  await proxy?.close();
  proxy = undefined;
  await source.destroy();
  await store.close();
  await database.drop();
});

it('spread what there is to do, and hand it on when one joins or leaves', async () => {
  const first = work();
  await sharedBy(1);
  work();
  await sharedBy(2);
  work();
  await sharedBy(3);
  expect((await owners()).flatMap(({ owns }) => owns).sort()).toEqual(ALL);
  first.kill('SIGTERM');
  await sharedBy(2);
}, 60_000);

it('take over from one that is killed', async () => {
  const [doomed] = [work(), work()];
  await sharedBy(2);
  await record(5);
  doomed!.kill('SIGKILL');
  await record(20);
  await expectFollowed();
}, 60_000);

it('take over from one that is frozen, and refuse what it still wanted to write', async () => {
  const [frozen] = [work(), work()];
  await sharedBy(2);
  const recording = record(30);
  frozen!.kill('SIGSTOP');
  await recording;
  await expectFollowed();
  await sharedBy(1);
  frozen!.kill('SIGCONT');
  // It finds its sessions gone, and takes its share again like a newcomer.
  await sharedBy(2);
  await record(5);
  await expectFollowed();
}, 90_000);

it('take over from one that is cut off from the database, and refuse what arrives late', async () => {
  const { hostname, port } = new URL(database.url);
  proxy = await Proxy.to(hostname, Number(port));
  const through = new URL(database.url);
  through.port = String(proxy.port);
  work(through.href);
  work();
  await sharedBy(2);
  const recording = record(30);
  proxy.cut();
  await recording;
  await expectFollowed();
  await sharedBy(1);
  proxy.mend();
  await sharedBy(2);
  await record(5);
  await expectFollowed();
}, 90_000);

function work(url = database.url): ChildProcess {
  const worker = spawn(process.execPath, ['dist/apps/worker/src/main.js'], {
    env: { ...process.env, DATABASE_URL: url, PALIMPSESTE_SECRET: 'x'.repeat(32), LOG_LEVEL: 'error' },
    stdio: 'ignore',
  });
  workers.push(worker);
  return worker;
}

async function record(count: number): Promise<void> {
  const recorded = recorder(store);
  for (let turn = 0; turn < count; turn++) {
    const siteId = `site-${Math.random().toString(36).slice(2, 10)}`;
    await recorded('RegisterSite', { siteId, name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' });
    await recorded('AnnounceSiteClosure', { siteId, occurred: '2003-01' });
  }
}

/** Everything recorded is in the read models, each thing once: as a rebuild from nothing has it. */
async function expectFollowed(): Promise<void> {
  const head = (await store.head())!;
  expect(await waitFor(source, store, head, SILENCE + 15_000)).toBe(true);
  const tables = await openTables(database.url);
  const followed = await contents(tables);
  await rebuildAll(tables, store);
  expect(await contents(tables)).toEqual(followed);
  await tables.destroy();
}

const owners = (): Promise<{ id: string; owns: string[] }[]> => source.query('SELECT id, owns FROM rm.worker ORDER BY id');
/** What each of so many workers has when all is spread as evenly as it can be. */
const evenly = (workers: number) => {
  const [least, more] = [Math.floor(ALL.length / workers), ALL.length % workers];
  return shares(Array.from({ length: workers }, (_, index) => Array<string>(least + (index < more ? 1 : 0)).fill('')));
};
const shares = (owned: string[][]) =>
  owned
    .map(({ length }) => length)
    .sort()
    .join(' ');
const gone = async (child: ChildProcess) => child.exitCode === null && child.signalCode === null && (await once(child, 'exit'));

const sharedBy = (workers: number) => until(async () => shares((await owners()).map(({ owns }) => owns)) === evenly(workers), owners);
