import { Log } from './log.js';
import { seed } from './seed.js';
import { TestNode, type NodeOptions } from './server.js';

export type { Armed, Fault, FaultOptions, Faults, Operation } from './faults.js';
export type { LoggedEvent } from './log.js';
export type { NodeOptions } from './server.js';
export type TestEventStoreDb = TestNode;

/**
 * A server that speaks the wire protocol of EventStoreDB, for tests: the real client connects to it, and a switchboard makes it fail on demand.
 * It is no event store: it holds everything in memory and keeps nothing.
 */
export async function startTestServer(options: NodeOptions = {}): Promise<TestEventStoreDb> {
  const log = new Log();
  seed(log);
  const node: TestNode = await TestNode.start(options, {
    log,
    leaderOf: () => 'self',
    members: () => [{ id: node.id, host: '127.0.0.1', port: node.port, state: 'leader', isAlive: true }],
  });
  return node;
}
