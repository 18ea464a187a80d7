import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { outlive } from './leftover.js';
import { assertReachable, serverUser, type ServerUser } from './server-user.js';

const run = promisify(execFile);
const DATABASE = 'palimpseste';

export interface EmbeddedServer {
  readonly url: string;
  /** False when it was already running. */
  readonly started: boolean;
  /** Stops it, unless another program still uses it. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of a data folder, made at the first start, listening on the loopback only; or joins the one that is running.
 * After a crash of whatever kind PostgreSQL recovers by itself; one that outlived its program is joined.
 * @throws {Error} in French, when the platform, the account or the folder does not allow it
 */
export async function embeddedPostgres(data: string): Promise<EmbeddedServer> {
  const cluster = join(data, 'postgres');
  const password = await keptSecret(data, 'database-password');
  const running = await runningServer(cluster, password);

  const binaries = await findBinaries();
  const user = await serverUser();
  if (running) return { url: running, started: false, stop: () => stopWhenAlone(running, binaries.pgCtl, cluster, user) };
  await outlive(cluster);
  await mkdir(data, { recursive: true });
  await assertReachable(cluster, user);
  await assertReachable(binaries.initdb, user);
  if (!existsSync(cluster)) await initialise(binaries.initdb, cluster, password, user);
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=100 -c shared_buffers=256MB -c max_wal_size=2GB -c logging_collector=off`;
  try {
    await run(binaries.pgCtl, ['start', '-w', '-s', '-t', '60', '-D', cluster, '-l', join(cluster, 'server.log'), '-o', options], {
      ...user,
      cwd: cluster,
    });
  } catch (cause) {
    // Another program started it in the same moment.
    for (let look = 0; look < 50; look++) {
      const other = await runningServer(cluster, password);
      if (other) return { url: other, started: false, stop: () => stopWhenAlone(other, binaries.pgCtl, cluster, user) };
      if (!existsSync(join(cluster, 'postmaster.pid'))) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const log = await readFile(join(cluster, 'server.log'), 'utf8').catch(() => '');
    throw new Error(`PostgreSQL n’a pas démarré. Fin de son journal :\n${log.trim().split('\n').slice(-5).join('\n')}`, { cause });
  }
  const url = urlOf(port, password);
  await ensureDatabase(port, password);
  return { url, started: true, stop: () => stopWhenAlone(url, binaries.pgCtl, cluster, user) };
}

/** The last program out stops the server, whoever started it: one that was killed cannot, and one that only came by must not. */
async function stopWhenAlone(url: string, pgCtl: string, cluster: string, user: ServerUser): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Connections that a program closed a moment ago are still leaving.
    for (let look = 0; look < 10; look++) {
      const { rows } = await client.query(
        `SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      if (rows[0].others === 0) break;
      if (look === 9) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } catch {
    // It does not answer: there is nothing to stop, or pg_ctl will find it.
  } finally {
    await client.end().catch(() => undefined);
  }
  await run(pgCtl, ['stop', '-w', '-s', '-m', 'fast', '-D', cluster], { ...user, cwd: cluster }).catch(() => undefined);
}

/** Address of the server that runs on this data folder; undefined when none does. */
export async function runningPostgres(data: string): Promise<string | undefined> {
  const password = await readFile(join(data, 'secrets', 'database-password'), 'utf8').catch(() => undefined);
  return password === undefined ? undefined : runningServer(join(data, 'postgres'), password);
}

/** A random secret of this installation, made once and kept where only this account reads it. */
export async function keptSecret(data: string, name: string): Promise<string> {
  const folder = join(data, 'secrets');
  // The folder above holds the server's files too: another account may walk through it, not into the secrets.
  await mkdir(data, { recursive: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error: { code?: string }) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(file, 'utf8');
}

/** Makes the cluster beside its place and moves it there whole: a first start killed half-way leaves nothing that looks like a cluster. */
async function initialise(initdb: string, cluster: string, password: string, user: ServerUser): Promise<void> {
  const draft = `${cluster}.${randomBytes(4).toString('hex')}.new`;
  await mkdir(draft, { mode: 0o700 });
  if (user.uid !== undefined) await chown(draft, user.uid, user.gid!);
  const passwordFile = join(tmpdir(), `palimpseste-${randomBytes(8).toString('hex')}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined) await chown(passwordFile, user.uid, user.gid!);
  try {
    const flags = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--username=postgres'];
    await run(initdb, [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...flags], {
      ...user,
      cwd: draft,
      env: { ...process.env, LC_ALL: 'C' },
    });
    await chmod(draft, 0o700);
    await rename(draft, cluster);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another first start was quicker: its cluster serves for both.
    if ((error as { code?: string }).code !== 'ENOTEMPTY' && (error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function runningServer(cluster: string, password: string): Promise<string | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const port = Number(lines[3]);
  if (!port) return undefined;
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      await ensureDatabase(port, password);
      return urlOf(port, password);
    } catch (error) {
      // Still recovering from a crash: it says so, and will be ready. Anything else is no server of ours.
      if ((error as { code?: string }).code !== '57P03') return undefined;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return undefined;
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres'), connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error;
  } finally {
    await client.end();
  }
}

const urlOf = (port: number, password: string, database = DATABASE) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
