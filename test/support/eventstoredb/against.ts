import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Client from '@eventstore/db-client';
import { startTestServer } from './index.js';

export const db = createRequire(import.meta.url)('@eventstore/db-client') as typeof Client;
export type Connected = Client.EventStoreDBClient;
export type Position = Client.Position;

const { EVENTSTORE_URL } = process.env;

/** The same tests for the test server and, where EVENTSTORE_URL is set, for a real one: what differs is a mistake of the test server. */
export function describeServers(about: string, tests: (client: () => Connected) => void): void {
  const servers: [string, () => Promise<{ url: string; close(): Promise<void> }>][] = [['the test server', startTestServer]];
  if (EVENTSTORE_URL) servers.push(['a real server', async () => ({ url: EVENTSTORE_URL, close: async () => undefined })]);
  describe.each(servers)(`${about}: %s`, (_, start) => {
    let client: Connected;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const server = await start();
      client = db.EventStoreDBClient.connectionString(server.url);
      close = () => server.close();
    });
    afterAll(async () => {
      await client.dispose();
      await close();
    });
    tests(() => client);
  });
}

/** A name that no other run has used: a real server keeps what it gets. */
export const freshStream = (name = 'site'): string => `${name}${randomUUID().slice(0, 8)}-1`;

export const happened = (n: number, id: string = randomUUID()) => db.jsonEvent({ id, type: 'SiteRegistered', data: { n } });

export async function numbersIn(client: Connected, stream: string, options: Client.ReadStreamOptions = {}): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { event } of client.readStream<{ type: string; data: { n: number } } & Client.JSONEventType>(stream, options))
    found.push(event?.data.n);
  return found;
}

/** What a call that should fail failed with. */
export const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error,
  );
