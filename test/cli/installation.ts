import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../../apps/cli/bin/palimpseste.mjs');

/** How a run of the program ended. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program as its operator has it: a data folder of its own, the embedded PostgreSQL, real processes. */
export class Installation {
  private readonly servers: ChildProcess[] = [];

  private constructor(readonly folder: string) {}

  static async make(): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'palimpseste-cli-'));
    // PostgreSQL runs under an account of its own when the tests run as root.
    await chmod(folder, 0o755);
    return new Installation(folder);
  }

  async palimpseste(args: readonly string[], { env = {}, input }: { env?: Record<string, string>; input?: string } = {}): Promise<Run> {
    const child = this.start(args, env);
    child.stdin!.end(input ?? '');
    const said = listen(child);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...said };
  }

  /** As `palimpseste`, with what `--json` printed. */
  async json<T>(args: readonly string[], input?: string): Promise<T> {
    const { code, out, err } = await this.palimpseste([...args, '--json'], { input });
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as T;
  }

  /** A server that said it is ready, on a free port. */
  async serve(...args: string[]): Promise<Served> {
    const child = this.start(['serve', ...args], { PORT: '0' });
    this.servers.push(child);
    const said = listen(child);
    const address = await new Promise<string>((resolve, reject) => {
      child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${said.err}`)));
      child.stdout!.on('data', () => {
        const [, found] = /est prêt : (http:\/\/\S+)[\s\S]*Ctrl-C/.exec(said.out) ?? [];
        if (found) resolve(found);
      });
    });
    return {
      address,
      said,
      stop: async (signal) => {
        const closed = once(child, 'close');
        child.kill(signal);
        const [code, by] = (await closed) as [number | null, string | null];
        return code ?? by;
      },
    };
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  /** Process id of the embedded PostgreSQL; undefined when none runs. */
  async database(): Promise<number | undefined> {
    const file = await readFile(join(this.folder, 'data/postgres/postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(file.split('\n')[0]);
    return pid && isAlive(pid) ? pid : undefined;
  }

  async remove(): Promise<void> {
    for (const child of this.servers) child.kill('SIGKILL');
    const database = await this.database();
    if (database) process.kill(database, 'SIGQUIT');
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /** The program, running; whoever starts it ends it. */
  start(args: readonly string[], env: Record<string, string>): ChildProcess {
    // Nothing of the caller's own configuration may leak in.
    const { PATH, HOME } = process.env;
    return spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH, HOME, PALIMPSESTE_DATA: join(this.folder, 'data'), ...env },
      cwd: this.folder,
    });
  }
}

export interface Served {
  readonly address: string;
  readonly said: { readonly out: string; readonly err: string };
  /** Sends the signal; the exit code, or the signal that ended it. */
  stop(signal: NodeJS.Signals): Promise<number | string | null>;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function listen(child: ChildProcess): { out: string; err: string } {
  const said = { out: '', err: '' };
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return said;
}
