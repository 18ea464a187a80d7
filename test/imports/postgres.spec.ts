import { subjects } from '@app/domain';
import { installEventStore, openEventStore, type EventStore } from '@app/event-store';
import { loadFiles, readDataFiles } from '@app/imports';
import { testDatabase } from '../support/postgres.js';

describe('the story of the Artois on PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: EventStore;
  beforeAll(async () => {
    database = await testDatabase();
    await installEventStore(database.url);
    store = await openEventStore(database.url);
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('is recorded once by two who load it at the same time', async () => {
    const files = await readDataFiles(['data/artois']);
    const [one, other] = await Promise.all([loadFiles(files, { store, subjects }), loadFiles(files, { store, subjects })]);
    expect([one.refused, other.refused]).toEqual([[], []]);
    expect(one.recorded + other.recorded).toBe(one.entries);
    expect(one.repeated + other.repeated).toBe(one.entries);
    const commands = [];
    for await (const { meta } of store.readAll()) commands.push((JSON.parse(meta) as { commandId: string }).commandId);
    expect(commands).toHaveLength(one.entries);
    expect(new Set(commands).size).toBe(one.entries);
  }, 60_000);
});
