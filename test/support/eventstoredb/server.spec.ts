import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import type * as Client from '@eventstore/db-client';
import { startTestServer, type TestEventStoreDb } from './index.js';

const { EventStoreDBClient, jsonEvent, streamNameFilter, NO_STREAM, WrongExpectedVersionError } = createRequire(import.meta.url)(
  '@eventstore/db-client',
) as typeof Client;

let server: TestEventStoreDb;
let client: Client.EventStoreDBClient;

beforeAll(async () => {
  server = await startTestServer();
  client = EventStoreDBClient.connectionString(server.url);
});
afterAll(async () => {
  await client.dispose();
  await server.close();
});

const happened = (n: number) => jsonEvent({ id: randomUUID(), type: 'SiteRegistered', data: { n } });

it('appends and reads back', async () => {
  const appended = await client.appendToStream('site-1', [happened(1), happened(2)], { expectedRevision: NO_STREAM });
  expect(appended).toMatchObject({ success: true, nextExpectedRevision: 1n });
  const read = [];
  for await (const { event } of client.readStream('site-1')) read.push(event?.data);
  expect(read).toEqual([{ n: 1 }, { n: 2 }]);
  const all = [];
  for await (const { event } of client.readAll()) all.push(event!);
  expect(all.at(-1)!.position).toEqual(appended.position);
  expect(all.map(({ streamId }) => streamId)).toContain('$users');
});

it('says which version it found', async () => {
  const error = await client.appendToStream('site-1', happened(3), { expectedRevision: 7n }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(WrongExpectedVersionError);
  expect(error).toMatchObject({ streamName: 'site-1', expectedVersion: 7n, actualVersion: 1n });
});

it('subscribes to the log with a filter', async () => {
  const seen: unknown[] = [];
  const checkpoints: Client.Position[] = [];
  const subscription = client.subscribeToAll({
    filter: streamNameFilter({
      prefixes: ['site-'],
      checkpointReached: async (_, position) => {
        checkpoints.push(position);
      },
    }),
  });
  subscription.on('data', ({ event }) => seen.push(event?.data));
  await new Promise((resolve) => subscription.once('caughtUp', resolve as () => void));
  expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
  expect(checkpoints).toHaveLength(1);
  const live = new Promise((resolve) => subscription.on('data', resolve));
  await client.appendToStream('site-2', happened(4));
  await live;
  expect(seen).toHaveLength(3);
  await subscription.unsubscribe();
});
