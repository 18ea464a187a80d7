import { db, failureOf, freshStream, happened, numbersIn, type Connected } from './against.js';
import { startTestCluster, type TestCluster } from './index.js';

let cluster: TestCluster;
const clients: Connected[] = [];

beforeEach(async () => {
  cluster = await startTestCluster();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  await cluster.close();
});

function connect(url: string): Connected {
  const client = db.EventStoreDBClient.connectionString(url);
  clients.push(client);
  return client;
}

const insisting = { requiresLeader: true };

it('is discovered by its gossip: the client asks and goes to the leader', async () => {
  cluster.electLeader(2);
  const { nodes } = cluster;
  const [elsewhere, there] = [nodes[0]!.faults.every('append', 'deny'), nodes[2]!.faults.next('append', 'deny')];
  expect(await failureOf(connect(cluster.url).appendToStream(freshStream(), happened(1)))).toMatchObject({ type: 'access-denied' });
  expect([elsewhere.hits, there.hits]).toEqual([0, 1]);
});

it('has followers that name the leader to who insists on it, in both ways to append', async () => {
  const [leader, follower] = cluster.nodes;
  const named = { type: 'not-leader', leader: { address: '127.0.0.1', port: leader!.port } };
  for (const more of [{}, { credentials: { username: 'admin', password: 'changeit' } }]) {
    const client = connect(follower!.url);
    const stream = freshStream();
    expect(await failureOf(client.appendToStream(stream, happened(1), { ...insisting, ...more }))).toMatchObject(named);
    // The client goes to the leader by itself from there on; what failed is not tried again.
    expect(await client.appendToStream(stream, happened(2), { ...insisting, ...more })).toMatchObject({ nextExpectedRevision: 0n });
  }
  const reader = connect(follower!.url);
  expect(await failureOf(numbersIn(reader, freshStream(), insisting))).toMatchObject(named);
});

it('has followers that hand on what does not insist', async () => {
  const stream = freshStream();
  await connect(cluster.nodes[1]!.url).appendToStream(stream, happened(1));
  expect(await numbersIn(connect(cluster.nodes[2]!.url), stream)).toEqual([1]);
});

it('takes nothing while nobody leads', async () => {
  cluster.electLeader(undefined);
  const client = connect(cluster.nodes[0]!.url);
  const refused = await failureOf(client.appendToStream(freshStream(), happened(1)));
  expect(refused).toMatchObject({ type: 'unknown', message: expect.stringContaining('No leader info available') });
  const nobody = connect(`${cluster.url}&maxDiscoverAttempts=2`);
  expect(await failureOf(nobody.appendToStream(freshStream(), happened(1)))).toMatchObject({
    message: 'Failed to discover after 2 attempts.',
  });
});

it('goes on with another leader: the log is there, the memory of ids is not', async () => {
  const stream = freshStream();
  const event = happened(1);
  const first = await connect(cluster.url).appendToStream(stream, event, insisting);
  await cluster.nodes[0]!.stop();
  cluster.electLeader(1);
  const client = connect(cluster.url);
  expect(await client.appendToStream(stream, event, { ...insisting, expectedRevision: db.NO_STREAM })).toEqual(first);
  expect(await client.appendToStream(stream, event, insisting)).toMatchObject({ nextExpectedRevision: 1n });
});
