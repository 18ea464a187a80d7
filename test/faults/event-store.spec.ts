import { PostgresEventStore, type StoredEvent } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { OwnPostgres } from '../support/embedded.js';
import { expectKept } from './kept.js';
import { write, type Acknowledged } from './writers.js';

let server: OwnPostgres;
let store: PostgresEventStore;
beforeEach(async () => {
  server = await OwnPostgres.start();
  store = await PostgresEventStore.open({ connectionString: server.url, partitionSize: 1_000 });
}, 60_000);
afterEach(async () => {
  await store?.close();
  await server?.stop();
});

it('keeps every acknowledged event, once, when PostgreSQL is killed under sixteen writers', async () => {
  const acknowledged: Acknowledged[] = [];
  const reached = milestones(acknowledged);
  let stopping = false;
  const writing = write(store, reached.told, () => stopping);
  for (let round = 0; round < 3; round++) {
    await Promise.race([reached.more(200), writing]);
    await server.kill();
    await server.restart();
  }
  await Promise.race([reached.more(200), writing]);
  stopping = true;
  await writing;
  expect(await expectKept(store, acknowledged)).toEqual([]);
}, 120_000);

it('keeps every acknowledged event, once, when the writing process is killed', async () => {
  const acknowledged: Acknowledged[] = [];
  for (let round = 0; round < 3; round++) {
    const reached = milestones(acknowledged);
    const writer = startWriter(server.url, reached.told);
    await Promise.race([reached.more(200), writer.failed]);
    await writer.kill();
  }
  const unheard = await expectKept(store, acknowledged);
  // Each writer had at most one append under way at each death.
  expect(streamsTouched(unheard).every((events) => events <= 3 * 3)).toBe(true);
  expectWhole(unheard);
}, 120_000);

it('puts a backup back whole or not at all when PostgreSQL is killed under it', async () => {
  const backup = Array.from({ length: 5_000 }, (_, revision) => stored(revision));
  const killing = async function* () {
    for (const [index, event] of backup.entries()) {
      if (index === 3_500) await server.kill();
      yield event;
    }
  };
  await expect(store.restore(killing())).rejects.toMatchObject({ name: 'StoreUnavailable' });
  await server.restart();
  expect(await store.head()).toBeNull();
  await store.restore(backup);
  expect(await store.head()).toBe('5000');
}, 60_000);

/** Those who write to two streams wrote to both: what is in one and was not heard of is in the other. */
function expectWhole(unheard: readonly StoredEvent[]): void {
  const count = (streamId: string) => unheard.filter((event) => event.streamId === streamId).length;
  for (let writer = 0; writer < 16; writer += 2) expect(count(`project-${writer}`)).toBeGreaterThanOrEqual(count(`site-${writer}`));
}

function streamsTouched(events: readonly StoredEvent[]): number[] {
  const counts = new Map<string, number>();
  for (const { streamId } of events) counts.set(streamId, (counts.get(streamId) ?? 0) + 1);
  return [...counts.values()];
}

/** Collects what is acknowledged, and waits for so many more. */
function milestones(acknowledged: Acknowledged[]) {
  let wanted = Infinity;
  let reached = () => {};
  return {
    told: (one: Acknowledged) => {
      if (acknowledged.push(one) >= wanted) reached();
    },
    more: (count: number) =>
      new Promise<void>((resolve) => {
        wanted = acknowledged.length + count;
        reached = resolve;
      }),
  };
}

function startWriter(url: string, told: (acknowledged: Acknowledged) => void) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--no-warnings', '--import', './test/support/typescript.mjs', 'test/faults/event-store.writer.ts'],
    {
      env: { ...process.env, EVENT_STORE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const heard = (async () => {
    for await (const line of createInterface({ input: child.stdout! })) if (line.endsWith('}')) told(JSON.parse(line) as Acknowledged);
  })();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    failed: gone.then(() => Promise.reject(new Error(`the writer ended by itself with ${child.exitCode}`))),
    /** kill -9, then everything it had said. */
    async kill() {
      child.kill('SIGKILL');
      await gone;
      await heard;
    },
  };
}

const stored = (revision: number): StoredEvent => ({
  eventId: newEventId(),
  streamId: 'site-bridgestone-bethune',
  revision,
  position: '',
  type: 'EmployeesCounted',
  schemaVersion: 1,
  data: '{"employees":{"value":863,"unit":"people"}}',
  meta: '{}',
  recordedAt: '2020-12-01T08:00:00.000000Z',
});
