import { setImmediate } from 'node:timers/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Pair {
  readonly outer: Socket;
  readonly inner: Socket;
}

/**
 * The address that clients see: it hands each connection on to the gRPC server behind it. That makes faults of a network out of what they are
 * (bytes that stop, a connection that breaks, a port that refuses), without reaching into the gRPC server. TLS passes through it untouched.
 */
export class Gate {
  private readonly pairs = new Set<Pair>();
  private server: Server | undefined;
  private frozen = false;
  private passed = 0;
  private at = 0;

  constructor(private readonly innerPort: number) {}

  get port(): number {
    return this.at;
  }

  get isOpen(): boolean {
    return this.server !== undefined;
  }

  /** Listens, on the port it had before if it had one. */
  async open(): Promise<void> {
    const server = createServer((outer) => this.join(outer));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.at, '127.0.0.1', resolve));
    this.at = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Refuses new connections and breaks those there are. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.frozen = false;
    for (const pair of [...this.pairs]) this.break(pair);
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** As a stopped process would: connections stay, and nothing passes in either direction, not even an answer to a keep-alive. */
  freeze(): void {
    this.frozen = true;
    for (const { outer, inner } of this.pairs) {
      outer.pause();
      inner.pause();
    }
  }

  thaw(): void {
    this.frozen = false;
    for (const { outer, inner } of this.pairs) {
      outer.resume();
      inner.resume();
    }
  }

  /** `peer` is what the gRPC server calls its client: our own end of the inner connection. */
  isConnected(peer: string): boolean {
    return this.find(peer) !== undefined;
  }

  /** Resolves when what the gRPC server wrote so far is on its way to the client. */
  async flushed(peer: string): Promise<void> {
    const pair = this.find(peer);
    if (!pair) return;
    await new Promise<void>((resolve) => {
      pair.outer.once('close', resolve);
      pair.outer.write('', () => resolve());
    });
  }

  /** Resolves when nothing has come from the gRPC server for a few turns, and what came before is on its way. */
  async settle(): Promise<void> {
    for (let quiet = 0, before = this.passed; quiet < 5; quiet++) {
      await setImmediate();
      if (this.passed !== before) quiet = 0;
      before = this.passed;
    }
  }

  cut(peer: string): void {
    const pair = this.find(peer);
    if (pair) this.break(pair);
  }

  /** Lets some bytes of what comes next through to the client, then breaks the connection. */
  cutWithin(peer: string, bytes: number): void {
    const pair = this.find(peer);
    if (!pair) return;
    pair.inner.removeAllListeners('data');
    pair.inner.once('data', (chunk) => pair.outer.write((chunk as Buffer).subarray(0, bytes), () => this.break(pair)));
  }

  private find(peer: string): Pair | undefined {
    return [...this.pairs].find(({ inner }) => `${inner.localAddress}:${inner.localPort}` === peer);
  }

  private join(outer: Socket): void {
    const inner = connect(this.innerPort, '127.0.0.1');
    const pair = { outer, inner };
    this.pairs.add(pair);
    for (const [from, to] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (chunk) => {
        this.passed += 1;
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => {
        if (!this.frozen) from.resume();
      });
      from.on('error', () => undefined);
      from.on('close', () => this.break(pair));
    }
    if (this.frozen) {
      outer.pause();
      inner.pause();
    }
  }

  private break(pair: Pair): void {
    this.pairs.delete(pair);
    // A reset rather than a farewell: what a killed process leaves of its connections.
    if (!pair.outer.destroyed) pair.outer.resetAndDestroy();
    pair.inner.destroy();
  }
}
