import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PostgresEventStore } from '@app/event-store';
import { Tokens } from '@app/http';
import { openLocker, type EvidenceLocker } from '@app/locker';
import { SECRET } from '../support/api.js';
import { testDatabase } from '../support/postgres.js';
import { Program } from '../support/programs.js';
import { openTables } from './tables.js';
import { until } from '../support/until.js';

describe('an upload whose program is killed', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let source: Awaited<ReturnType<typeof openTables>>;
  let folder: string;
  let locker: EvidenceLocker;
  let api: Program;
  let token: string;
  beforeAll(async () => {
    database = await testDatabase();
    store = await PostgresEventStore.open({ connectionString: database.url });
    source = await openTables(database.url);
    folder = await mkdtemp(join(tmpdir(), 'palimpseste-killed-'));
    locker = await openLocker({ store: { kind: 'folder', folder: join(folder, 'coffre') }, data: folder, mostBytes: 1_048_576 });
    const tokens = new Tokens(source);
    await tokens.install();
    ({ token } = await tokens.create('officer', 'essai'));
    api = await Program.start('api', 'api', {
      DATABASE_URL: database.url,
      PALIMPSESTE_SECRET: SECRET,
      PALIMPSESTE_DATA: folder,
      LOCKER_URL: pathToFileURL(join(folder, 'coffre')).href,
    });
    await up();
    const registered = await fetch(`${api.address}/api/v1/sources/rapport/registration`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Le rapport' }),
    });
    expect(registered.status).toBe(201);
  }, 120_000);
  afterAll(async () => {
    await api?.kill();
    await source?.destroy();
    await store?.close();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('in the middle leaves no document and no event', async () => {
    const sending = uploading();
    sending.write('Bridgestone ferme son usine ');
    await until(async () => (await leftovers()).some(({ bytes }) => bytes > 0));
    await api.killAndRestart();
    sending.destroy();
    expect(await kept()).toEqual([]);
    expect(await types()).toEqual(['SourceRegistered']);
    const [left] = await leftovers();
    expect(left!.bytes).toBe(28);
    await locker.intake.remove(left!);
  }, 120_000);

  it('before its event is recorded leaves bytes that are durable and whole, and no event; sent again, it is recorded', async () => {
    await up();
    const blocker = source.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('LOCK TABLE es.head IN ACCESS EXCLUSIVE MODE');
    const sending = uploading();
    sending.end(DOCUMENT);
    await until(async () => (await kept()).length > 0 && (await waiting()).length > 0);
    await api.killAndRestart();
    // A server goes on with what it was asked until it looks whether somebody is still there.
    for (const { pid } of await waiting()) await source.query('SELECT pg_terminate_backend($1)', [pid]);
    await blocker.rollbackTransaction();
    await blocker.release();
    expect(await kept()).toEqual([SHA256]);
    expect(await types()).toEqual(['SourceRegistered']);
    await up();
    const again = await fetch(`${api.address}${PATH}`, { method: 'POST', headers: headers(), body: DOCUMENT });
    expect(again.status).toBe(201);
    expect(await kept()).toEqual([SHA256]);
    expect(await types()).toEqual(['SourceRegistered', 'SourceCaptured']);
    expect(await readdir(join(folder, 'coffre', 'incoming'))).toEqual([]);
  }, 120_000);

  function uploading(): ClientRequest {
    const sending = request(`${api.address}${PATH}`, { method: 'POST', headers: headers() });
    // It is cut off with its server.
    sending.on('error', () => undefined);
    return sending;
  }

  const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'text/plain' });

  async function leftovers() {
    const found = [];
    for await (const left of locker.intake.leftovers()) found.push(left);
    return found;
  }

  async function kept(): Promise<string[]> {
    const found: string[] = [];
    for await (const { sha256 } of locker.documents.list()) found.push(sha256);
    return found;
  }

  /** Sessions that wait for the lock that keeps the event from being recorded. */
  const waiting = (): Promise<{ pid: number }[]> =>
    source.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%es.%'`,
    );

  async function types(): Promise<string[]> {
    const found: string[] = [];
    for await (const { type } of store.readStream('source-rapport')) found.push(type);
    return found;
  }

  const up = () =>
    until(async () =>
      fetch(`${api.address}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
});

const PATH = '/api/v1/sources/rapport/captures';
const DOCUMENT = 'Bridgestone ferme son usine de Béthune.';
const SHA256 = createHash('sha256').update(DOCUMENT).digest('hex');
