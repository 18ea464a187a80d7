import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { db, failureOf, freshStream, happened, numbersIn } from './against.js';
import { selfSigned, startTestServer, type TestEventStoreDb } from './index.js';

let server: TestEventStoreDb;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palimpseste-tls-'));
  const certificate = selfSigned();
  await writeFile(join(folder, 'ca.crt'), certificate.certificate);
  server = await startTestServer({ tls: certificate, users: { admin: 'p:ss@word' } });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function asUser<T>(user: string, act: (client: InstanceType<typeof db.EventStoreDBClient>) => Promise<T>): Promise<T> {
  const url = `esdb://${user}127.0.0.1:${server.port}?tls=true&tlsCAFile=${encodeURIComponent(join(folder, 'ca.crt'))}`;
  const client = db.EventStoreDBClient.connectionString(url);
  try {
    return await act(client);
  } finally {
    await client.dispose();
  }
}

it('lets in who has the password', async () => {
  const stream = freshStream();
  await asUser('admin:p%3Ass%40word@', async (client) => {
    expect(await client.appendToStream(stream, happened(1))).toMatchObject({ nextExpectedRevision: 0n });
    expect(await numbersIn(client, stream)).toEqual([1]);
  });
});

it.each([
  ['a wrong password', 'admin:wrong@'],
  ['an unknown user', 'toString:wrong@'],
  ['no user at all', ''],
])('keeps out who comes with %s', async (_, user) => {
  const stream = freshStream();
  await asUser(user, async (client) => {
    const credentials = { username: 'admin', password: 'wrong' };
    const calls = [
      () => client.appendToStream(stream, happened(1)),
      () => client.appendToStream(stream, happened(1), { credentials }),
      () => numbersIn(client, stream),
      () => client.deleteStream(stream),
    ];
    for (const call of calls) expect(await failureOf(call())).toBeInstanceOf(db.AccessDeniedError);
  });
});

it('is not believed without its certificate', async () => {
  const client = db.EventStoreDBClient.connectionString(server.url);
  expect(await failureOf(client.appendToStream(freshStream(), happened(1)))).toMatchObject({ code: 14 });
  await client.dispose();
});
