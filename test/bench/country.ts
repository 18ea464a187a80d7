import { subjectOfKind } from '@app/domain';
import { PostgresEventStore, type StoredEvent } from '@app/event-store';
import { history } from '@app/generating';
import { openReadModels, rebuild } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Program } from '../support/programs.js';
import type { Bare } from './bare-server.js';
import type { Page } from './country-pages.js';
import { Database } from './database.js';
import { HttpClients } from './http-clients.js';
import { owned } from '../support/children.js';

/** A database that holds so many events of the generated history, recorded when they say, and two api programs over it. */
export class Country {
  private readonly pools: pg.Pool[] = [];

  private constructor(
    readonly events: number,
    private readonly database: Database,
    private readonly api: Program,
    private readonly reading: Program,
  ) {}

  static async make(server: string, events: number): Promise<Country> {
    const database = await Database.create(server);
    await fill(database.url, events);
    const start = async (environment: Readonly<Record<string, string>>) => {
      const secret = { DATABASE_URL: database.url, PALIMPSESTE_SECRET: randomBytes(32).toString('hex') };
      const api = await Program.start('api', `country of ${events}`, { ...secret, ...environment });
      while (!(await fetch(`${api.address}/health/live`).catch(() => undefined))?.ok) await delay(50);
      return api;
    };
    return new Country(events, database, await start({}), await start({ KEPT_ANSWERS_MB: '0' }));
  }

  /** Of the api as it is deployed. */
  clients(count: number): Promise<HttpClients> {
    return HttpClients.open(this.api.address, count);
  }

  /** Of one that keeps no answer and reads each. */
  readers(count: number): Promise<HttpClients> {
    return HttpClients.open(this.reading.address, count);
  }

  /** What the api answers, for a bare server to give. @throws {Error} when it answers something else */
  async answer(path: string): Promise<Omit<Bare, 'path'>> {
    const client = await this.clients(1);
    const { status, headers, body } = await client.one(path);
    client.close();
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${body.toString()}`);
    return { body: body.toString('base64'), etag: headers.get('etag')!, headers: Object.fromEntries([...headers].filter(isOfAnswer)) };
  }

  async bare(answer: Omit<Bare, 'path'>): Promise<BareServer> {
    return BareServer.start({ path: '/bare', ...answer });
  }

  /** Asks the page's query by hand so many times, by so many connections; answers how many times. */
  async queried(page: Page, times: number, connections: number): Promise<number> {
    const pool = this.pools[0] ?? new pg.Pool({ connectionString: this.database.url, max: connections });
    if (this.pools.length === 0) this.pools.push(pool);
    await Promise.all(
      Array.from({ length: connections }, async (_, first) => {
        for (let index = first; index < times; index += connections) await pool.query({ name: page.name, ...page.byHand(index) });
      }),
    );
    return times;
  }

  async close(): Promise<void> {
    for (const pool of this.pools) await pool.end();
    await this.api.kill();
    await this.reading.kill();
    await this.database.drop();
  }
}

/** What is not of the connection, nor of this moment. */
const isOfAnswer = ([name]: readonly [string, string]): boolean => !['connection', 'keep-alive', 'date', 'content-length'].includes(name);

class BareServer {
  readonly path = '/bare';

  private constructor(
    private readonly program: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(route: Bare): Promise<BareServer> {
    const program = owned(fork(fileURLToPath(new URL(`./bare-server${extname(import.meta.url)}`, import.meta.url))));
    program.send([route]);
    const [port] = (await once(program, 'message')) as [number];
    return new BareServer(program, port);
  }

  clients(count: number): Promise<HttpClients> {
    return HttpClients.open(`http://127.0.0.1:${this.port}`, count);
  }

  close(): void {
    this.program.disconnect();
  }
}

/** As a backup is put back, for record times that lie years apart; then every read model is made. */
async function fill(url: string, events: number): Promise<void> {
  const store = await PostgresEventStore.open({ connectionString: url });
  const source = await openReadModels({ url, entities: readModelEntities, projections: readModelProjections });
  try {
    await store.restore(stored(events));
    await rebuild(source, store, readModelProjections, subjectOfKind);
  } finally {
    await source.destroy();
    await store.close();
  }
}

function* stored(events: number): Generator<StoredEvent> {
  for (const event of history({ events })) yield { ...event, position: '' };
}
