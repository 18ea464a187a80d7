import { PostgresEventStore, type StoredEvent } from '@app/event-store';
import { PostgresJobs, type Job } from '@app/jobs';
import { newEventId } from '@app/kernel';
import { productJobs } from '@app/operations';
import { waitFor, workersOf } from '@app/projecting';
import type { QueryRunner } from 'typeorm';
import { testDatabase } from '../support/postgres.js';
import { Program } from '../support/programs.js';
import { generations, openTables } from './tables.js';

/** A rebuild makes a checkpoint every 50,000 events: the second is the last. */
const EVENTS = 60_000;
/** Holds the second checkpoint of a rebuild for as long as the test has this lock. */
const HELD = 42;

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let source: Awaited<ReturnType<typeof openTables>>;
let jobs: PostgresJobs;
let live: unknown;
let tables: number;
let held: QueryRunner;
const workers: Program[] = [];
beforeAll(async () => {
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url });
  source = await openTables(database.url);
  jobs = new PostgresJobs(source, productJobs);
  await jobs.install();
  held = source.createQueryRunner();
  await store.restore(events());
  await source.query(
    `CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(${HELD}); RETURN NEW; END $$`,
  );
  await source.query(`CREATE TRIGGER hold AFTER UPDATE OF events ON rm.rebuild FOR EACH ROW
    WHEN (OLD.events > 0 AND NEW.events > OLD.events) EXECUTE FUNCTION hold()`);
  const { program: worker } = await start();
  expect(await waitFor(source, store, (await store.head())!, 60_000)).toBe(true);
  await worker.end();
  live = await rows();
  tables = await generations(source);
}, 120_000);
afterEach(async () => {
  await release();
  for (const worker of workers.splice(0)) await worker.kill();
});
afterAll(async () => {
  await held?.release();
  await source?.destroy();
  await store?.close();
  await database?.drop();
});

describe('a rebuild that was queued goes on where it was, and ends once,', () => {
  it('when its worker is killed', async () => {
    const { first, id } = await halfRead();
    await start();
    const since = Date.now();
    await first.program.kill();
    await until(id, ({ runs }) => runs === 2);
    // The queue by itself would leave it to the dead for four hours.
    expect(Date.now() - since).toBeLessThan(30_000);
    await release();
    await expectResumed(id, { runs: 2, deaths: 1 });
  }, 120_000);

  it('when its worker is frozen, which then writes nothing any more', async () => {
    const { first, id } = await halfRead();
    await start();
    first.program.freeze();
    await until(id, ({ runs }) => runs === 2);
    await release();
    await expectResumed(id, { runs: 2, deaths: 1 });
    first.program.thaw();
    // It finds its sessions gone, and works again like a newcomer.
    await condition(async () => (await known()).includes(first.id));
    await expectResumed(id, { runs: 2, deaths: 1 });
  }, 120_000);

  it('when its worker is asked to stop, at its next checkpoint', async () => {
    const { first, id } = await halfRead();
    const ending = first.program.end();
    await until(id, async () => (await waiting(HELD)) > 0);
    await release();
    expect(await ending).toBe(0);
    expect(await jobs.find(id)).toMatchObject({ status: 'waiting', worker: null, faults: 0 });
    await start();
    await expectResumed(id, { runs: 2, deaths: 0 });
  }, 120_000);
});

/** A worker in the middle of a rebuild: past its first checkpoint, and held at the second. */
async function halfRead() {
  await held.query('SELECT pg_advisory_lock($1)', [HELD]);
  const first = await start();
  const { job } = await jobs.enqueue('rebuild', { projections: ['timeline'] }, { askedBy: 'test' });
  await until(job.id, async () => (await waiting(HELD)) > 0);
  return { first, id: job.id };
}

const release = () => held.query('SELECT pg_advisory_unlock_all()');

async function expectResumed(id: string, wanted: Partial<Job>): Promise<void> {
  const job = await until(id, ({ endedAt }) => endedAt !== null);
  expect(job).toMatchObject({ status: 'done', faults: 0, result: { events: EVENTS, resumedAt: expect.any(Number) }, ...wanted });
  expect(job.result!.resumedAt).toBeGreaterThanOrEqual(50_000);
  expect(await rows()).toEqual(live);
  expect(await generations(source)).toBe(tables);
  expect(await source.query('SELECT count(*)::int AS n FROM graphile_worker.jobs')).toEqual([{ n: 0 }]);
}

/** Every row of the projection, whichever generation of tables holds it. */
const rows = (): Promise<unknown> =>
  source.query(
    `SELECT count(*)::int AS n, md5(string_agg(row, '' ORDER BY row COLLATE "C")) AS digest FROM (SELECT md5(t::text) AS row FROM rm.timeline t) r`,
  );

/** A worker program, once the others know of it, and the id by which they do. */
async function start(): Promise<{ program: Program; id: string }> {
  const before = await known();
  const program = await Program.start('worker', 'worker', { DATABASE_URL: database.url, PALIMPSESTE_SECRET: 'x'.repeat(32) });
  workers.push(program);
  let id: string | undefined;
  await condition(async () => (id = (await known()).find((one) => !before.includes(one))) !== undefined);
  return { program, id: id! };
}

const known = async (): Promise<string[]> => (await workersOf(source)).map(({ id }) => id);

const waiting = async (lock: number): Promise<number> =>
  (
    await source.query(
      `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND objsubid = 1 AND NOT granted`,
      [lock],
    )
  )[0].n;

async function until(id: string, reached: (job: Job) => boolean | Promise<boolean>): Promise<Job> {
  await condition(async () => reached((await jobs.find(id))!));
  return (await jobs.find(id))!;
}

async function condition(reached: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50)))
    if (await reached()) return;
  const said = workers.map((worker) => worker.said).join('\n');
  throw new Error(`not reached in 60 s: ${JSON.stringify(await jobs.list({ limit: 3 }))}\n${said}`);
}

/** Each a site of its own, a millisecond after the one before. */
async function* events(): AsyncGenerator<StoredEvent> {
  const meta = JSON.stringify({
    occurred: null,
    sources: [{ documentId: 'accord-2023' }],
    recordedBy: 'test',
    visibility: { level: 'public' },
  });
  const start = Date.parse('2020-01-01');
  for (let index = 0; index < EVENTS; index++) {
    const recordedAt = new Date(start + index).toISOString().replace('Z', '000Z');
    const data = JSON.stringify({ name: `Friche ${index}` });
    const event = { eventId: newEventId(), type: 'SiteRegistered', schemaVersion: 1, data, meta };
    yield { position: '', streamId: `site-friche-${index}`, revision: 0, recordedAt, ...event };
  }
}
