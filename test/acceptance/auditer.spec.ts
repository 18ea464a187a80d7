import { decodeDisclosure, entryOfDisclosure, nodeCryptography, parseTlogProof, verifyConsistency, verifyTlogProof } from '@app/audit';
import { newEventId } from '@app/kernel';
import { samples } from '../../libs/event-store/contract/samples.js';
import { TestApi } from '../support/api.js';
import { ORIGIN, Sealing, signer, trust } from '../support/audit.js';
import { departures } from '../support/conforms.js';
import { Monitor } from '../support/monitor.js';
import { tellBridgestone } from './stories.js';

const audit = '/api/v1/audit';
const { sha256 } = nodeCryptography;

let api: TestApi;
let sealing: Sealing;
let told: Record<string, string>;
beforeAll(async () => {
  api = await TestApi.start();
  expect(await api.get(`${audit}/checkpoint`)).toMatchObject({ status: 404, json: { code: 'AUDIT_LOG_EMPTY' } });
  told = await tellBridgestone(api);
  sealing = await Sealing.start(api.readModels, api.eventStore);
  await sealing.reaches(Number(await api.eventStore.head()));
});
afterAll(async () => {
  await sealing?.close();
  await api?.close();
});

describe('La preuve d’un événement', () => {
  it('se vérifie seule, avec le contenu que son lecteur connaît', async () => {
    for (const as of [undefined, 'officer', 'auditor'] as const) {
      const answer = await api.get(`/api/v1/events/${told.closed}/proof`, { as });
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${told.closed}.tlog-proof"`);
      const disclosure = decodeDisclosure(parseTlogProof(answer.text).extra!);
      expect(JSON.parse(disclosure.data)).toMatchObject({ jobsLost: { value: 864 } });
      expect(disclosure.inside === undefined).toBe(as === undefined);
      const opened = verifyTlogProof(answer.text, entryOfDisclosure(disclosure, sha256), trust, nodeCryptography);
      expect(opened.origin).toBe(ORIGIN);
    }
  });

  it('existe aussi d’un événement enregistré sans nonce', async () => {
    const sites = samples(1);
    await api.eventStore.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: [registered(sites[0]!)] }]);
    await api.settled();
    await sealing.reaches(Number(await api.eventStore.head()));
    const { text } = await api.get(`/api/v1/events/${sites[0]!.eventId}/proof`, { as: 'auditor' });
    const disclosure = decodeDisclosure(parseTlogProof(text).extra!);
    expect(disclosure.inside!.nonce).toEqual(signer.nonceFor(sites[0]!.eventId));
    expect(() => verifyTlogProof(text, entryOfDisclosure(disclosure, sha256), trust, nodeCryptography)).not.toThrow();
  });

  it('attend que l’événement soit scellé, et l’état le dit', async () => {
    await sealing.pause();
    const answer = await api.post('/api/v1/sites/bridgestone-bethune/headcounts', {
      sources: [{ documentId: 'accord-2023' }],
      employees: 12,
      occurred: '2024-01',
    });
    const id = answer.json.events[0];
    await api.settled();
    expect((await api.get(`/api/v1/events/${id}/seal`)).json).toMatchObject({ event: id, state: 'pending', index: null, proof: null });
    expect(await api.get(`/api/v1/events/${id}/proof`)).toMatchObject({ status: 409, json: { code: 'EVENT_NOT_SEALED' } });
    sealing.resume();
    await sealing.reaches(Number(await api.eventStore.head()));
    const seal = (await api.get(`/api/v1/events/${id}/seal`)).json;
    expect(seal).toMatchObject({ state: 'sealed', published: null, proof: `/api/v1/events/${id}/proof` });
    const document = (await api.get('/api/openapi.json')).json;
    for (const [name, json] of [
      ['EventSeal', seal],
      ['CheckpointList', (await api.get(`${audit}/checkpoints?limit=2`)).json],
      ['Consistency', (await api.get(`${audit}/consistency?from=3`)).json],
    ])
      expect(departures(json, document.components.schemas[name], document.components.schemas)).toEqual([]);
  });
});

describe('Le journal d’audit se lit par n’importe quel moniteur', () => {
  it('avec son adresse et sa clé, pendant que l’on enregistre', async () => {
    const key = (await api.get(`${audit}/key`)).text;
    expect(key).toMatch(/^log\.example\/journal\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*\n$/);
    const monitor = new Monitor(`${api.base}${audit}`, key);
    let writing = true;
    const sizes: number[] = [];
    const writer = (async () => {
      // Always ahead of the monitor, never by so much that all it does is catch up.
      for (let written = 0; writing; written += 90) {
        while (writing && written > (sizes.at(-1) ?? 0) + 5_000) await new Promise((resolve) => setTimeout(resolve, 10));
        await api.eventStore.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: samples(90) }]);
      }
    })();
    try {
      while (sizes.length < 6 || sizes.at(-1)! < 1_000) {
        const checkpoint = await monitor.checkpoint();
        const entries = await monitor.rebuild(checkpoint);
        expect(JSON.parse(entries[0]!.toString())).toEqual({
          v: 1,
          eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          recordedAt: expect.stringMatching(/\.\d{6}Z$/),
          commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
        });
        sizes.push(checkpoint.size);
      }
    } finally {
      writing = false;
      await writer;
    }
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  });

  it('dit ce qui se garde : une tuile pour toujours, le point de contrôle un instant', async () => {
    const { headers } = await api.get(`${audit}/checkpoint`);
    expect(headers.get('cache-control')).toBe('public, max-age=1');
    for (const path of ['tile/0/000', 'tile/entries/000', 'tile/0/001.p/7', 'tile/1/000.p/1']) {
      const tile = await api.get(`${audit}/${path}`);
      expect([path, tile.status, tile.headers.get('cache-control')]).toEqual([path, 200, 'public, max-age=31536000, immutable']);
      const etag = tile.headers.get('etag')!;
      expect((await api.get(`${audit}/${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    }
    const plain = await api.get(`${audit}/tile/entries/000`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect((await api.get(`${audit}/tile/entries/000`, { headers: { 'accept-encoding': 'gzip' } })).text).toBe(plain.text);
  });

  it.each([
    'tile/0/999',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/x000/000',
    'tile/0/0',
    'tile/9/000',
    'tile/64/000',
    'tile/entries/999',
    'tile/entries',
    'tile/0/000/',
    'tile/0/..%2f000',
    'tile/0/000.p/1.p/1',
  ])('ne sert rien de ce qui n’est pas une tuile : %s', async (path) => expect((await api.get(`${audit}/${path}`)).status).toBe(404));

  it('liste les points de contrôle, et prouve que chacun prolonge les précédents', async () => {
    const list = (await api.get(`${audit}/checkpoints?limit=500`)).json;
    expect(list.items.length).toBeGreaterThan(3);
    const heads = list.items.map(({ size, root }: { size: number; root: string }) => ({ size, root: Buffer.from(root, 'base64') }));
    for (const older of heads.slice(1, 6)) {
      const { hashes } = (await api.get(`${audit}/consistency?from=${older.size}&to=${heads[0].size}`)).json;
      const proof = hashes.map((hash: string) => Buffer.from(hash, 'base64'));
      expect(() => verifyConsistency(older, heads[0], proof, sha256)).not.toThrow();
    }
    const page = (await api.get(`${audit}/checkpoints?limit=1`)).json;
    expect((await api.get(page.next)).json.items[0].size).toBeLessThan(page.items[0].size);
    const beyond = await api.get(`${audit}/consistency?from=1&to=${2 ** 40}`);
    expect(beyond).toMatchObject({ status: 400, json: { code: 'PARAMETER_INVALID', errors: [{ field: 'to' }] } });
    expect(await api.get(`${audit}/consistency?from=9&to=3`)).toMatchObject({ status: 400, json: { errors: [{ field: 'from' }] } });
  });
});

const registered = (event: { eventId: string }) => ({
  ...event,
  type: 'SiteRegistered',
  schemaVersion: 1,
  data: JSON.stringify({ siteId: 'x', name: 'Ancienne usine', communeCode: '62119', siteKind: 'plant' }),
  meta: JSON.stringify({
    occurred: null,
    sources: [{ documentId: 'accord-2023' }],
    recordedBy: 'import',
    visibility: { level: 'public' },
    commandId: newEventId(),
    commandHash: '0'.repeat(64),
    correlationId: newEventId(),
    causationId: newEventId(),
  }),
});
