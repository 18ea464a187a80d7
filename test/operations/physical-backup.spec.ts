import { openEventStore, type EventStore } from '@app/event-store';
import { progressOf } from '@app/projecting';
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expectKept } from '../faults/kept.js';
import { contents, follow, openTables } from '../faults/tables.js';
import type { Acknowledged } from '../faults/writers.js';
import { TestApi } from '../support/api.js';
import { OwnPostgres } from '../support/embedded.js';
import { add, backUp, copy, copyLog, like } from '../support/physical-backup.js';
import { testDatabase } from '../support/postgres.js';
import { recorder } from '../support/record.js';

let folder: string;
let archive: string;
let server: OwnPostgres;
let api: TestApi;
const restored: OwnPostgres[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palimpseste-backup-'));
  await chmod(folder, 0o755);
  archive = join(folder, 'archive');
  const settings = ['archive_mode=on', `archive_command=test ! -f ${archive}/%f && cp %p ${archive}/%f`];
  server = await OwnPostgres.start({ settings });
  await like(server.data, archive);
  api = await TestApi.start({}, { url: server.url, drop: async () => undefined });
}, 60_000);
afterAll(async () => {
  await api?.close();
  for (const one of restored) await one.stop();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('a copy of the files while facts are recorded holds every one acknowledged before its end, and is served from', async () => {
  const token = await api.token('officer');
  const recording = new Recording(api.eventStore, 'copie');
  await recording.more(30);
  const at = join(folder, 'copy');
  let acknowledged: Acknowledged[] = [];
  const log = await backUp(server, at, {
    between: () => recording.more(100),
    ending: () => (acknowledged = [...recording.acknowledged]),
  });
  await recording.more(30);
  await copyLog(join(server.data, 'pg_wal'), at, log);
  await recording.end();

  const from = await serverOn(at);
  await withSystemOn(from.url, async ({ store, source, serving }) => {
    await expectKept(store, acknowledged);
    expect((await progressOf(source, store)).filter(({ astray, parked }) => astray || parked > 0)).toEqual([]);
    const there = await serving();
    await there.settled();
    expect((await there.get('/health/ready')).status).toBe(200);
    const { streamId } = acknowledged.at(-1)!;
    expect((await there.get(`/api/v1/sites/${streamId.replace('site-', '')}`)).status).toBe(200);
    // Tokens come along: whoever could write still can, and nobody else.
    const registration = { name: 'Après', communeCode: '62119', siteKind: 'plant', sources: [{ documentId: 'accord-2023' }] };
    const write = (headers: Record<string, string>) =>
      there.ask('/api/v1/sites/apres/registration', { method: 'POST', body: registration, headers });
    expect((await write({ authorization: 'Bearer plp_aucun' })).status).toBe(401);
    expect((await write({ authorization: `Bearer ${token}` })).status).toBe(201);
    await there.settled();
    expect(await contents(source)).toEqual(await fresh(store));
  });
}, 240_000);

it('with the archived log, the same copy becomes the server of a named moment', async () => {
  const recording = new Recording(api.eventStore, 'moment');
  const at = join(folder, 'base');
  await backUp(server, at, { between: () => recording.more(30) });
  await recording.more(30);
  await recording.end();
  const before = { head: await api.eventStore.head(), acknowledged: [...recording.acknowledged] };
  await administer(server.url, `SELECT pg_create_restore_point('avant-erreur')`);
  const later = new Recording(api.eventStore, 'erreur');
  await later.more(30);
  await later.end();
  await untilArchived();

  const from = await serverOn(at, [
    `restore_command = 'cp ${archive}/%f %p'`,
    `recovery_target_name = 'avant-erreur'`,
    `recovery_target_action = 'promote'`,
  ]);
  await untilWritable(from.url);
  await withSystemOn(from.url, async ({ store, source }) => {
    expect(await store.head()).toBe(before.head);
    await expectKept(store, before.acknowledged);
    expect((await progressOf(source, store)).filter(({ astray }) => astray)).toEqual([]);
    await follow(source, store);
    expect(await contents(source)).toEqual(await fresh(store));
  });
}, 240_000);

/** Facts recorded by four at once, through the rules, until it is told to end. */
class Recording {
  readonly acknowledged: Acknowledged[] = [];
  private stopping = false;
  private readonly done: Promise<unknown>;

  constructor(store: EventStore, name: string) {
    this.done = Promise.all([1, 2, 3, 4].map((writer) => this.write(store, `${name}-${writer}`)));
    // Told where it is waited for.
    this.done.catch(() => undefined);
  }

  async more(count: number): Promise<void> {
    const wanted = this.acknowledged.length + count;
    const reached = (async () => {
      while (this.acknowledged.length < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
    })();
    await Promise.race([reached, this.done.then(() => Promise.reject(new Error('the recording ended')))]);
  }

  async end(): Promise<void> {
    this.stopping = true;
    await this.done;
  }

  private async write(store: EventStore, name: string): Promise<void> {
    const record = recorder(store);
    for (let site = 1; !this.stopping; site++) {
      const siteId = `${name}-${site}`;
      for (const [command, fields] of [
        ['RegisterSite', { name: siteId, communeCode: '62119', siteKind: 'plant' }],
        ['CountEmployees', { employees: site, occurred: '2023' }],
      ] as const) {
        const { streamId, eventIds, revision, position } = await record(command, { siteId, ...fields });
        this.acknowledged.push({ streamId, eventIds, revision, position: position! });
      }
    }
  }
}

/** A new server on a copy of the copy, which stays as it was taken. */
async function serverOn(backup: string, recovery?: readonly string[]): Promise<OwnPostgres> {
  const own = await OwnPostgres.on(async (data) => {
    await copy(backup, data);
    if (!recovery) return;
    await add(data, 'postgresql.auto.conf', `${recovery.join('\n')}\n`);
    await add(data, 'recovery.signal', '');
  });
  restored.push(own);
  return own;
}

async function withSystemOn(
  url: string,
  work: (system: { store: EventStore; source: Awaited<ReturnType<typeof openTables>>; serving: () => Promise<TestApi> }) => Promise<void>,
): Promise<void> {
  const store = await openEventStore(url);
  const source = await openTables(url);
  let there: TestApi | undefined;
  try {
    await work({ store, source, serving: async () => (there = await TestApi.start({}, { url, drop: async () => undefined })) });
  } finally {
    await there?.close();
    await source.destroy();
    await store.close();
  }
}

/** What read models made from nothing hold. */
async function fresh(store: EventStore): Promise<Record<string, string[]>> {
  const other = await testDatabase();
  const tables = await openTables(other.url);
  try {
    await follow(tables, store);
    return await contents(tables);
  } finally {
    await tables.destroy();
    await other.drop();
  }
}

async function administer(url: string, statement: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The file of the log that is being written is archived when it is full, or when it is asked for. */
async function untilArchived(): Promise<void> {
  const [{ file }] = (await administer(server.url, 'SELECT pg_walfile_name(pg_switch_wal()) AS file')) as [{ file: string }];
  for (;;) {
    const [{ last }] = (await administer(server.url, 'SELECT last_archived_wal AS last FROM pg_stat_archiver')) as [
      { last: string | null },
    ];
    if (last !== null && last >= file) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function untilWritable(url: string): Promise<void> {
  for (;;) {
    const rows = await administer(url, 'SELECT pg_is_in_recovery() AS recovering').catch(() => []);
    if (rows[0]?.recovering === false) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
