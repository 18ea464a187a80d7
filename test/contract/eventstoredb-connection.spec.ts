import { EventStoreDbStore } from '@app/event-store';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect, listen, sample, seeded } from '../../libs/event-store/contract/samples.js';
import { freshAddress } from '../support/event-store-db.js';
import { selfSigned, startTestCluster, startTestServer, type TestEventStoreDb } from '../support/eventstoredb/index.js';

const PASSWORD = 's3cret:@/x';

describe('a server behind TLS', () => {
  let server: TestEventStoreDb;
  let folder: string;
  const address = (user: string, options = `tlsCAFile=${encodeURIComponent(join(folder, 'ca.pem'))}`) =>
    freshAddress(`esdb://${user}127.0.0.1:${server.port}?${options}`);
  const opening = async (url: string) => {
    const store = await EventStoreDbStore.open({ url, persistence: 0 });
    await store.close();
  };

  beforeAll(async () => {
    const certificate = await selfSigned();
    folder = await mkdtemp(join(tmpdir(), 'palimpseste-tls-'));
    await writeFile(join(folder, 'ca.pem'), certificate.certificate);
    server = await startTestServer({ tls: certificate, users: { admin: PASSWORD } });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('lets in whom it knows, special characters and all', async () => {
    const store = await EventStoreDbStore.open({ url: address(`admin:${encodeURIComponent(PASSWORD)}@`) });
    await seeded(store, 2);
    expect(await collect(store.readAll())).toHaveLength(2);
    await store.close();
  });

  it.each([
    ['a wrong password', () => address('admin:wrong@'), /user and the password/],
    ['nobody', () => address(''), /user and the password/],
    ['an authority that is not named', () => address('admin:x@', 'tls=true'), /certificate is not trusted/],
  ])('refuses %s, and says what to mend', async (_, url, message) => {
    const error = await opening(url()).catch((refusal: Error) => refusal);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('wrong@');
  });

  it('keeps its password out of what the client says when it is asked to tell everything', async () => {
    const program = `
      const { openEventStore } = await import('./dist/libs/event-store/index.js');
      const store = await openEventStore(process.env.ADDRESS);
      await store.head();
      await store.close();
      process.exit(0);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, DEBUG: '*,esdb:*', ADDRESS: address(`admin:${encodeURIComponent(PASSWORD)}@`) },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(said).not.toMatch(/s3cret|czNjcmV0/);
  });
});

describe('a cluster', () => {
  it('is followed to its new leader: nothing lost, nothing twice, nobody told', async () => {
    const cluster = await startTestCluster();
    const store = await EventStoreDbStore.open({ url: freshAddress(cluster.url), deadline: 300, mostBackOff: 20 });
    const heard = listen(store, { after: null });
    await heard.until(({ kind }) => kind === 'caught-up');
    const { streamId } = await seeded(store);
    const written: string[] = [];
    let revision = 0;
    const append = async () => {
      const event = sample();
      const [result] = await store.append([{ streamId, expected: revision, events: [event] }]);
      revision = result!.revision;
      written.push(event.eventId);
    };
    for (const leader of [1, 2, 0]) {
      await append();
      const fallen = cluster.nodes.indexOf(cluster.leader!);
      await cluster.nodes[fallen]!.stop();
      cluster.electLeader(leader);
      for (let turn = 0; turn < 5; turn++) await append();
      await cluster.nodes[fallen]!.start();
    }
    await heard.until(() => heard.ids().length >= written.length + 1);
    expect(heard.ids().slice(1)).toEqual(written);
    expect((await collect(store.readStream(streamId))).slice(1).map(({ eventId }) => eventId)).toEqual(written);
    await heard.stop();
    await store.close();
    await cluster.close();
  });

  it('waits for a leader when there is none', async () => {
    const cluster = await startTestCluster();
    const store = await EventStoreDbStore.open({ url: freshAddress(cluster.url), deadline: 300, mostBackOff: 20 });
    await seeded(store);
    cluster.electLeader(undefined);
    const appending = seeded(store);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    cluster.electLeader(1);
    await expect(appending).resolves.toMatchObject({ result: { status: 'appended' } });
    await store.close();
    await cluster.close();
  });
});
