import { TestCluster } from './cluster.js';
import { Log } from './log.js';
import { seed } from './seed.js';
import { TestNode, type NodeOptions } from './server.js';

export { selfSigned, type Certificate } from './certificate.js';
export type { TestCluster } from './cluster.js';
export type { Armed, Fault, FaultOptions, Faults, Operation } from './faults.js';
export type { LoggedEvent } from './log.js';
export type { NodeOptions } from './server.js';
export type TestEventStoreDb = TestNode;

/**
 * A server that speaks the wire protocol of EventStoreDB 24.6, for tests: the real client connects to it over TCP, and a switchboard makes it
 * fail on demand. It is no event store: it holds everything in memory and keeps nothing. What it does was taken from the public source of the
 * server and held against a running one (the spec beside this file does so where EVENTSTORE_URL is set). Where it may still differ:
 *
 * - An append is in the log, indexed and on every node at once: nothing is seen late, no answer waits for a quorum, and no two appends
 *   overtake each other. A real leader that dies may take with it what it had not acknowledged.
 * - A stream of appends whose caller closes its side ends once all is answered: a real one then stays open.
 * - A stream's subscriber that lags is not told a second time that it caught up; one to `$all` is.
 * - Regular expressions of filters are JavaScript's, not .NET's.
 * - There are no access rules: with `users`, who is known may do anything and a stranger nothing. `$acl` is stored and not obeyed.
 * - A node that shuts down ends its calls with the status that clients make of a call without one.
 * - No scavenge: what is deleted or truncated stays in `$all` for ever, and links to it still resolve.
 * - No persistent subscriptions, projections, user management, monitoring, HTTP API, transactions or redaction; no `$stats` events.
 * - The server's own events are a few at the start, and no `$epoch` or leader change is written when a leader is elected.
 * - A follower hands on what does not insist on the leader as if it were the leader itself, reads included.
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

/** Three nodes on three ports, the first of which leads. */
export const startTestCluster = (options: NodeOptions & { readonly size?: number } = {}): Promise<TestCluster> =>
  TestCluster.start(options.size ?? 3, options);
