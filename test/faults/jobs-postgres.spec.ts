import { PostgresEventStore } from '@app/event-store';
import { PostgresJobs } from '@app/jobs';
import { productJobs } from '@app/operations';
import { OwnPostgres } from '../support/embedded.js';
import { Program } from '../support/programs.js';
import { recorder } from '../support/record.js';
import { openTables } from './tables.js';
import { until } from '../support/until.js';

/** Session lock that an update of a rebuild waits for. */
const HELD = 42;

it('a worker whose PostgreSQL is killed in the middle of a job goes on with it by itself once it is back', async () => {
  const server = await OwnPostgres.start();
  let worker: Program | undefined;
  try {
    const store = await PostgresEventStore.open({ connectionString: server.url });
    await recorder(store)('RegisterSite', { siteId: 'metaleurop', name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' });
    await store.close();
    const before = await openTables(server.url);
    await before.query(
      `CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(${HELD}); RETURN NEW; END $$`,
    );
    await before.query('CREATE TRIGGER hold AFTER UPDATE ON rm.rebuild FOR EACH ROW EXECUTE FUNCTION hold()');
    const lock = before.createQueryRunner();
    await lock.query('SELECT pg_advisory_lock($1)', [HELD]);
    worker = await Program.start('worker', 'worker', { DATABASE_URL: server.url, PALIMPSESTE_SECRET: 'x'.repeat(32) });
    const asked = new PostgresJobs(before, productJobs);
    await asked.install();
    const { id } = (await asked.enqueue('rebuild', {}, { askedBy: 'test' })).job;
    await until(async () => (await before.query('SELECT 1 FROM pg_locks WHERE NOT granted')).length > 0);
    await server.kill();
    await lock.release().catch(() => undefined);
    await before.destroy().catch(() => undefined);
    await server.restart();
    const after = await openTables(server.url);
    const jobs = new PostgresJobs(after, productJobs);
    await until(
      async () => (await jobs.find(id))!.endedAt !== null,
      async () => `${JSON.stringify(await jobs.find(id))}\n${worker?.said}`,
    );
    expect(await jobs.find(id)).toMatchObject({ status: 'done', runs: 2 });
    // And it takes the next one.
    const next = (await jobs.enqueue('rebuild', {}, { askedBy: 'test' })).job.id;
    await until(async () => (await jobs.find(next))!.endedAt !== null);
    expect(await jobs.find(next)).toMatchObject({ status: 'done', runs: 1 });
    await after.destroy();
    expect(await worker.end()).toBe(0);
  } finally {
    await worker?.kill();
    await server.stop();
  }
}, 180_000);
