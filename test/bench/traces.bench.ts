import { PostgresEventStore, type EventStore } from '@app/event-store';
import { Tokens } from '@app/http';
import { newEventId } from '@app/kernel';
import { measured, Metrics } from '@app/observability';
import { subjectOfKind } from '@app/domain';
import { openReadModels, ProjectionRunner } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';
import { Tracing } from '../../libs/observability/tracing.js';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { compare, type BenchEntry, type Measured } from './compare.js';
import { Database } from './database.js';
import { some, type BenchOptions } from './options.js';
import { sampleEvent } from './sample.js';
import { Program } from '../support/programs.js';
import { owned } from '../support/children.js';

const CLIENTS = 16;
const ROUNDS = 9;

/** What it costs to trace: the same work with every trace kept and sent, and with none. */
export async function tracesBench(url: string, options: BenchOptions): Promise<BenchEntry[]> {
  const collector = owned(fork(fileURLToPath(new URL(`./collector-server${extname(import.meta.url)}`, import.meta.url))));
  const database = await Database.create(url);
  try {
    const [endpoint] = (await once(collector, 'message')) as [string];
    return [await appends(database.url, endpoint, options), ...(await requests(database.url, endpoint, options))];
  } finally {
    collector.disconnect();
    await database.drop();
  }
}

async function appends(url: string, endpoint: string, options: BenchOptions): Promise<BenchEntry> {
  const store = await PostgresEventStore.open({ connectionString: url });
  const tracing = new Tracing(`${endpoint}/v1/traces`, 'bench');
  const entry = await compare({
    name: `append with traces against without, ${CLIENTS} clients`,
    unit: 'appends/s',
    target: 0.9,
    rounds: some(ROUNDS, options),
    ours: appending(measured(store, new Metrics(), tracing), some(300, options)),
    raw: appending(measured(store, new Metrics()), some(300, options)),
  });
  await tracing.close();
  await store.close();
  return entry;
}

const appending = (store: EventStore, each: number): Measured =>
  manyTimes(each, async (streamId, revision) => {
    await store.append([{ streamId, expected: revision === 0 ? 'none' : revision - 1, events: [sampleEvent()] }]);
  });

/** Two api programs as they are deployed, on the same database; only one of them is told of the collector. */
async function requests(url: string, endpoint: string, options: BenchOptions): Promise<BenchEntry[]> {
  const token = await prepared(url);
  const environment = { DATABASE_URL: url, PALIMPSESTE_SECRET: randomBytes(32).toString('hex') };
  const traced = await Program.start('api', 'traced', { ...environment, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  const plain = await Program.start('api', 'plain', environment);
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const body = JSON.stringify({ sources: [{ documentId: 'accord-2023' }], name: 'Usine', communeCode: '62119', siteKind: 'plant' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': body.length };
  const recording = ({ address }: Program) =>
    manyTimes(some(50, options), async () => {
      await ask(`${address}/api/v1/sites/${newEventId()}/registration`, { agent, method: 'POST', headers }, body, 201);
    });
  const asking = ({ address }: Program) =>
    manyTimes(some(100, options), () => ask(`${address}/api/v1/sites?limit=1`, { agent }, undefined, 200));
  try {
    await Promise.all([traced, plain].map(answers));
    const common = { rounds: some(ROUNDS, options), target: 0.9 };
    const name = (what: string) => `${what} over HTTP with traces against without, ${CLIENTS} clients`;
    return [
      await compare({ ...common, name: name('facts'), unit: 'facts/s', ours: recording(traced), raw: recording(plain) }),
      await compare({ ...common, name: name('reads'), unit: 'reads/s', ours: asking(traced), raw: asking(plain) }),
    ];
  } finally {
    agent.destroy();
    await Promise.all([traced.kill(), plain.kill()]);
  }
}

/** Every client does it so many times, one after the other, on a stream of its own. */
const manyTimes =
  (each: number, work: (streamId: string, index: number) => Promise<void>): Measured =>
  async (timed) => {
    const client = async () => {
      const streamId = `site-${newEventId()}`;
      for (let index = 0; index < each; index++) await work(streamId, index);
    };
    await timed(() => Promise.all(Array.from({ length: CLIENTS }, client)));
    return CLIENTS * each;
  };

async function ask(address: string, options: object, body: string | undefined, expected: number): Promise<void> {
  const asked = request(address, options);
  asked.end(body);
  const [response] = await once(asked, 'response');
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== expected) throw new Error(`${address} answered ${response.statusCode}, not ${expected}`);
}

/** Makes the tables of the read models, which stay as they are: nobody projects. Answers an officer's token. */
async function prepared(url: string): Promise<string> {
  const readModels = await openReadModels({ url, entities: readModelEntities });
  const store = await PostgresEventStore.open({ connectionString: url });
  const projecting = new ProjectionRunner(readModels, store, readModelProjections, subjectOfKind);
  await projecting.start();
  await projecting.stop();
  await store.close();
  const tokens = new Tokens(readModels);
  await tokens.install();
  const { token } = await tokens.create('officer', 'bench');
  await readModels.destroy();
  return token;
}

async function answers({ address }: Program): Promise<void> {
  while (!(await fetch(`${address}/health/live`).catch(() => undefined))?.ok) await delay(50);
}
