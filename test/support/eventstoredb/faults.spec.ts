import { randomUUID } from 'node:crypto';
import { db, failureOf, freshStream, happened, numbersIn, type Connected } from './against.js';
import { startTestServer, type Fault, type TestEventStoreDb } from './index.js';
import { until } from '../until.js';

let server: TestEventStoreDb;
let client: Connected;

beforeEach(async () => {
  server = await startTestServer();
  client = db.EventStoreDBClient.connectionString(server.url);
});
afterEach(async () => {
  await client.dispose();
  await server.close();
});

const stored = (stream: string) => server.events().filter((event) => event.stream === stream).length;
const alone = { credentials: { username: 'admin', password: 'changeit' } };

describe('an append', () => {
  it.each<[Fault, object, number]>([
    ['cut-before', { type: 'unavailable' }, 0],
    ['cut-after-write', { type: 'unavailable' }, 1],
    ['cut-mid', { type: 'unavailable' }, 1],
    ['refuse', { type: 'unavailable' }, 0],
    ['not-ready', { type: 'unknown', message: expect.stringContaining('Server Is Not Ready') }, 0],
    ['too-busy', { type: 'unknown', message: expect.stringContaining('Server Is Busy') }, 0],
    ['no-leader', { type: 'unknown', message: expect.stringContaining('No leader info available in response') }, 0],
    ['deny', { type: 'access-denied' }, 0],
    ['timeout', { type: 'deadline-exceeded' }, 0],
    ['timeout-after-write', { type: 'deadline-exceeded' }, 1],
    ['unknown', { type: 'unknown' }, 0],
  ])('that meets %s fails, and is stored or not', async (fault, error, events) => {
    const stream = freshStream();
    const armed = server.faults.next('append', fault);
    expect(await failureOf(client.appendToStream(stream, happened(1)))).toMatchObject(error);
    await armed.hit;
    expect(stored(stream)).toBe(events);
  });

  it.each<[Fault, object, number]>([
    ['cut-before', { type: 'unavailable' }, 0],
    ['cut-after-write', { type: 'unavailable' }, 1],
    ['not-ready', { type: 'unavailable', message: expect.stringContaining('Server Is Not Ready') }, 0],
    ['too-busy', { type: 'unavailable', message: expect.stringContaining('Server Is Too Busy') }, 0],
    ['not-leader', { type: 'not-leader' }, 0],
    ['deny', { type: 'access-denied' }, 0],
    ['timeout-after-write', { type: 'timeout' }, 1],
    ['unknown', { type: 'unknown' }, 0],
  ])('in the older call that meets %s fails, and is stored or not', async (fault, error, events) => {
    const stream = freshStream();
    const armed = server.faults.next('append', fault);
    expect(await failureOf(client.appendToStream(stream, happened(1), alone))).toMatchObject(error);
    await armed.hit;
    expect(stored(stream)).toBe(events);
  });

  it('that meets a node which disowns its lead is told who leads', async () => {
    server.faults.next('append', 'not-leader');
    const error = await failureOf(client.appendToStream(freshStream(), happened(1)));
    expect(error).toMatchObject({ type: 'not-leader', leader: { address: '127.0.0.1', port: server.port } });
  });

  it('that hangs is done when it is let go, with those behind it', async () => {
    const stream = freshStream();
    // A fresh client may send its second append before its first.
    await client.appendToStream(freshStream(), happened(0));
    const armed = server.faults.next('append', 'hang');
    const first = client.appendToStream(stream, happened(1));
    const second = client.appendToStream(stream, happened(2));
    await armed.hit;
    expect(stored(stream)).toBe(0);
    armed.release();
    expect([(await first).nextExpectedRevision, (await second).nextExpectedRevision]).toEqual([0n, 1n]);
  });

  it('whose answer hangs is stored', async () => {
    const stream = freshStream();
    const armed = server.faults.next('append', 'hang-after-write');
    const late = client.appendToStream(stream, happened(1));
    await armed.hit;
    expect(stored(stream)).toBe(1);
    armed.release();
    expect(await late).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('may be done after its caller has left', async () => {
    const stream = freshStream();
    const armed = server.faults.next('append', 'late-write');
    const leaving = failureOf(client.appendToStream(stream, happened(1)));
    await armed.hit;
    await client.dispose();
    expect(await leaving).toBeInstanceOf(Error);
    armed.release();
    await until(() => stored(stream) === 1);
  });

  it('that was lost, or its answer, leaves the others alone', async () => {
    const stream = freshStream();
    const lost = [server.faults.next('append', 'lose-request'), server.faults.next('append', 'lose-answer')];
    const settled: string[] = [];
    for (const n of [1, 2])
      client.appendToStream(stream, happened(n)).then(
        () => settled.push('done'),
        () => settled.push('failed'),
      );
    await Promise.all(lost.map(({ hit }) => hit));
    expect(await client.appendToStream(stream, happened(3))).toMatchObject({ nextExpectedRevision: 1n });
    expect(settled).toEqual([]);
    // They are pending in the client: the end of the connection ends them.
    await server.stop();
    await until(() => settled.length === 2);
    expect(settled).toEqual(['failed', 'failed']);
  });

  it('that hung on a server which was stopped is never done', async () => {
    const stream = freshStream();
    const armed = server.faults.next('append', 'hang');
    const hanging = failureOf(client.appendToStream(stream, happened(1)));
    await armed.hit;
    await server.restart();
    armed.release();
    expect(await hanging).toMatchObject({ type: 'unavailable' });
    expect(stored(stream)).toBe(0);
  });

  it('is slow for as long as it is told to be', async () => {
    server.faults.next('append', 'slow:60');
    const started = performance.now();
    await client.appendToStream(freshStream(), happened(1));
    expect(performance.now() - started).toBeGreaterThan(55);
  });

  it('is answered late or past its deadline with a time-out', async () => {
    const expired = client.appendToStream(freshStream(), happened(1), { deadline: -1_000 });
    expect(await failureOf(expired)).toMatchObject({ type: 'deadline-exceeded' });
  });

  it('meets a fault only on its stream, after so many, as often as told', async () => {
    const stream = freshStream();
    const armed = server.faults.next('append', 'deny', { stream, after: 1, times: 2 });
    const results = [];
    for (const name of ['other-1', stream, stream, stream, stream])
      results.push(
        await client.appendToStream(name, happened(1)).then(
          () => 'done',
          () => 'denied',
        ),
      );
    expect(results).toEqual(['done', 'done', 'denied', 'denied', 'done']);
    expect(armed.hits).toBe(2);
  });

  it('without an exact revision is not recognised after a restart, with one it is', async () => {
    const stream = freshStream();
    const event = happened(1);
    await client.appendToStream(stream, event);
    await server.restart();
    await until(() => server.isRunning);
    const again = async () => {
      for (;;) {
        const done = await client.appendToStream(stream, event).catch(() => undefined);
        if (done) return done;
      }
    };
    expect(await again()).toMatchObject({ nextExpectedRevision: 1n });
    expect(await client.appendToStream(stream, event, { expectedRevision: db.NO_STREAM })).toMatchObject({ nextExpectedRevision: 0n });
  });
});

describe('a read', () => {
  beforeEach(async () => {
    await client.appendToStream(
      'site-1',
      [0, 1, 2, 3, 4].map((n) => happened(n)),
    );
  });

  it.each<[Fault, object]>([
    ['cut-before', { type: 'unavailable' }],
    ['cut-after:2', { type: 'unavailable' }],
    ['cancel-after:2', { type: 'cancelled' }],
    ['reset-after:2', { type: 'unknown', code: 13 }],
    ['not-ready', { type: 'unavailable', message: expect.stringContaining('Server Is Not Ready') }],
    ['too-busy', { type: 'unavailable' }],
    ['not-leader', { type: 'not-leader' }],
    ['deny', { type: 'access-denied' }],
    ['timeout', { type: 'timeout' }],
  ])('that meets %s fails', async (fault, error) => {
    const armed = server.faults.next('read', fault, { stream: 'site-1' });
    expect(await failureOf(numbersIn(client, 'site-1'))).toMatchObject(error);
    await armed.hit;
    expect(await numbersIn(client, 'site-1')).toHaveLength(5);
  });

  it.each<Fault>(['stall-after:2', 'hang'])('that meets %s goes on when it is let go', async (fault) => {
    const armed = server.faults.next('read', fault);
    const reading = numbersIn(client, 'site-1');
    await armed.hit;
    armed.release();
    expect(await reading).toHaveLength(5);
  });
});

describe('a subscription', () => {
  const follow = () => {
    const seen = { numbers: [] as unknown[], error: undefined as unknown, ended: false, caughtUp: 0 };
    const subscription = client.subscribeToAll({ filter: db.streamNameFilter({ prefixes: ['site-'] }) });
    subscription.on('data', ({ event }) => seen.numbers.push((event?.data as { n: number }).n));
    subscription.on('error', (error) => (seen.error = error));
    subscription.on('end', () => (seen.ended = true));
    subscription.on('caughtUp', () => (seen.caughtUp += 1));
    return seen;
  };
  beforeEach(async () => {
    await client.appendToStream(
      'site-1',
      [0, 1, 2].map((n) => happened(n)),
    );
  });

  it.each<[Fault, object, unknown[]]>([
    ['cut-after:2', { type: 'unavailable' }, [0, 1]],
    ['cancel-after:2', { type: 'cancelled' }, [0, 1]],
    ['cancel-after:3', { type: 'cancelled' }, [0, 1, 2]],
    ['not-ready', { type: 'unavailable' }, []],
    ['not-leader', { type: 'not-leader' }, []],
  ])('that meets %s ends with an error, after what came before', async (fault, error, numbers) => {
    server.faults.next('subscribe', fault, { stream: '$all' });
    const seen = follow();
    await until(() => seen.error !== undefined);
    expect(seen.error).toMatchObject(error);
    expect(seen.numbers).toEqual(numbers);
  });

  it('that stalls goes on when it is let go', async () => {
    const armed = server.faults.next('subscribe', 'stall-after:1');
    const seen = follow();
    await armed.hit;
    await until(() => seen.numbers.length === 1);
    await client.appendToStream('site-1', happened(3));
    expect(seen.numbers).toEqual([0]);
    armed.release();
    await until(() => seen.numbers.length === 4);
  });

  it('breaks while live', async () => {
    server.faults.next('subscribe', 'cut-after:4');
    const seen = follow();
    await until(() => seen.caughtUp === 1);
    await client.appendToStream('site-1', happened(3));
    await until(() => seen.error !== undefined);
    expect(seen.numbers).toEqual([0, 1, 2, 3]);
  });

  it('ends with a server that shuts down', async () => {
    const seen = follow();
    await until(() => seen.caughtUp === 1);
    await server.shutDown();
    await until(() => seen.error !== undefined);
    expect(seen.error).toMatchObject({ type: 'unknown', code: 13, message: expect.stringContaining('without gRPC status') });
    expect(server.isRunning).toBe(false);
  });

  it('ends with the server, and only tells of an error', async () => {
    const seen = follow();
    await until(() => seen.caughtUp === 1);
    await server.stop();
    await until(() => seen.error !== undefined);
    expect(seen.error).toMatchObject({ type: 'unavailable' });
    expect(seen.ended).toBe(false);
  });
});

describe('a node', () => {
  it('that is stopped refuses; started again it has the same port and log', async () => {
    const stream = freshStream();
    const { port } = server;
    await client.appendToStream(stream, happened(1));
    await server.stop();
    const refused = db.EventStoreDBClient.connectionString(server.url);
    // A fresh connection that is refused fails with what gRPC says: no type.
    expect(await failureOf(refused.appendToStream(stream, happened(2)))).toMatchObject({ code: 14 });
    await server.start();
    expect(server.port).toBe(port);
    const again = db.EventStoreDBClient.connectionString(server.url);
    expect(await again.appendToStream(stream, happened(3))).toMatchObject({ nextExpectedRevision: 1n });
    await Promise.all([again.dispose(), refused.dispose()]);
  });

  it('that is frozen answers nothing, and everything once thawed', async () => {
    const stream = freshStream();
    await client.appendToStream(stream, happened(1));
    server.freeze();
    let settled = false;
    const frozen = client.appendToStream(stream, happened(2), { deadline: 60_000 }).finally(() => (settled = true));
    // Alone in its call an append keeps its deadline.
    const patient = client.appendToStream(stream, happened(3), { ...alone, deadline: 60, expectedRevision: 99n });
    expect(await failureOf(patient)).toMatchObject({ type: 'deadline-exceeded' });
    expect([settled, stored(stream)]).toEqual([false, 1]);
    server.thaw();
    expect(await frozen).toMatchObject({ nextExpectedRevision: 1n });
  });

  it('that is not ready says so', async () => {
    server.setReady(false);
    const starting = failureOf(client.appendToStream(freshStream(), happened(1)));
    expect(await starting).toMatchObject({ type: 'unknown', message: expect.stringContaining('Server Is Not Ready') });
    expect(await failureOf(numbersIn(client, 'site-1'))).toMatchObject({ type: 'unavailable' });
    server.setReady(true);
    expect(await client.appendToStream(freshStream(), happened(1))).toMatchObject({ success: true });
  });

  it('that fails when it is asked what it can makes the first append fail, without a type', async () => {
    const armed = server.faults.next('features', 'not-ready');
    const error = await failureOf(client.appendToStream(freshStream(), happened(1)));
    expect(error).toMatchObject({ code: 14, details: 'Server Is Not Ready' });
    expect(error).not.toHaveProperty('type');
    expect(armed.hits).toBe(1);
  });

  it('takes no fault that makes no sense', () => {
    expect(() => server.faults.next('read', 'duplicate-answer')).toThrow(RangeError);
    expect(() => server.faults.next('append', 'cut-after:2')).toThrow(RangeError);
  });

  it('can lack BatchAppend: the client takes the older call', async () => {
    const old = await startTestServer({ batchAppend: false });
    const other = db.EventStoreDBClient.connectionString(old.url);
    old.faults.next('append', 'too-busy');
    expect(await failureOf(other.appendToStream('site-1', happened(1)))).toMatchObject({ type: 'unavailable' });
    expect(await other.appendToStream('site-1', happened(1, randomUUID()))).toMatchObject({ nextExpectedRevision: 0n });
    await other.dispose();
    await old.close();
  });
});
