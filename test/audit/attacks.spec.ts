import {
  nodeCryptography,
  openCheckpoint,
  packEntries,
  signCheckpoint,
  SigningKey,
  unpackEntries,
  verifyLog,
  type Verification,
} from '@app/audit';
import { newEventId } from '@app/kernel';
import pg from 'pg';
import { sample } from '../../libs/event-store/contract/samples.js';
import { Sealing, signer, trust } from '../support/audit.js';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

// Somebody who is master of the database, and not of the key: each attack is found, and told where.

let system: RecordingSystem;
let sealing: Sealing;
let attacker: pg.Client;
beforeEach(async () => {
  system = await recordingSystem(false);
  sealing = await Sealing.start(system.source, system.store);
  for (const size of [300, 600]) {
    await record(300);
    await sealing.reaches(size);
  }
  await sealing.pause();
  attacker = new pg.Client({ connectionString: (system.source.options as { url: string }).url });
  await attacker.connect();
  // Triggers and constraints do not stop who owns the server.
  await attacker.query('SET session_replication_role = replica');
  await attacker.query('CREATE SCHEMA backup');
});
afterEach(async () => {
  await attacker?.end();
  await sealing?.close();
  await system?.close();
});

it('a log that nobody touched holds, with what was kept elsewhere', async () => {
  const kept = (await sealing.memory.last())!;
  await record(5);
  expect(await verify([kept])).toEqual({ size: 600, events: 605, differing: 0, checkpoints: 2, given: 1, findings: [] });
});

it('one byte of a payload', async () => {
  await attacker.query(`UPDATE es.events SET data = replace(data, '864', '863') WHERE position = 421`);
  const id = await idAt(421);
  expect(await verify()).toMatchObject({ differing: 1, findings: [{ code: 'EVENT_DIFFERS', facts: { index: 420, eventId: id } }] });
  expect(await rung()).toMatchObject({ code: 'EVENT_DIFFERS', facts: { index: 420, eventId: id } });
  // It rings until the event is what it was, and then goes on.
  await attacker.query(`UPDATE es.events SET data = replace(data, '863', '864') WHERE position = 421`);
  await record(10);
  await sealing.reaches(610);
  expect(await sealing.log.state()).toMatchObject({ alarm: null });
});

it('the record time of an event', async () => {
  await attacker.query(`UPDATE es.events SET recorded_at = recorded_at - interval '1 microsecond' WHERE position = 17`);
  expect(await verify()).toMatchObject({
    differing: 1,
    findings: [{ code: 'EVENT_DIFFERS', facts: { index: 16, eventId: await idAt(17) } }],
  });
});

it('who recorded it', async () => {
  await attacker.query(`UPDATE es.events SET meta = replace(meta, 'contract', 'somebody') WHERE position = 300`);
  expect(await verify()).toMatchObject({ differing: 1, findings: [{ code: 'EVENT_DIFFERS', facts: { index: 299 } }] });
});

it('an event deleted', async () => {
  await attacker.query('DELETE FROM es.events WHERE position = 100');
  expect(await verify()).toMatchObject({
    differing: 500,
    findings: expect.arrayContaining([{ code: 'EVENT_DIFFERS', facts: { index: 99, eventId: await idAt(101) } }]),
  });
  expect(await rung()).toMatchObject({ code: 'EVENT_DIFFERS', facts: { index: 99 } });
});

it('two events swapped', async () => {
  await attacker.query('UPDATE es.events SET position = CASE position WHEN 257 THEN 100257 ELSE 100258 END WHERE position IN (257, 258)');
  await attacker.query('UPDATE es.events SET position = CASE position WHEN 100257 THEN 258 ELSE 257 END WHERE position > 100000');
  expect(await verify()).toMatchObject({
    differing: 2,
    findings: [{ code: 'EVENT_DIFFERS', facts: { index: 256, eventId: await idAt(257) } }],
  });
});

it('an event inserted', async () => {
  await attacker.query('UPDATE es.events SET position = position + 100000 WHERE position >= 50');
  await attacker.query('UPDATE es.events SET position = position - 99999 WHERE position > 100000');
  await attacker.query('UPDATE es.head SET position = position + 1');
  await attacker.query(
    `INSERT INTO es.events (position, revision, recorded_at, event_id, schema_version, stream_id, type, data, meta)
     SELECT 50, 0, recorded_at, $1, 1, 'site-invented', type, data, meta FROM es.events WHERE position = 49`,
    [newEventId()],
  );
  expect(await verify()).toMatchObject({
    events: 601,
    differing: 551,
    findings: expect.arrayContaining([{ code: 'EVENT_DIFFERS', facts: { index: 49, eventId: await idAt(50) } }]),
  });
});

it('the tail cut off', async () => {
  await cut(590);
  expect(await verify()).toMatchObject({ events: 590, findings: [{ code: 'STORE_SHORT', facts: { size: 600, held: 590 } }] });
  expect(await rung()).toMatchObject({ code: 'STORE_SHORT', facts: { size: 600, held: 590 } });
});

it('the tail cut off, and others recorded in its place', async () => {
  await cut(590);
  await record(30);
  expect(await rung()).toMatchObject({ code: 'EVENT_DIFFERS', facts: { index: 590 } });
  expect((await verify()).findings).toEqual([{ code: 'EVENT_DIFFERS', facts: { index: 590, eventId: await idAt(591) } }]);
});

it('the tail of both cut off: what was signed is remembered elsewhere', async () => {
  const kept = (await sealing.memory.last())!;
  await cut(300);
  await backLog(300);
  expect((await verify()).findings).toEqual([]);
  expect((await verify([kept])).findings).toEqual([{ code: 'LOG_SHORT', facts: { size: 600, held: 300 } }]);
  expect(await rung()).toMatchObject({ code: 'LOG_SHORT', facts: { size: 600, held: 300 } });
});

it('an old backup of everything put back, and carried on', async () => {
  const kept = (await sealing.memory.last())!;
  await cut(300);
  await backLog(300);
  await record(400);
  expect(await rung()).toMatchObject({ code: 'FORKED', facts: { size: 600 } });
  expect(await sealing.log.state()).toMatchObject({ size: 300, alarm: { code: 'FORKED' } });
  expect((await verify([kept])).findings).toEqual([{ code: 'LOG_SHORT', facts: { size: 600, held: 300 } }]);
});

it('events and tiles rewritten together', async () => {
  await attacker.query(`UPDATE es.events SET data = replace(data, '864', '1') WHERE position = 450`);
  await rewriteLog(signer);
  // Its checkpoints cannot be made anew: those that were signed are put back.
  await attacker.query('DELETE FROM audit.checkpoint');
  await attacker.query('INSERT INTO audit.checkpoint SELECT * FROM backup.checkpoint');
  expect((await verify()).findings).toEqual([{ code: 'ROOT_DIFFERS', facts: { size: 600, from: 300 } }]);
  expect(await rung()).toMatchObject({ code: 'TILES_DIFFER', facts: { size: 600 } });
});

it('the whole store replaced by a consistent rewrite, signed with another key', async () => {
  await attacker.query(`UPDATE es.events SET data = replace(data, '864', '1')`);
  await rewriteLog(SigningKey.fromSeed(signer.key.name, Buffer.alloc(32, 9)));
  expect((await verify()).findings).toEqual([{ code: 'CHECKPOINT_FORGED', facts: { size: 300 } }]);
  expect(await rung()).toMatchObject({ code: 'KEY_DIFFERS' });
});

it('the whole store replaced by a consistent rewrite, signed with the key itself: what was kept elsewhere tells', async () => {
  const kept = (await sealing.memory.last())!;
  await attacker.query(`UPDATE es.events SET data = replace(data, '864', '1')`);
  await rewriteLog(signer);
  expect((await verify()).findings).toEqual([]);
  expect((await verify([kept])).findings).toEqual([{ code: 'ROOT_DIFFERS', facts: { size: 600, from: 600 } }]);
  expect(await rung()).toMatchObject({ code: 'FORKED', facts: { size: 600 } });
});

it('tiles changed', async () => {
  await attacker.query(`UPDATE audit.tile SET hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 1) % 256) WHERE level = 1`);
  expect((await verify()).findings).toEqual([{ code: 'TILES_DIFFER', facts: { size: 600 } }]);
  expect(await rung()).toMatchObject({ code: 'TILES_DIFFER' });
});

it('an entry changed where entries are served', async () => {
  const { rows } = await attacker.query('SELECT entries FROM audit.bundle WHERE index = 1');
  const entries = unpackEntries(rows[0].entries);
  entries[5] = { ...entries[5]!, eventId: newEventId() };
  await attacker.query('UPDATE audit.bundle SET entries = $1 WHERE index = 1', [Buffer.from(packEntries(entries))]);
  expect((await verify()).findings).toEqual([{ code: 'ENTRY_DIFFERS', facts: { index: 261, eventId: await idAt(262) } }]);
  expect(await rung()).toMatchObject({ code: 'ENTRY_DIFFERS', facts: { index: 261 } });
});

it('a checkpoint forged', async () => {
  const { root } = openCheckpoint((await sealing.log.latest())!.note, trust, nodeCryptography);
  const other = signCheckpoint({ ...trust, size: 300, root }, SigningKey.fromSeed(signer.key.name, Buffer.alloc(32, 9)));
  await attacker.query('UPDATE audit.checkpoint SET note = $1 WHERE size = 300', [other]);
  expect((await verify()).findings).toEqual([{ code: 'CHECKPOINT_FORGED', facts: { size: 300 } }]);
  await attacker.query('UPDATE audit.checkpoint SET note = $1 WHERE size = 600', [other]);
  expect(await rung()).toMatchObject({ code: 'CHECKPOINT_FORGED' });
});

it('a checkpoint forged with the key, over another root', async () => {
  const { root } = openCheckpoint((await sealing.log.latest())!.note, trust, nodeCryptography);
  await attacker.query('UPDATE audit.checkpoint SET note = $1 WHERE size = 300', [signCheckpoint({ ...trust, size: 300, root }, signer)]);
  expect((await verify()).findings).toEqual([{ code: 'ROOT_DIFFERS', facts: { size: 300, from: 0 } }]);
});

async function record(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => {
    const event = sample('SiteClosed', { jobsLost: 864 });
    return { ...event, meta: JSON.stringify({ recordedBy: 'contract', nonce: newEventId().replaceAll('-', '') }) };
  });
  await system.store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events }]);
}

const verify = (notes: readonly string[] = []): Promise<Verification> =>
  verifyLog({ store: system.store, log: sealing.log, trust, cryptography: nodeCryptography, notes });

/** What the sealer finds by itself, taking the log up again. */
async function rung() {
  sealing.resume();
  return sealing.rings();
}

async function idAt(position: number): Promise<string> {
  const { rows } = await attacker.query('SELECT event_id FROM es.events WHERE position = $1', [position]);
  return rows[0].event_id;
}

/** As if nothing had been recorded after this position. */
async function cut(position: number): Promise<void> {
  await attacker.query('DELETE FROM es.events WHERE position > $1', [position]);
  await attacker.query('DELETE FROM es.streams WHERE first_position > $1', [position]);
  await attacker.query('UPDATE es.head SET position = $1', [position]);
}

/** As a backup of the log would be that was taken at this size. */
async function backLog(size: number): Promise<void> {
  const older = await Sealing.start(system.source, { ...backwards() });
  await older.pause();
  await attacker.query('TRUNCATE audit.tile, audit.bundle, audit.checkpoint, audit.log');
  older.resume();
  await older.reaches(size);
  await older.close();
}

const backwards = () => ({
  readAll: system.store.readAll.bind(system.store),
  head: system.store.head.bind(system.store),
  mark: system.store.mark.bind(system.store),
  compare: system.store.compare.bind(system.store),
});

/** Makes log and tiles anew from the events as they are now, in the same steps. */
async function rewriteLog(key: SigningKey): Promise<void> {
  await attacker.query('CREATE TABLE backup.checkpoint AS SELECT * FROM audit.checkpoint');
  await attacker.query('TRUNCATE audit.tile, audit.bundle, audit.checkpoint, audit.log');
  for (const size of [300, 600]) {
    const events = { ...backwards(), head: async () => String(size) };
    const other = await Sealing.start(system.source, events, { signer: key });
    await other.reaches(size);
    await other.close();
  }
}
