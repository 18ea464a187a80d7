import { nodeCryptography, openCheckpoint, StoredTree, verifyLog } from '@app/audit';
import { openEventStore, transfer, type EventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { samples } from '../../libs/event-store/contract/samples.js';
import { Sealing, trust } from '../support/audit.js';
import { anyServer, freshAddress } from '../support/event-store-db.js';
import { testDatabase } from '../support/postgres.js';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

let system: RecordingSystem;
let server: Awaited<ReturnType<typeof anyServer>>;
let database: Awaited<ReturnType<typeof testDatabase>>;
let stores: EventStore[];
beforeAll(async () => {
  [system, server, database] = await Promise.all([recordingSystem(false), anyServer(), testDatabase()]);
  stores = [system.store, await openEventStore(freshAddress(server.url)), await openEventStore(database.url)];
});
afterAll(async () => {
  for (const store of stores?.slice(1) ?? []) await store.close();
  await system?.close();
  await server?.close();
  await database?.drop();
});

it('PostgreSQL to EventStoreDB and back: every leaf stays, and the log goes on under the same roots', async () => {
  const [first, second, third] = stores as [EventStore, EventStore, EventStore];
  // Some through the command runner, with their nonce; some without one.
  await system.record('RegisterSite', { siteId: 'metaleurop', name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' });
  await append(first, 400);
  let sealing = await Sealing.start(system.source, first);
  await sealing.reaches(401);
  await sealing.pause();
  const before = openCheckpoint((await sealing.log.latest())!.note, trust, nodeCryptography);
  for (const [from, to, size] of [
    [first, second, 431],
    [second, third, 461],
  ] as const) {
    await transfer(from, to);
    const memory = sealing.memory;
    sealing = await Sealing.start(system.source, to, { memory });
    await append(to, 30);
    await sealing.reaches(size);
    expect(sealing.alarms).toEqual([]);
    expect(await new StoredTree(401, sealing.log, nodeCryptography.sha256).root()).toEqual(before.root);
    const verified = await verifyLog({ store: to, log: sealing.log, trust, cryptography: nodeCryptography });
    expect(verified).toMatchObject({ size, events: size, findings: [] });
    await sealing.pause();
    // And an event is found where it lies now.
    let index = 0;
    for await (const { eventId, position } of to.readAll({ limit: 300 }))
      if ([0, 255, 256, 299].includes(index++))
        expect(await sealing.log.indexOf(eventId, position, (a, b) => to.compare(a, b))).toBe(index - 1);
  }
});

const append = (store: EventStore, events: number) =>
  store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: samples(events, 'SiteClosed') }]);
