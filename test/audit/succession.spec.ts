import { formatVerifierKey, nodeCryptography, openSuccession, Sealer, SigningKey, verifyLog, type VerifierKey } from '@app/audit';
import { freshStream, sample } from '../../libs/event-store/contract/samples.js';
import { ORIGIN, Sealing, signer } from '../support/audit.js';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

const next = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 8));
const stranger = SigningKey.fromSeed(ORIGIN, Buffer.alloc(32, 9));

let system: RecordingSystem;
let sealing: Sealing;
beforeEach(async () => {
  system = await recordingSystem(false);
  sealing = await Sealing.start(system.source, system.store);
  await append(300);
  await sealing.reaches(300);
  await sealing.pause();
});
afterEach(async () => {
  await sealing?.close();
  await system?.close();
});

it('is handed over with everything recorded sealed, and carried on by the new key', async () => {
  await append(50);
  const note = await handOver(next);
  expect(openSuccession(note, nodeCryptography)).toMatchObject({ origin: ORIGIN, size: 350, from: signer.key, to: next.key });
  expect(await sealing.log.successions()).toEqual([note]);
  await append(400);
  sealing.resume({ signer: next });
  await sealing.reaches(750);
  expect([...sealing.alarms, ...sealing.faults]).toEqual([]);
  for (const known of [signer.key, next.key]) expect(await verify(known)).toMatchObject({ size: 750, differing: 0, findings: [] });
  expect((await verify(stranger.key)).findings[0]).toMatchObject({ code: 'CHECKPOINT_FORGED' });
});

it('is not carried on by the old key, which rings', async () => {
  await handOver(next);
  await append(5);
  sealing.resume();
  expect(await sealing.rings()).toMatchObject({ code: 'KEY_DIFFERS' });
  expect(await sealing.log.state()).toMatchObject({ size: 300, verifier: formatVerifierKey(next.key) });
});

it('refuses what the old key signed beyond its last checkpoint', async () => {
  await handOver(next);
  await append(10);
  sealing.resume({ signer: next });
  await sealing.reaches(310);
  await sealing.pause();
  // Whoever stole the old key, and is master of the database.
  const head = (await sealing.log.latest())!;
  const text = head.note.slice(0, head.note.indexOf('\n\n') + 1);
  const forged = `${text}\n— ${ORIGIN} ${Buffer.concat([Buffer.from(signer.key.id, 'hex'), signer.sign(text)]).toString('base64')}\n`;
  await system.source.query('UPDATE audit.checkpoint SET note = $1 WHERE size = 310', [forged]);
  expect((await verify(next.key)).findings).toMatchObject([{ code: 'CHECKPOINT_FORGED', facts: { size: 310 } }]);
});

it.each([
  ['taken away', 'DELETE FROM audit.succession', 'CHECKPOINT_FORGED'],
  ['changed', `UPDATE audit.succession SET note = replace(note, E'\\n300\\n', E'\\n299\\n')`, 'SUCCESSION_FORGED'],
])('rings when the change of key was %s', async (_, attack, alarm) => {
  await handOver(next);
  await system.source.query(attack);
  sealing.resume({ signer: next });
  expect(await sealing.rings()).toMatchObject({ code: alarm });
  expect((await verify(next.key)).findings[0]).toMatchObject({ code: alarm });
});

it('is not handed over when it does not agree, nor to a key that it had', async () => {
  await expect(handOver(signer)).rejects.toThrow(RangeError);
  await expect(handOver(SigningKey.fromSeed('another', Buffer.alloc(32, 8)))).rejects.toThrow(RangeError);
  await system.source.query(`UPDATE audit.tile SET hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) WHERE level = 0 AND index = 1`);
  await expect(handOver(next)).rejects.toMatchObject({ code: 'TILES_DIFFER' });
  expect(await sealing.log.state()).toMatchObject({ verifier: formatVerifierKey(signer.key) });
});

function handOver(to: SigningKey): Promise<string> {
  const { store } = system;
  return new Sealer({ store, log: sealing.log, origin: ORIGIN, signer, cryptography: nodeCryptography, memory: sealing.memory }).handOver(
    to,
  );
}

const verify = (known: VerifierKey) =>
  verifyLog({ store: system.store, log: sealing.log, trust: { origin: ORIGIN, log: [known] }, cryptography: nodeCryptography });

async function append(events: number): Promise<void> {
  await system.store.append([
    { streamId: freshStream(), expected: 'none', events: Array.from({ length: events }, () => sample('SiteClosed', { jobsLost: 864 })) },
  ]);
}
