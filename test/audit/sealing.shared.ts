import { encodeLogEntry, GrowingTree, nodeCryptography, openCheckpoint, saltOf, StoredTree, TreeHasher, verifyInclusion } from '@app/audit';
import type { StoredEvent } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { freshStream, sample } from '../../libs/event-store/contract/samples.js';
import { ORIGIN, Sealing, signer, trust } from '../support/audit.js';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

const { sha256 } = nodeCryptography;

/** What sealing keeps, whatever the store. */
export function sealingKeeps(): void {
  let system: RecordingSystem;
  let sealing: Sealing;
  beforeEach(async () => {
    system = await recordingSystem(false);
    sealing = await Sealing.start(system.source, system.store);
  });
  afterEach(async () => {
    await sealing?.close();
    await system?.close();
  });

  it('makes of every event a leaf, in order, under a signed root that anybody can compute', async () => {
    await record(system, 3);
    await append(system, 600);
    await sealing.reaches(603);
    const events = await all(system);
    const leaves = new TreeHasher(sha256);
    const tree = new GrowingTree(sha256);
    for (const event of events) tree.append(leaves.leaf(encodeLogEntry(event, nonceIn(event) ?? signer.nonceFor(event.eventId), sha256)));
    const checkpoint = openCheckpoint((await sealing.log.latest())!.note, trust, nodeCryptography);
    expect(checkpoint).toMatchObject({ origin: ORIGIN, size: 603, root: tree.root() });
    expect(await new StoredTree(603, sealing.log, sha256).root()).toEqual(tree.root());
  });

  it('keeps the entries as they are served, and finds that of an event', async () => {
    await append(system, 300);
    await record(system, 1);
    await sealing.reaches(301);
    const events = await all(system);
    for (const index of [0, 255, 256, 300]) {
      const event = events[index]!;
      expect(await sealing.log.indexOf(event.eventId, event.position, system.store.compare.bind(system.store))).toBe(index);
      const bundle = await sealing.log.bundle(Math.floor(index / 256));
      expect(bundle!.entries[index % 256]).toMatchObject({ eventId: event.eventId, recordedAt: event.recordedAt });
      const proof = await new StoredTree(301, sealing.log, sha256).inclusionProof(index);
      const entry = encodeLogEntry(event, nonceIn(event) ?? signer.nonceFor(event.eventId), sha256);
      const { root } = openCheckpoint((await sealing.log.latest())!.note, trust, nodeCryptography);
      expect(() => verifyInclusion(index, new TreeHasher(sha256).leaf(entry), { size: 301, root }, proof, sha256)).not.toThrow();
    }
    expect(await sealing.log.indexOf(newEventId(), events[5]!.position, system.store.compare.bind(system.store))).toBeUndefined();
  });

  it('keeps the nonce of what was recorded without one, and of nothing else', async () => {
    await record(system, 1);
    const [without] = await append(system, 1);
    await sealing.reaches(2);
    const events = await all(system);
    expect(await sealing.log.nonces(events.map(({ eventId }) => eventId))).toEqual(new Map([[without, signer.nonceFor(without!)]]));
    expect(nonceIn(events[0]!)).toHaveLength(16);
    expect(saltOf(nonceIn(events[0]!)!, sha256)).not.toEqual(nonceIn(events[0]!));
  });

  it('signs at least each 1,000 events', async () => {
    await sealing.pause();
    await append(system, 2_300);
    sealing.resume();
    await sealing.reaches(2_300);
    expect((await sealing.log.checkpoints({ limit: 10 })).map(({ size }) => size)).toEqual([2_300, 2_000, 1_000]);
  });

  it('goes on where it stopped, and two at once write each event once', async () => {
    await append(system, 50);
    await sealing.reaches(50);
    await sealing.pause();
    await append(system, 500);
    const other = await Sealing.start(system.source, system.store, { memory: sealing.memory });
    sealing.resume();
    for (let round = 0; round < 20; round++) await append(system, 30);
    await sealing.reaches(1_150);
    await other.close();
    expect([...sealing.alarms, ...sealing.faults, ...other.alarms, ...other.faults]).toEqual([]);
    const { root } = openCheckpoint((await sealing.log.latest())!.note, trust, nodeCryptography);
    expect(await new StoredTree(1_150, sealing.log, sha256).root()).toEqual(root);
    const ids = (await Promise.all([0, 1, 2, 3, 4].map(async (index) => (await sealing.log.bundle(index))!.entries))).flat();
    expect(ids.map(({ eventId }) => eventId)).toEqual((await all(system)).map(({ eventId }) => eventId));
  });

  it('comes to the same root again when it was killed between signing and storing', async () => {
    await append(system, 20);
    await sealing.reaches(20);
    await sealing.pause();
    const later = (await sealing.log.latest())!.note;
    // As if the last transaction had never been: its note is remembered all the same.
    await system.source.query('TRUNCATE audit.log, audit.tile, audit.bundle, audit.checkpoint, audit.nonce');
    await append(system, 3);
    sealing.resume();
    await sealing.reaches(23);
    expect(sealing.alarms).toEqual([]);
    const older = openCheckpoint(later, trust, nodeCryptography);
    expect(await new StoredTree(20, sealing.log, sha256).root()).toEqual(older.root);
  });
}

/** Through the command runner, as people record. */
async function record({ record }: RecordingSystem, sites: number): Promise<void> {
  for (let site = 0; site < sites; site++)
    await record('RegisterSite', { siteId: `usine-${newEventId()}`, name: 'Usine', communeCode: '62119', siteKind: 'plant' });
}

/** Straight into the store, without a nonce. */
async function append({ store }: RecordingSystem, events: number): Promise<string[]> {
  const made = Array.from({ length: events }, () => sample('SiteClosed', { jobsLost: 864 }));
  await store.append([{ streamId: freshStream(), expected: 'none', events: made }]);
  return made.map(({ eventId }) => eventId);
}

async function all({ store }: RecordingSystem): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of store.readAll()) events.push(event);
  return events;
}

function nonceIn({ meta }: StoredEvent): Uint8Array | undefined {
  const { nonce } = JSON.parse(meta) as { nonce?: string };
  return nonce === undefined ? undefined : new Uint8Array(Buffer.from(nonce, 'hex'));
}
