import { openReadModels } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';

import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Database } from './database.js';
import { Program } from '../support/programs.js';

/** Milliseconds between two looks at the checkpoints. */
const LOOK_EVERY = 20;

/** The workers did not get so far in the time they were given. */
export class DidNotGetThere extends Error {
  constructor(what: string, seconds: number) {
    super(`${what} after ${Math.round(seconds)} s`);
    this.name = 'DidNotGetThere';
  }
}

/** Milliseconds for the workers to be up, and to have taken in what the store held before. */
const TO_START = 60_000;

/** Worker programs as they are deployed, over read models of their own that begin empty. */
export class WorkerPrograms {
  private constructor(
    private readonly database: Database,
    private readonly client: pg.Client,
    private readonly programs: readonly Program[],
  ) {}

  /**
   * Resolves when every worker owns its share of the projections, which have taken in what the store holds, up to `head`.
   * @throws {DidNotGetThere} when they are not there within a minute; nothing of them is left then
   */
  static async start(eventStoreUrl: string, head: number, count: number): Promise<WorkerPrograms> {
    const database = await Database.create(eventStoreUrl);
    const tables = await openReadModels({ url: database.url, entities: readModelEntities, projections: readModelProjections });
    await tables.destroy();
    const client = new pg.Client(database.url);
    await client.connect();
    const environment = {
      DATABASE_URL: database.url,
      EVENT_STORE_URL: eventStoreUrl,
      PALIMPSESTE_SECRET: randomBytes(32).toString('hex'),
    };
    const programs: Program[] = [];
    for (let number = 1; number <= count; number++) programs.push(await Program.start('worker', `worker ${number}`, environment));
    const workers = new WorkerPrograms(database, client, programs);
    try {
      const there = await workers.until(async () => (await workers.owners()) === count && (await workers.position()) >= head, TO_START);
      if (!there) throw new DidNotGetThere(`${count} worker(s) had not taken their share of ${head} earlier events`, TO_START / 1_000);
      return workers;
    } catch (error) {
      await workers.stop();
      throw error;
    }
  }

  /** The position that every projection has passed; 0 while one has not begun. */
  async position(): Promise<number> {
    const { rows } = await this.client.query<{ position: string | null }>(
      `SELECT coalesce(min(coalesce(position, '0')::bigint), 0)::text AS position FROM rm.projection WHERE status = 'live'`,
    );
    return Number(rows[0]!.position);
  }

  /** Looks until it is true, for so many milliseconds. Answers whether it was. */
  async until(isTrue: () => Promise<boolean>, patience: number): Promise<boolean> {
    for (const end = performance.now() + patience; performance.now() < end; await delay(LOOK_EVERY)) if (await isTrue()) return true;
    return false;
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.kill()));
    await this.client.end();
    await this.database.drop();
  }

  private async owners(): Promise<number> {
    const { rows } = await this.client.query<{ owners: number }>(
      `SELECT count(*)::int AS owners FROM rm.worker WHERE cardinality(owns) > 0`,
    );
    return rows[0]!.owners;
  }
}
