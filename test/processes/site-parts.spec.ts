import { PostgresEventStore } from '@app/event-store';
import { PostgresCheckpoints } from '@app/processes';
import { openReadModels } from '@app/projecting';
import { readModelEntities } from '@app/runtime';

import type { DataSource } from 'typeorm';
import { createWorker } from '../../apps/worker/src/index.js';
import { testDatabase } from '../support/postgres.js';
import { recorder } from '../support/record.js';
import { until } from '../support/until.js';

let database: Awaited<ReturnType<typeof testDatabase>>;
let eventStore: PostgresEventStore;
let readModels: DataSource;
let record: ReturnType<typeof recorder>;
beforeEach(async () => {
  database = await testDatabase();
  eventStore = await PostgresEventStore.open({ connectionString: database.url });
  readModels = await openReadModels({ url: database.url, entities: readModelEntities });
  record = recorder(eventStore);
});
afterEach(async () => {
  await readModels?.destroy();
  await eventStore?.close();
  await database?.drop();
});

describe('a worker', () => {
  it('registers the parts of a split site, and goes on where the one before it ended', async () => {
    await split('parc-a');
    const first = await worker();
    await until(() => exists('parc-a-sud'));
    await first.close();
    const reached = (await new PostgresCheckpoints(readModels).read('site-parts')).position;
    expect(Number(reached)).toBeGreaterThanOrEqual(2);

    await split('parc-b');
    const second = await worker();
    await until(() => exists('parc-b-sud'));
    await second.close();
    expect(Number((await new PostgresCheckpoints(readModels).read('site-parts')).position)).toBeGreaterThan(Number(reached));
    for (const part of ['parc-a-nord', 'parc-a-sud', 'parc-b-nord', 'parc-b-sud']) expect(await revisions(part)).toEqual([0]);
  });

  it('beside another records once', async () => {
    const workers = await Promise.all([worker(), worker()]);
    const names = ['parc-a', 'parc-b', 'parc-c'];
    await Promise.all(names.map(split));
    for (const name of names) await until(() => exists(`${name}-sud`));
    await Promise.all(workers.map((one) => one.close()));
    for (const name of names) for (const half of ['nord', 'sud']) expect(await revisions(`${name}-${half}`)).toEqual([0]);
  });

  it('of a program that only reads records nothing', async () => {
    await split('parc-a');
    const head = await eventStore.head();
    await (await worker(false)).close();
    expect(await eventStore.head()).toBe(head);
    expect(await readModels.query(`SELECT to_regnamespace('processes') AS schema`)).toEqual([{ schema: null }]);
  });
});

describe('a checkpoint in PostgreSQL', () => {
  it('moves only from where it is', async () => {
    const checkpoints = new PostgresCheckpoints(readModels);
    await Promise.all([checkpoints.install(), checkpoints.install()]);
    expect(await checkpoints.read('site-parts')).toEqual({ position: null, mark: null });
    expect(await checkpoints.move('site-parts', '5', '6', 'mark of 6')).toBe(false);
    expect(await checkpoints.move('site-parts', null, '5', 'mark of 5')).toBe(true);
    expect(await checkpoints.move('site-parts', null, '9', 'mark of 9')).toBe(false);
    expect(await checkpoints.move('site-parts', '4', '9', 'mark of 9')).toBe(false);
    expect(await checkpoints.move('site-parts', '5', '6', 'mark of 6')).toBe(true);
    expect(await checkpoints.read('site-parts')).toEqual({ position: '6', mark: 'mark of 6' });
    expect(await checkpoints.read('another')).toEqual({ position: null, mark: null });
  });

  it('is moved by one of those who race for it', async () => {
    const checkpoints = new PostgresCheckpoints(readModels);
    await checkpoints.install();
    const moved = await Promise.all(
      Array.from({ length: 8 }, (_, index) => checkpoints.move('site-parts', null, String(index + 1), 'a mark')),
    );
    expect(moved.filter(Boolean)).toHaveLength(1);
  });
});

const worker = (reacts?: boolean) => createWorker({ eventStore, readModels, reacts, logger: false });

async function split(siteId: string): Promise<void> {
  await record('RegisterSite', { siteId, name: siteId, communeCode: '62119', siteKind: 'business-park' });
  const parts = ['nord', 'sud'].map((half) => ({ siteId: `${siteId}-${half}`, name: `${siteId} ${half}` }));
  await record('SplitSite', { siteId, occurred: '2023', parts });
}

async function revisions(siteId: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { revision } of eventStore.readStream(`site-${siteId}`)) found.push(revision);
  return found;
}

const exists = async (siteId: string) => (await revisions(siteId)).length > 0;
