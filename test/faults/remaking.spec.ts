import { PostgresEventStore } from '@app/event-store';
import { subjects } from '@app/domain';
import { loadFiles, readDataFiles } from '@app/imports';
import { fitsOf, waitFor } from '@app/projecting';
import { readModelProjections } from '@app/runtime';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { DataSource } from 'typeorm';
import { testDatabase } from '../support/postgres.js';
import { contents, follow, openTables } from './tables.js';
import { until } from '../support/until.js';

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let source: DataSource;
let workers: ChildProcess[] = [];
beforeEach(async () => {
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url });
  source = await openTables(database.url);
  await loadFiles(await readDataFiles(['data/artois']), { store, subjects });
  await follow(source, store);
}, 120_000);
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(gone));
  workers = [];
  await source?.destroy();
  await store?.close();
  await database?.drop();
});

it('read models of an earlier version are remade although workers are killed in the middle, again and again; nothing is left over', async () => {
  const rows = await contents(source);
  // What earlier code left: the views ask for its version as the tables have it.
  await source.query('UPDATE rm.projection SET version = version - 1');
  for (const stage of ['reading', 'indexing', 'following']) {
    const doomed = work();
    await until(async () => reached(await source.query('SELECT stage FROM rm.rebuild'), stage) || (await remade()));
    doomed.kill('SIGKILL');
    await gone(doomed);
  }
  work();
  work();
  await until(remade);
  expect(await waitFor(source, store, (await store.head())!, 30_000)).toBe(true);
  expect(await contents(source)).toEqual(rows);
  await until(async () => (await source.query('SELECT 1 FROM rm.rebuild')).length === 0);
  expect(await source.query(`SELECT name FROM rm.projection WHERE status <> 'live'`)).toEqual([]);
  expect(await orphans()).toEqual([]);
}, 180_000);

const reached = (rebuilds: readonly { stage: string }[], stage: string): boolean => rebuilds.some((rebuild) => rebuild.stage === stage);
const remade = async () => (await fitsOf(source, readModelProjections)).every(({ fit }) => fit === 'fits');

/** Tables of generations that are not in service. */
const orphans = () =>
  source.query(
    `SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'rm'::regnamespace AND c.relkind = 'r' AND c.relname ~ '_g[0-9]+$'
     AND NOT EXISTS (SELECT 1 FROM rm.projection p WHERE c.relname = ANY (SELECT t || '_g' || p.generation FROM unnest(p.tables) t))`,
  );

function work(): ChildProcess {
  const worker = spawn(process.execPath, ['dist/apps/worker/src/main.js'], {
    env: { ...process.env, DATABASE_URL: database.url, PALIMPSESTE_SECRET: 'x'.repeat(32), LOG_LEVEL: 'error' },
    stdio: 'ignore',
  });
  workers.push(worker);
  return worker;
}

const gone = async (child: ChildProcess) => child.exitCode === null && child.signalCode === null && (await once(child, 'exit'));
