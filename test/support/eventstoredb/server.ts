import { randomUUID } from 'node:crypto';
import { endedWithoutStatus } from './errors.js';
import { Faults } from './faults.js';
import { Gate } from './gate.js';
import type { Log, LoggedEvent } from './log.js';
import type { Leader, Node } from './node.js';
import { RecentIds } from './recent-ids.js';
import { servicesOf } from './services.js';
import { grpc, type Failure, type Grpc } from './wire.js';
import { Writer } from './writer.js';
import type { Member } from './cluster-answers.js';

export interface NodeOptions {
  /** Bytes of one append; 1 MiB, as the real server up to 24.10. */
  readonly maxAppendBytes?: number;
  /** Milliseconds after which an append that was begun and not finished is given up; 2,000. */
  readonly writeTimeout?: number;
  /** Bytes of the memory by which appends without an exact revision are recognised; 8 MiB. */
  readonly recentIdBytes?: number;
  /** Whether the server offers BatchAppend: without it the client takes the older call. */
  readonly batchAppend?: boolean;
  readonly version?: string;
  /** Passwords by user. Needs TLS: without it the client keeps its credentials to itself. */
  readonly users?: Readonly<Record<string, string>>;
  /** PEM. */
  readonly tls?: { readonly key: string; readonly certificate: string };
}

/** What the nodes of a cluster share. */
export interface Shared {
  readonly log: Log;
  leaderOf(node: TestNode): 'self' | TestNode | undefined;
  members(): readonly Member[];
}

/** One listening server: stopped, started on the same port, frozen at will. Its log outlives it; its connections and its memory of ids do not. */
export class TestNode {
  readonly id = randomUUID();
  readonly faults = new Faults();
  private readonly recent: RecentIds;
  private readonly writer: Writer;
  private readonly services: Grpc.Server;
  private gate: Gate;
  private readonly running = new Set<(failure: Failure) => void>();
  private ready = true;

  private constructor(
    private readonly options: NodeOptions,
    private readonly shared: Shared,
  ) {
    this.recent = new RecentIds(options.recentIdBytes ?? 8 * 1024 * 1024);
    this.writer = new Writer(shared.log, this.recent);
    const { version = '24.6.0', batchAppend = true } = options;
    this.services = servicesOf(this.seen(), { version, batchAppend, members: () => shared.members() });
  }

  static async start(options: NodeOptions, shared: Shared): Promise<TestNode> {
    const node = new TestNode(options, shared);
    node.gate = new Gate(await node.listenInside());
    await node.gate.open();
    return node;
  }

  get port(): number {
    return this.gate.port;
  }

  /** `esdb://127.0.0.1:port?tls=…` */
  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=${this.options.tls !== undefined}`;
  }

  get isRunning(): boolean {
    return this.gate.isOpen;
  }

  get isReady(): boolean {
    return this.ready;
  }

  /** While not ready it answers that it is not, as a server does until its cluster has a leader. */
  setReady(ready: boolean): void {
    this.ready = ready;
  }

  /** All events of the log, the server's own included. */
  events(): readonly LoggedEvent[] {
    return this.shared.log.events;
  }

  /** As SIGSTOP: connections stay open, nothing is read, nothing is sent. */
  freeze(): void {
    this.gate.freeze();
  }

  thaw(): void {
    this.gate.thaw();
  }

  /** As kill -9: connections break, the port refuses. What was acknowledged is in the log. */
  async stop(): Promise<void> {
    this.recent.forget();
    await this.gate.close();
  }

  /** As SIGTERM: what comes is told that the server is not ready, calls that last are ended without a word, then it is gone. */
  async shutDown(): Promise<void> {
    this.ready = false;
    for (const end of [...this.running]) end(endedWithoutStatus());
    await this.gate.settle();
    await this.stop();
    this.ready = true;
  }

  /** Stops, is given a copy of its files from when the log ended before this position, and starts. */
  async restore(end: bigint): Promise<void> {
    await this.stop();
    this.shared.log.putBack(end);
    await this.start();
  }

  async start(): Promise<void> {
    if (!this.gate.isOpen) await this.gate.open();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Stops for good. */
  async close(): Promise<void> {
    this.faults.clear();
    await this.stop();
    this.services.forceShutdown();
  }

  private async listenInside(): Promise<number> {
    const { tls } = this.options;
    const credentials = tls
      ? grpc.ServerCredentials.createSsl(null, [{ private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) }])
      : grpc.ServerCredentials.createInsecure();
    return new Promise((resolve, reject) =>
      this.services.bindAsync('127.0.0.1:0', credentials, (error, port) => (error ? reject(error) : resolve(port))),
    );
  }

  /** What its services see of it. */
  private seen(): Node {
    const at = (node: TestNode): Leader => ({ host: '127.0.0.1', port: node.port });
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    const self = this;
    const { maxAppendBytes = 1024 * 1024, writeTimeout = 2_000, users } = this.options;
    return {
      log: this.shared.log,
      faults: this.faults,
      maxAppendBytes,
      writeTimeout,
      users,
      get gate() {
        return self.gate;
      },
      get writer() {
        const leader = self.shared.leaderOf(self);
        return typeof leader === 'object' ? leader.writer : self.writer;
      },
      get isReady() {
        return self.ready;
      },
      get leader() {
        const leader = self.shared.leaderOf(self);
        return typeof leader === 'object' ? at(leader) : leader;
      },
      stop: () => void self.stop(),
      running: this.running,
    };
  }
}
