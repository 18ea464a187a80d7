import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { owned } from './children.js';

export type Kind = 'api' | 'worker';

/** Characters of its error output that are kept of a program: the last ones. */
const MOST_SAID = 64_000;

/** One program of the product, as it is deployed: killed and started again at will. */
export class Program {
  private child: ChildProcess;
  /** What it said on its error output since it was last started. */
  said = '';

  private constructor(
    readonly kind: Kind,
    readonly name: string,
    readonly port: number,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(kind: Kind, name: string, environment: NodeJS.ProcessEnv): Promise<Program> {
    const program = new Program(kind, name, await freePort(), environment);
    program.spawn();
    return program;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As the machine does when its memory is full. */
  async killAndRestart(): Promise<void> {
    await this.kill();
    this.spawn();
  }

  /** Nobody ended it: it gave up by itself. */
  get hasGivenUp(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Starts again what gave up, as an orchestrator does. */
  restart(): void {
    this.spawn();
  }

  async kill(): Promise<void> {
    if (this.hasGivenUp) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Ends as an orchestrator asks it to. Answers its exit code. */
  async end(): Promise<number | null> {
    if (this.hasGivenUp) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const [code] = (await gone) as [number | null];
    return code;
  }

  /** The same, and starts again. */
  async endAndRestart(): Promise<number | null> {
    const code = await this.end();
    this.spawn();
    return code;
  }

  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  private spawn(): void {
    this.said = '';
    this.child = owned(
      spawn(process.execPath, [`dist/apps/${this.kind}/src/main.js`], {
        env: { ...process.env, LOG_LEVEL: 'error', ...this.environment, PORT: String(this.port) },
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
    this.child.stderr!.on('data', (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-MOST_SAID)));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
