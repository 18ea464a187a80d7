import type { Member } from './cluster-answers.js';
import { Log } from './log.js';
import { seed } from './seed.js';
import { TestNode, type NodeOptions } from './server.js';

/**
 * Several nodes and one log, as if replication took no time: what the leader acknowledged is on every node. Nothing is elected by itself.
 * A leader that stops leads on until `electLeader` says otherwise, and its own memory of ids stays with it.
 */
export class TestCluster {
  readonly log = new Log();
  readonly nodes: TestNode[] = [];
  private leading: number | undefined = 0;

  private constructor() {
    seed(this.log);
  }

  static async start(size: number, options: NodeOptions): Promise<TestCluster> {
    const cluster = new TestCluster();
    const shared = {
      log: cluster.log,
      leaderOf: (node: TestNode) => (cluster.leader === node ? ('self' as const) : cluster.leader),
      members: () => cluster.members(),
    };
    for (let made = 0; made < size; made++) cluster.nodes.push(await TestNode.start(options, shared));
    return cluster;
  }

  /** `esdb://127.0.0.1:a,127.0.0.1:b,127.0.0.1:c?tls=…`: several hosts make the client ask who leads. */
  get url(): string {
    return `esdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join()}?${this.nodes[0]!.url.split('?')[1]}`;
  }

  /** undefined while nobody leads. */
  get leader(): TestNode | undefined {
    return this.leading === undefined ? undefined : this.nodes[this.leading];
  }

  /** Which node leads from now on; nobody, when none is named: then no node takes a call. */
  electLeader(index: number | undefined): void {
    this.leading = index;
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
  }

  private members(): Member[] {
    return this.nodes.map((node, index) => ({
      id: node.id,
      host: '127.0.0.1',
      port: node.port,
      state: this.leading === undefined ? 'unknown' : this.leading === index ? 'leader' : 'follower',
      isAlive: node.isRunning,
    }));
  }
}
