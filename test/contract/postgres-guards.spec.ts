import { InstallationForbidden, PostgresEventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import pg from 'pg';
import { collect, sample, samples, seeded } from '../../libs/event-store/contract/samples.js';
import { testDatabase } from '../support/postgres.js';

// Ten positions a partition: the events below lie in several.
let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let owner: pg.Client;
let worker: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url, partitionSize: 10 });
  await seeded(store, 25);
  [owner, worker] = [new pg.Client(database.url), new pg.Client(database.url)];
  await Promise.all([owner.connect(), worker.connect()]);
  await worker.query('SET ROLE palimpseste_store');
});
afterAll(async () => {
  await Promise.all([owner?.end(), worker?.end()]);
  await store?.close();
  await database?.drop();
});

const tables = ['es.events', 'es.events_p00000', 'es.events_p00002'];

describe('what was recorded stays', () => {
  it.each(tables.flatMap((table) => [`UPDATE ${table} SET type = 'Forged'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]))(
    'even for the owner of the schema: %s',
    async (statement) => {
      await expect(owner.query(statement)).rejects.toMatchObject({ code: 'ES002' });
      expect(await collect(store.readAll())).toHaveLength(25);
    },
  );

  it.each(
    [...tables, 'es.streams', 'es.head'].flatMap((table) => [
      `INSERT INTO ${table} SELECT * FROM ${table}`,
      `UPDATE ${table} SET ${table === 'es.head' ? 'position = 0' : 'revision = 0'}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `DROP TABLE ${table}`,
    ]),
  )('the working role may not: %s', (statement) => expect(worker.query(statement)).rejects.toMatchObject({ code: '42501' }));

  it.each([
    "SELECT es.restore_page(0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
    'ALTER TABLE es.events DISABLE TRIGGER ALL',
    'CREATE TABLE es.other ()',
    'CREATE OR REPLACE FUNCTION es.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
  ])('the working role may not: %s', (statement) => expect(worker.query(statement)).rejects.toMatchObject({ code: '42501' }));

  it('every partition is guarded, the next one too', async () => {
    const { rows } = await owner.query<{ partition: string; guarded: boolean }>(
      `SELECT inhrelid::regclass::text AS partition,
         EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = inhrelid AND tgname = 'append_only' AND tgenabled = 'O') AS guarded
       FROM pg_inherits WHERE inhparent = 'es.events'::regclass ORDER BY 1`,
    );
    expect(rows.map(({ partition }) => partition)).toEqual(expect.arrayContaining(['es.events_p00000', 'es.events_p00003']));
    expect(rows.filter(({ guarded }) => !guarded)).toEqual([]);
  });
});

describe('the connections of the adapter', () => {
  it('hold the working role, whatever the options of the address', async () => {
    const url = new URL(database.url);
    url.searchParams.set('options', '-c statement_timeout=60000');
    const other = await PostgresEventStore.open({ connectionString: url.href });
    await seeded(other);
    const pool = (other as unknown as { pool: pg.Pool }).pool;
    const { rows: settings } = await pool.query('SELECT current_user AS role, current_setting($1) AS timeout', ['statement_timeout']);
    expect(settings).toEqual([{ role: 'palimpseste_store', timeout: '1min' }]);
    await other.close();
  });

  it('leave the parsers of pg as they are', async () => {
    const { rows } = await owner.query(
      "SELECT 9007199254740993::bigint AS big, '2020-12-01 00:00:00+00'::timestamptz AS moment, 1::int AS small",
    );
    expect(rows).toEqual([{ big: '9007199254740993', moment: new Date('2020-12-01T00:00:00Z'), small: 1 }]);
  });
});

describe('an id that is another event’s', () => {
  it('is not recorded again, and harms nobody who appends beside it', async () => {
    const roomy = await testDatabase();
    const shared = await PostgresEventStore.open({ connectionString: roomy.url });
    const { events } = await seeded(shared);
    const stream = (name: string) => `site-${name}-${newEventId()}`;
    const outcomes = await Promise.allSettled([
      shared.append([{ streamId: stream('before'), expected: 'none', events: samples(2) }]),
      shared.append([{ streamId: stream('reused'), expected: 'none', events: [sample(), events[0]!] }]),
      shared.append([{ streamId: stream('after'), expected: 'any', events: samples(1) }]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name: 'AppendRejected' } });
    expect((await collect(shared.readAll())).map(({ position }) => position)).toEqual(['1', '2', '3', '4']);
    await shared.close();
    await roomy.drop();
  });
});

describe('an account that may not install', () => {
  it('is told what an administrator has to say, which then is enough', async () => {
    const own = await testDatabase();
    const account = `guest_${newEventId().replaceAll('-', '')}`;
    const administrator = new pg.Client(own.url);
    await administrator.connect();
    try {
      await administrator.query(`CREATE ROLE ${account} LOGIN PASSWORD 'guest'`);
      const address = new URL(own.url);
      [address.username, address.password] = [account, 'guest'];
      const opening = () => PostgresEventStore.open({ connectionString: address.href });
      const refusal = await opening().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InstallationForbidden);
      const { account: told, statements } = refusal as InstallationForbidden;
      expect(told).toBe(account);
      expect(statements.join(' ')).toContain('GRANT CREATE ON DATABASE');
      for (const statement of statements) await administrator.query(statement);
      const opened = await opening();
      await seeded(opened, 3);
      await opened.close();
    } finally {
      await administrator.query(`DROP OWNED BY ${account} CASCADE`);
      await administrator.query(`DROP ROLE ${account}`);
      await administrator.end();
      await own.drop();
    }
  });
});
