import { subjects } from '@app/domain';
import { PostgresEventStore, type EventStore, type StreamAppend } from '@app/event-store';
import { loadFiles, readDataFiles } from '@app/imports';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OwnPostgres } from '../support/embedded.js';
import { expectKept } from './kept.js';
import { contents, follow, generations, openTables, rebuildAll } from './tables.js';
import type { Acknowledged } from './writers.js';

const FILES = await readDataFiles(['data/artois']);
const PHASES = ['indexing', 'catching-up', 'swapping', 'done'];

let server: OwnPostgres;
let store: PostgresEventStore;
beforeEach(async () => {
  server = await OwnPostgres.start();
  store = await PostgresEventStore.open({ connectionString: server.url });
}, 60_000);
afterEach(async () => {
  await store?.close();
  await server?.stop();
});

it('records the rest when a load is killed in the middle, nothing twice', async () => {
  let before = 0;
  for (const entries of [10, 40]) {
    await killItself('load', String(entries));
    const head = Number(await store.head());
    expect(head).toBeGreaterThanOrEqual(Math.max(before, entries));
    before = head;
  }
  await expectLoadedOnce(before);
}, 120_000);

it('records the rest when PostgreSQL is killed in the middle of a load, nothing twice', async () => {
  let kill = () => {};
  const killing = new Promise<void>((resolve) => (kill = resolve)).then(() => server.kill());
  const acknowledged: Acknowledged[] = [];
  const watched: EventStore = Object.assign(Object.create(store) as PostgresEventStore, {
    async append(appends: readonly StreamAppend[]) {
      const results = await store.append(appends);
      appends.forEach(({ streamId, events }, index) =>
        acknowledged.push({ streamId, eventIds: events.map(({ eventId }) => eventId), ...results[index]! }),
      );
      if (acknowledged.length >= 30) kill();
      return results;
    },
  });
  const loading = loadFiles(FILES, { store: watched, subjects, concurrency: 16 });
  // It gives up, or goes on by itself once PostgreSQL is back.
  const ended = loading.then(
    () => undefined,
    (error: Error) => error.name,
  );
  await killing;
  await server.restart();
  expect([undefined, 'StoreUnavailable']).toContain(await ended);
  await expectKept(store, acknowledged);
  await expectLoadedOnce(acknowledged.length);
}, 120_000);

it('shows the same after a rebuild killed in any of its phases, and after the next one', async () => {
  await loadFiles(FILES, { store, subjects });
  const source = await openTables(server.url);
  try {
    await follow(source, store);
    const live = await contents(source);
    expect(live.timeline!.length).toBeGreaterThanOrEqual(Number(await store.head()));
    const wanted = await generations(source);
    for (const phase of PHASES) {
      await killItself('rebuild', phase);
      await follow(source, store);
      expect(await contents(source)).toEqual(live);
    }
    await rebuildAll(source, store);
    expect(await contents(source)).toEqual(live);
    expect(await generations(source)).toBe(wanted);
  } finally {
    await source.destroy();
  }
}, 120_000);

it('goes on with a rebuild killed in the middle of the reading, and shows the same', async () => {
  await loadFiles(FILES, { store, subjects });
  const source = await openTables(server.url);
  try {
    await follow(source, store);
    const live = await contents(source);
    await killItself('rebuild', 'checkpoint');
    expect(await contents(source)).toEqual(live);
    const outcome = await rebuildAll(source, store);
    expect(outcome).toMatchObject({ status: 'done', events: Number(await store.head()) });
    expect(outcome.resumedAt).toBeGreaterThan(0);
    expect(await contents(source)).toEqual(live);
  } finally {
    await source.destroy();
  }
}, 120_000);

it('shows the same after PostgreSQL is killed in the middle of a rebuild', async () => {
  await loadFiles(FILES, { store, subjects });
  const before = await openTables(server.url);
  await follow(before, store);
  const live = await contents(before);
  let down: Promise<void> | undefined;
  const rebuilding = rebuildAll(before, store, ({ phase }) => {
    if (phase === 'indexing') down ??= server.kill();
  });
  await expect(rebuilding).rejects.toThrow();
  await down;
  await before.destroy().catch(() => undefined);
  await server.restart();
  const source = await openTables(server.url);
  try {
    expect(await contents(source)).toEqual(live);
    await rebuildAll(source, store);
    expect(await contents(source)).toEqual(live);
  } finally {
    await source.destroy();
  }
}, 120_000);

/** Loading again tells of every entry, and finds at least so many there; then each command has one event, positions without a gap. */
async function expectLoadedOnce(recordedBefore: number): Promise<void> {
  const again = await loadFiles(FILES, { store, subjects });
  expect(again.refused).toEqual([]);
  expect(again.repeated + again.unchanged).toBeGreaterThanOrEqual(recordedBefore);
  expect(again.recorded + again.repeated + again.unchanged).toBe(again.entries);
  const commands = new Set<string>();
  let position = 0;
  for await (const event of store.readAll()) {
    expect(event.position).toBe(String(++position));
    commands.add((JSON.parse(event.meta) as { commandId: string }).commandId);
  }
  expect(commands.size).toBe(again.entries - again.unchanged);
  expect(position).toBe(commands.size);
}

/** Runs a process that ends by its own kill -9, and by nothing else. */
async function killItself(work: string, moment: string): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', './test/support/typescript.mjs', 'test/faults/suicide.ts', work, moment],
    { env: { ...process.env, EVENT_STORE_URL: server.url }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}
