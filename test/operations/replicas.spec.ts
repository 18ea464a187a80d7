import {
  openReadModels,
  readInBatches,
  Replicas,
  ServedReadModels,
  TooManyRows,
  type ReadModels,
  type ReplicaOptions,
} from '@app/projecting';
import { POSITION, Sealer } from '@app/http';
import { METRICS } from '@app/observability';
import { spawnSync } from 'node:child_process';
import { DataSource } from 'typeorm';
import { SECRET, TestApi } from '../support/api.js';
import { freePort, OwnPostgres } from '../support/embedded.js';
import { Program } from '../support/programs.js';
import { eventually, until } from '../support/until.js';

let primary: OwnPostgres;
let replica: OwnPostgres;
/** A program's own connections to each, to look and to pull strings. */
let onPrimary: DataSource;
let onReplica: DataSource;
const opened: Replicas[] = [];
beforeAll(async () => {
  primary = await OwnPostgres.start({ durable: false });
  onPrimary = await openReadModels({ url: primary.url, entities: [] });
  await onPrimary.query(`CREATE ROLE palimpseste_store NOLOGIN`);
  await onPrimary.query(`CREATE ROLE palimpseste LOGIN PASSWORD 'palimpseste' IN ROLE palimpseste_store`);
  replica = await OwnPostgres.replicaOf(primary);
  onReplica = await connected(replica.url);
}, 60_000);
afterAll(async () => {
  for (const replicas of opened) replicas.close();
  await onReplica?.destroy();
  await onPrimary?.destroy();
  await replica?.stop();
  await primary?.stop();
});

describe('a replica', () => {
  it('is used as soon as it follows, by an account without special rights', async () => {
    const source = await connected(ofProgram(primary));
    const replicas = await Replicas.watch(source, [ofProgram(replica)]);
    expect(replicas.states()).toEqual([{ name: 'replica-1', standing: 'used', lagSeconds: expect.any(Number) }]);
    replicas.close();
    await source.destroy();
  });

  it('is another database, the primary itself, or nobody: none is read from', async () => {
    const other = replica.urlOf('template1');
    const replicas = await watch([primary.url, other, 'postgres://nobody@127.0.0.1:1/postgres']);
    expect(replicas.states().map(({ standing }) => standing)).toEqual(['no-replica', 'no-replica', 'away']);
    expect(replicas.pick()).toBeUndefined();
  });

  it('is left out when it is too far behind, and taken again once it has caught up', async () => {
    const changes: string[] = [];
    // Longer than one look may take on a machine that is busy.
    const replicas = await watch([replica.url], { mostLag: 1, onChange: ({ standing }) => changes.push(standing) });
    await until(() => replicas.states()[0]!.standing === 'used');
    changes.length = 0;
    await whilePaused(async () => {
      const underWay = readInBatches<{ n: number }>(replicas.pick()!.server, 'SELECT generate_series(1, 1200) AS n', [], 2_000);
      const told = [...(await underWay.next()).value];
      await onPrimary.query('CREATE TABLE IF NOT EXISTS something (n int)');
      await until(() => replicas.states()[0]!.standing === 'behind');
      expect(replicas.states()[0]!.lagSeconds).toBeGreaterThan(1);
      expect(replicas.pick()).toBeUndefined();
      // What it was telling, it tells to the end.
      for await (const rows of underWay) told.push(...rows);
      expect(told).toHaveLength(1_200);
    });
    await until(() => replicas.states()[0]!.standing === 'used');
    expect(replicas.states()[0]!.lagSeconds).toBeLessThan(1);
    expect(changes).toEqual(['behind', 'used']);
  });
});

describe('a request', () => {
  const isReplica = async (served: ReadModels) =>
    (await served.query<{ it: boolean }[]>('SELECT pg_is_in_recovery() AS it, pg_sleep(0.02)'))[0]!.it;

  it('sees one server, beside others that see another', async () => {
    const served = new ServedReadModels(onPrimary, await watch([replica.url]));
    const requests = Array.from({ length: 20 }, async (_, index) => {
      const read = served.of({});
      if (index % 2 === 0) read.pick();
      return [await isReplica(read), ...(await Promise.all([isReplica(read), isReplica(read)])), await isReplica(read)];
    });
    for (const [index, servers] of (await Promise.all(requests)).entries()) expect([...new Set(servers)]).toEqual([index % 2 === 0]);
    expect(await isReplica(served.outside())).toBe(false);
  });

  it('goes on with the primary once a replica failed it, and stays there', async () => {
    const served = new ServedReadModels(onPrimary, await watch([replica.url]));
    const request = {};
    const read = served.of(request);
    read.pick();
    expect(await isReplica(read)).toBe(true);
    // Refused by a server that follows another.
    await read.query('CREATE TABLE IF NOT EXISTS anything (n int)');
    served.of(request).pick();
    expect(await isReplica(served.of(request))).toBe(false);
  });
});

describe('a file', () => {
  it('is read from the replica, and from the primary when the replica fails before its first line', async () => {
    const served = new ServedReadModels(onPrimary, await watch([replica.url]));
    const read = async (sql: string) => {
      const readModels = served.of({});
      readModels.pick();
      const lines: { it: boolean }[] = [];
      for await (const rows of readInBatches<{ it: boolean }>(readModels, sql, [], 10)) lines.push(...rows);
      return lines.map(({ it }) => it);
    };
    expect(await read('SELECT pg_is_in_recovery() AS it')).toEqual([true]);
    expect(await read('SELECT pg_is_in_recovery() AS it FROM pg_current_wal_lsn()')).toEqual([false]);
    await expect(read('SELECT nothing')).rejects.toThrow('nothing');
    await expect(read('SELECT true AS it FROM generate_series(1, 11)')).rejects.toThrow(TooManyRows);
  });
});

describe('the api', () => {
  let api: TestApi;
  let replicas: Replicas;
  beforeAll(async () => {
    replicas = await watch([replica.url], { mostLag: 60 });
    // What is counted here is read each time.
    api = await TestApi.start({ replicas, answers: { mostBytes: 0 } }, { url: primary.url, drop: async () => undefined });
  });
  afterAll(() => api?.close());

  const site = (id: string) => `/api/v1/sites/${id}`;
  const register = async (id: string) => {
    const answer = await api.post(`${site(id)}/registration`, registration(id));
    expect(answer.status).toBe(201);
    return answer.json.position as string;
  };
  const namesAt = async (query: string) => {
    const { json, headers } = await api.get(`/api/v1/sites?${query}`);
    return { ids: (json.items as { id: string }[]).map(({ id }) => id), kept: headers.get('cache-control') };
  };
  /** Queries that each server answered during the work. */
  const answered = async (work: () => Promise<unknown>) => {
    const before = new Map(replicas.answered);
    await work();
    return Object.fromEntries([...replicas.answered].map(([name, count]) => [name, count - before.get(name)!]));
  };

  it('lets an answer be kept for ever only when the server that gave it held all that was recorded by then', async () => {
    await register('metaleurop');
    await api.settled();
    await whilePaused(async () => {
      await register('bridgestone-bethune');
      await api.settled();
      // As if the replica had stood still for minutes: what was recorded two minutes ago has not come through.
      for (const times of ['recorded_from', 'visible_from'])
        await onPrimary.query(`UPDATE rm.timeline SET ${times} = ${times} - interval '2 minutes' WHERE subject_id = 'bridgestone-bethune'`);
      expect(await namesAt(aMinuteAndAHalfAgo())).toEqual({ ids: [], kept: 'public, no-cache' });
    });
    await replayed();
    const { ids } = await eventually(
      () => namesAt(aMinuteAndAHalfAgo()),
      ({ kept }) => kept === 'public, max-age=31536000, immutable',
    );
    expect(ids).toEqual(['bridgestone-bethune']);
    expect(replicas.answered.get('primary')).toBe(0);
  });

  it('reads from the replica, and writes to the primary', async () => {
    const position = await register('renault-douai');
    // A replica that does not have it soon is not waited for.
    await api.settled();
    await replayed();
    const counts = await answered(async () => {
      for (let time = 0; time < 5; time += 1)
        expect(await api.get(`${site('renault-douai')}?minPosition=${position}`)).toMatchObject({ status: 200 });
      expect((await api.get(`/api/v1/timeline?f=csv&minPosition=${position}`)).text).toContain('renault-douai');
      expect(await api.get(`/api/v1/geo/territories?q=lens&minPosition=${position}`)).toMatchObject({ status: 200 });
    });
    expect(counts).toMatchObject({ primary: 0, 'replica-1': expect.any(Number) });
    expect(counts['replica-1']).toBeGreaterThan(5);
    const sessions = await onReplica.query(
      `SELECT query FROM pg_stat_activity WHERE application_name LIKE 'palimpseste read models %' AND query LIKE '%FROM rm.%'`,
    );
    expect(sessions.length).toBeGreaterThan(0);
  });

  it('shows an officer’s token at once, though the replica does not know it yet', () =>
    whilePaused(async () => {
      expect(await api.get(site('renault-douai'), { as: 'auditor' })).toMatchObject({ status: 200 });
    }));

  it('asks the primary for a position that the replica does not reach, and for nothing else', () =>
    whilePaused(async () => {
      const position = await register('francaise-de-mecanique');
      await api.settled();
      expect(await api.get(site('francaise-de-mecanique'))).toMatchObject({ status: 404 });
      expect(await api.get(`${site('francaise-de-mecanique')}?minPosition=${position}`)).toMatchObject({ status: 200 });
      expect(await api.get(site('francaise-de-mecanique'))).toMatchObject({ status: 404 });
    }));

  it('says that it has not caught up when the primary has not either', async () => {
    const ahead = new Sealer(SECRET).seal(POSITION, '', '1000000');
    const answer = await api.get(`${site('renault-douai')}?minPosition=${ahead}`);
    expect(answer).toMatchObject({ status: 503, json: { code: 'NOT_CAUGHT_UP' } });
  });

  it('goes on with the primary while the replica is dead, and comes back to it', async () => {
    await replayed();
    let stop = false;
    const statuses: number[] = [];
    const reading = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!stop) statuses.push((await api.get(site('renault-douai'))).status);
      }),
    );
    await until(() => statuses.length > 20);
    await replica.kill();
    await until(() => replicas.states()[0]!.standing === 'away');
    const [count, { primary: asked = 0 }] = [statuses.length, Object.fromEntries(replicas.answered)];
    await until(() => statuses.length > count + 20);
    stop = true;
    await reading;
    expect([...new Set(statuses)]).toEqual([200]);
    expect(replicas.answered.get('primary')).toBeGreaterThan(asked + 20);
    expect(await api.get('/health/ready')).toMatchObject({ status: 200 });
    await onReplica.destroy();
    await replica.restart();
    onReplica = await connected(replica.url);
    await until(() => replicas.states()[0]!.standing === 'used');
    expect(await answered(() => api.get(site('renault-douai')))).toMatchObject({ primary: 0 });
  });

  it('does not wait for a replica that fell silent in the middle of a read', async () => {
    await api.get(site('renault-douai'));
    await replica.freeze();
    try {
      const counts = await answered(async () => expect(await api.get(site('renault-douai'))).toMatchObject({ status: 200 }));
      expect(counts).toMatchObject({ 'replica-1': 0 });
      expect(replicas.states()[0]!.standing).toBe('away');
    } finally {
      await replica.thaw();
    }
    await until(() => replicas.states()[0]!.standing === 'used');
  });

  it('goes on with the replica for those who only read while the primary is dead', async () => {
    await primary.kill();
    expect(await api.get(site('renault-douai'))).toMatchObject({ status: 200 });
    expect(await api.get(`/api/v1/sites?${aMinuteAndAHalfAgo()}`)).toMatchObject({ status: 200 });
    expect(await api.get('/health/ready')).toMatchObject({ status: 503 });
    await primary.restart();
    await until(async () => (await api.get('/health/ready')).status === 200);
  });
});

describe('the program', () => {
  const environment = () => ({ DATABASE_URL: ofProgram(primary), PALIMPSESTE_SECRET: SECRET });

  it('tells Prometheus which server answers its reads, and how far the replica is behind; never where they are', async () => {
    const metricsPort = await freePort();
    // Another database of the same servers, empty.
    await onPrimary.query('CREATE DATABASE territory OWNER palimpseste');
    await replayed();
    const at = (server: OwnPostgres) => ofProgram(server).replace('/postgres', '/territory');
    const given = { ...environment(), DATABASE_URL: at(primary), READ_DATABASE_URL: at(replica) };
    // The worker makes the tables.
    const worker = await Program.start('worker', 'worker', given);
    const program = await Program.start('api', 'api', { ...given, METRICS_PORT: String(metricsPort) });
    try {
      const scraped = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      // Two programs start, each from nothing.
      await until(async () => (await scraped().catch(() => '')).includes(`${METRICS.replicaUsed}{replica="replica-1"} 1`), scraped, 90);
      await until(() =>
        fetch(`${program.address}/api/v1/sites`).then(
          ({ status }) => status === 200,
          () => false,
        ),
      );
      const text = await scraped();
      expect(text).toMatch(new RegExp(`^${METRICS.replicaLag}{replica="replica-1"} [\\d.e-]+$`, 'm'));
      expect(text).toMatch(new RegExp(`^${METRICS.readQueries}{server="replica-1"} [1-9]`, 'm'));
      expect(text).not.toMatch(/127\.0\.0\.1|postgres:/);
    } finally {
      await Promise.all([program.kill(), worker.kill()]);
    }
  }, 120_000);

  it('does not start on a replica that it cannot read, and says neither which nor its password', () => {
    const { status, stderr } = spawnSync(process.execPath, ['dist/apps/api/src/main.js'], {
      env: { ...process.env, ...environment(), READ_DATABASE_URL: 'postgres://a:hunter2@replica/b replica-2:hunter2' },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^READ_DATABASE_URL : .*attendues/) });
    expect(stderr).not.toMatch(/hunter2|replica/);
  });
});

const registration = (name: string) => ({
  sources: [{ documentId: 'accord-2023' }],
  occurred: '1970',
  name,
  communeCode: '62119',
  siteKind: 'plant',
});
const aMinuteAndAHalfAgo = () => `at=2020&asOf=${new Date(Date.now() - 90_000).toISOString()}`;

const ofProgram = ({ url }: OwnPostgres) => url.replace('postgres:test@', 'palimpseste:palimpseste@');
const connected = (url: string) => new DataSource({ type: 'postgres', url }).initialize();

async function watch(urls: readonly string[], options: ReplicaOptions = {}): Promise<Replicas> {
  const replicas = await Replicas.watch(onPrimary, urls, { every: 50, ...options });
  opened.push(replicas);
  return replicas;
}

/** The replica receives and does not replay. */
async function whilePaused(work: () => Promise<void>): Promise<void> {
  await replayed();
  await onReplica.query('SELECT pg_wal_replay_pause()');
  await until(async () => (await onReplica.query('SELECT pg_get_wal_replay_pause_state() AS state'))[0].state === 'paused');
  try {
    await work();
  } finally {
    await onReplica.query('SELECT pg_wal_replay_resume()');
  }
}

/** Until the replica holds all that the primary holds now. */
async function replayed(): Promise<void> {
  // A mark of its own, on disk with all that came before: nothing else hurries to it here.
  const [{ place }] = await onPrimary.query(`SELECT pg_logical_emit_message(false, 'test', '', true)::text AS place`);
  await until(async () => (await onReplica.query('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS held', [place]))[0].held);
}
