import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import {
  decodeDisclosure,
  disclose,
  encodeDisclosure,
  envelopeOf,
  formatTlogProof,
  nodeCryptography,
  openCheckpoint,
  parseTlogProof,
  StoredTree,
  verifyEventProof,
  verifyLog,
  type WrittenLog,
} from '@app/audit';
import { CommandRunner, openEventStore, transfer, type EventStore, type StoredEvent } from '@app/event-store';
import { newEventId, personMark, type Command } from '@app/kernel';
import { erasePerson } from '@app/operations';
import { FolderPersonKeys, MasterKey, Privacy } from '@app/privacy';
import { deskDecider, ReceiveRequest } from '@domain/desk';
import { ErasePerson } from '@domain/erasures';
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

describe('what was recorded of a person', () => {
  const jeanne = '3f0c9c52-6c1f-4a7e-9d3b-0d8f0f1f2a11';
  const PLAIN = /Lefebvre|06 12 34/;
  let recorded: RecordingSystem;
  let further: Awaited<ReturnType<typeof testDatabase>>;
  let onEventStoreDb: EventStore;
  let back: EventStore;
  let folder: string;
  let sealing: Sealing;
  beforeAll(async () => {
    [recorded, further, folder] = await Promise.all([
      recordingSystem(false),
      testDatabase(),
      mkdtemp(join(tmpdir(), 'palimpseste-moved-')),
    ]);
    [onEventStoreDb, back] = await Promise.all([openEventStore(freshAddress(server.url)), openEventStore(further.url)]);
    const command = plainToInstance(ReceiveRequest, {
      requestId: 'demande-1',
      requesterKind: 'other',
      topic: `${personMark(jeanne, 'Jeanne Lefebvre')} cherche un terrain`,
      contact: personMark(jeanne, '06 12 34 56 78'),
      reason: `appel de ${personMark(jeanne, 'Mme Lefebvre')}`,
    });
    const { store } = recorded;
    await new CommandRunner(store, (await privacyOver(store)).personal).run(deskDecider, issued(command));
    sealing = await Sealing.start(recorded.source, store);
    await sealing.reaches(1);
    await sealing.pause();
  });
  afterAll(async () => {
    await sealing?.close();
    for (const store of [onEventStoreDb, back]) await store?.close();
    await recorded?.close();
    await further?.drop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('moves sealed: leaf, proof and key hold in each store, and an erasure recorded in one holds in all', async () => {
    const { store: first, source: readModels } = recorded;
    const [place, backup] = [join(folder, 'keys'), join(folder, 'keys-backup')];
    const sealed = await requestIn(first);
    const proof = await proofIn(first, sealing.log);
    expect(sealed.data + sealed.meta).not.toMatch(PLAIN);
    expect(sealed.meta).toContain(jeanne);
    await cp(place, backup, { recursive: true });

    // To EventStoreDB: the same bytes under the same leaf, in a log that goes on, and open to whoever has the key.
    await moved(first, onEventStoreDb);
    expect(await opened(onEventStoreDb)).toMatch(/Jeanne Lefebvre.*06 12 34 56 78.*Mme Lefebvre/);

    // Erased there, then back on PostgreSQL: the register came along, and the event is still the same.
    const privacy = await privacyOver(onEventStoreDb);
    const erasure = { personId: jeanne, reason: 'Demande de la personne', legalBasis: 'RGPD, article 17, 1, b' };
    const command = issued(Object.assign(new ErasePerson(), erasure));
    const runner = new CommandRunner(onEventStoreDb, privacy.personal);
    expect(await erasePerson({ eventStore: onEventStoreDb, readModels, privacy, runner }, command)).toMatchObject({ status: 'recorded' });
    await moved(onEventStoreDb, back);
    for (const store of [first, onEventStoreDb, back]) expect(await opened(store)).not.toMatch(PLAIN);
    // Keys from before the erasure read in the store that knows nothing of it, until they meet one that does.
    expect(await opened(first, backup)).toMatch(PLAIN);
    for (const store of [back, first]) expect(await opened(store, backup)).not.toMatch(PLAIN);

    async function moved(from: EventStore, to: EventStore): Promise<void> {
      const { events } = await transfer(from, to);
      sealing = await Sealing.start(recorded.source, to, { memory: sealing.memory });
      await append(to, 1);
      await sealing.reaches(events + 1);
      await sealing.pause();
      expect(sealing.alarms).toEqual([]);
      expect(await requestIn(to)).toEqual({ ...sealed, position: expect.any(String) });
      expect(await verifyLog({ store: to, log: sealing.log, trust, cryptography: nodeCryptography })).toMatchObject({
        size: events + 1,
        findings: [],
      });
      // The proof of before and the one of now tell the same event, sealed.
      for (const text of [proof, await proofIn(to, sealing.log)]) {
        const proven = verifyEventProof(text, trust, nodeCryptography);
        expect(proven).toMatchObject({ index: 0, disclosure: decodeDisclosure(parseTlogProof(proof).extra!) });
        expect(proven.disclosure.data).toBe(sealed.data);
      }
    }
  });

  const privacyOver = async (store: EventStore, place = join(folder, 'keys')) =>
    new Privacy(await FolderPersonKeys.open(place, new MasterKey(Buffer.alloc(32, 5))), store);

  async function requestIn(store: EventStore): Promise<StoredEvent> {
    for await (const event of store.readStream('request-demande-1', { limit: 1 })) return event;
    throw new Error('not recorded');
  }

  /** What the keys of a folder open of the request. */
  async function opened(store: EventStore, place?: string): Promise<string> {
    const [event] = await (await privacyOver(store, place)).personal.open([await requestIn(store)]);
    return event!.data + event!.meta;
  }

  /** A proof file as an auditor gets it. */
  async function proofIn(store: EventStore, log: WrittenLog): Promise<string> {
    const event = await requestIn(store);
    const [{ size, note }, index] = [
      (await log.latest())!,
      await log.indexOf(event.eventId, event.position, (a, b) => store.compare(a, b)),
    ];
    const hashes = await new StoredTree(size, log, nodeCryptography.sha256).inclusionProof(index!);
    const extra = encodeDisclosure(disclose(event, envelopeOf(event.meta).nonce!, true, nodeCryptography.sha256));
    return formatTlogProof({ extra, index: index!, hashes, checkpoint: note });
  }
});

const issued = <C extends Command>(command: C): C =>
  Object.assign(command, { issued: { commandId: newEventId(), actor: { id: 'officer-1', role: 'officer' }, correlationId: 'essai' } });

const append = (store: EventStore, events: number) =>
  store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: samples(events, 'SiteClosed') }]);
