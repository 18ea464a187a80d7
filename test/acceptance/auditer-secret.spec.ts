import { createHash } from 'node:crypto';
import { encodeLogEntry, headerOf, commitmentOf, nodeCryptography } from '@app/audit';
import type { StoredEvent } from '@app/event-store';
import { newSecretId } from '@app/kernel';
import { TestApi, type Answer } from '../support/api.js';
import { Sealing, signer } from '../support/audit.js';
import { tellBridgestone } from './stories.js';

const { sha256 } = nodeCryptography;
const projectId = newSecretId();
const company = 'Hyperion SA';

let api: TestApi;
let sealing: Sealing;
let told: Record<string, string>;
let secret: StoredEvent;
beforeAll(async () => {
  api = await TestApi.start();
  told = await tellBridgestone(api);
  const answer = await api.post(`/api/v1/projects/${projectId}/prospection`, {
    sources: [{ documentId: 'accord-2023' }],
    name: 'Projet Hyperion',
    communeCode: '62119',
    company,
  });
  expect(answer.status).toBe(201);
  await api.post('/api/v1/subjects/site/bridgestone-bethune/claims', {
    sources: [{ documentId: 'accord-2023' }],
    visibility: { level: 'internal' },
    about: 'jobs-lost',
    figure: { value: 280, unit: 'people' },
  });
  await api.post('/api/v1/sites/bridgestone-bethune/headcounts', {
    sources: [{ documentId: 'accord-2023' }],
    employees: 12,
    occurred: '2024-01',
  });
  await api.settled();
  sealing = await Sealing.start(api.readModels, api.eventStore);
  await sealing.reaches(Number(await api.eventStore.head()));
  for await (const event of api.eventStore.readStream(`project-${projectId}`)) secret = event;
});
afterAll(async () => {
  await sealing?.close();
  await api?.close();
});

describe('Ce que le journal d’audit publie d’un fait confidentiel', () => {
  it('ne dit rien de ce qu’il est, même à qui devine tout son contenu', async () => {
    const published = await everythingPublic();
    expect(published).toContain(secret.eventId);
    const { eventId: _, recordedAt, ...rest } = secret;
    for (const name of [projectId, 'Hyperion', 'project-', secret.type, '62119']) expect(published).not.toContain(name);
    // He guesses payload, envelope save its nonce, stream, revision, type and date, all of them right.
    const { nonce, ...envelope } = JSON.parse(secret.meta) as { nonce: string };
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    const guesses = [
      rest.data,
      JSON.stringify(envelope),
      rest.streamId,
      `${rest.streamId}${rest.data}`,
      JSON.stringify({ ...rest, recordedAt }),
      company,
    ].map((text) => createHash('sha256').update(text).digest('hex'));
    const meta = JSON.stringify(envelope);
    for (const salt of [Buffer.alloc(16), Buffer.from(secret.eventId.replaceAll('-', ''), 'hex'), signer.key.publicKey.subarray(0, 16)]) {
      guesses.push(commitmentOf(headerOf({ ...secret, meta }, salt, sha256), salt, sha256));
      guesses.push(commitmentOf(headerOf(secret, salt, sha256), salt, sha256));
    }
    for (const guess of guesses) expect(published).not.toContain(guess);
    // Whereas with the nonce, which officers and auditors have, it is the very entry.
    expect(published).toContain(Buffer.from(encodeLogEntry(secret, Buffer.from(nonce, 'hex'), sha256)).toString());
  });

  it('ne dit pas, par la preuve d’un fait public, combien de faits cachés le précèdent ni qui l’a enregistré', async () => {
    const { text } = await api.get(`/api/v1/events/${told.closed}/proof`);
    const extra = Buffer.from(/^extra (.*)$/m.exec(text)![1]!, 'base64').toString();
    const known = JSON.parse(extra) as { header: Record<string, unknown> };
    expect(Object.keys(known).sort()).toEqual(['data', 'format', 'header', 'salt']);
    expect(Object.keys(known.header)).not.toContain('revision');
    const stored: StoredEvent[] = [];
    for await (const event of api.eventStore.readStream('site-bridgestone-bethune')) stored.push(event);
    const { meta } = stored.find(({ eventId }) => eventId === told.closed)!;
    const { recordedBy, nonce } = JSON.parse(meta) as { recordedBy: string; nonce: string };
    for (const hidden of [recordedBy, nonce]) expect(extra).not.toContain(hidden);
  });

  it('ne dit pas, parmi d’autres, s’il est scellé', async () => {
    const seals = async (as?: 'officer') =>
      (await api.get(`/api/v1/events/seals?ids=${told.closed},${secret.eventId},${newSecretId()}`, { as })).json.items;
    expect(await seals()).toEqual([{ event: told.closed, state: 'sealed', index: expect.any(Number) }]);
    expect((await seals('officer')).map(({ event }: { event: string }) => event)).toEqual([told.closed, secret.eventId]);
  });

  it('répond d’un fait que l’on ne peut voir comme d’un identifiant qui n’existe pas', async () => {
    const other = newSecretId();
    for (const path of ['proof', 'seal', 'proof?lang=en', 'proof?lnag=en']) {
      const hidden = trace(await api.get(`/api/v1/events/${secret.eventId}/${path}`));
      const absent = trace(await api.get(`/api/v1/events/${other}/${path}`));
      expect({ ...hidden, text: hidden.text.replaceAll(secret.eventId, other) }).toEqual(absent);
      expect([400, 404]).toContain(hidden.status);
    }
    expect(await api.get(`/api/v1/events/${secret.eventId}/proof`, { as: 'officer' })).toMatchObject({ status: 200 });
  });
});

/** All that anybody can fetch of the log, as text. */
async function everythingPublic(): Promise<string> {
  const size = Number((await api.get('/api/v1/audit/checkpoint')).text.split('\n')[1]);
  const parts = ['checkpoint', 'checkpoints?limit=500', 'key', `tile/0/000.p/${size}`, `tile/entries/000.p/${size}`, 'consistency?from=1'];
  const answers = await Promise.all(parts.map((part) => api.get(`/api/v1/audit/${part}`)));
  expect(answers.map(({ status }) => status)).toEqual(parts.map(() => 200));
  const proof = await api.get(`/api/v1/events/${told.closed}/proof`);
  return [...answers, proof].map(({ text }) => text).join('\n');
}

/** All that comes back, save the hour and the number of the request. */
function trace({ status, text, headers }: Answer) {
  const seen = [...headers].filter(([name]) => !['date', 'x-correlation-id', 'keep-alive', 'connection'].includes(name));
  return { status, text, headers: Object.fromEntries(seen) };
}
