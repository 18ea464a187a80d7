import { randomUUID } from 'node:crypto';
import { decodeDisclosure, entryOfDisclosure, nodeCryptography, parseTlogProof, verifyLog, verifyTlogProof } from '@app/audit';
import { exportEvents } from '@app/event-store';
import { dayOf } from '@app/kernel';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { TestApi } from '../support/api.js';
import { Sealing, trust } from '../support/audit.js';
import { departures } from '../support/conforms.js';

const jeanne = randomUUID();
const paul = randomUUID();
const mark = (person: string, text: string) => `{{person:${person}|${text}}}`;
const PLAIN = /Lefebvre|06 12 34|Delattre/;
const request = '/api/v1/requests/demande-2024-017';

let api: TestApi;
let sealing: Sealing;
let received: string;
beforeAll(async () => {
  api = await TestApi.start();
  sealing = await Sealing.start(api.readModels, api.eventStore);
  const answer = await api.post(`${request}/reception`, {
    requesterKind: 'company',
    topic: `${mark(jeanne, 'Jeanne Lefebvre')} cherche deux hectares`,
    communeCode: '62119',
    occurred: '2024-01-10',
    requester: mark(jeanne, 'Jeanne Lefebvre'),
    contact: mark(jeanne, '06 12 34 56 78'),
    reason: `appel relayé par ${mark(paul, 'Paul Delattre')}`,
    visibility: { level: 'public' },
  });
  expect(answer.status).toBe(201);
  received = answer.json.events[0];
  await api.post(`${request}/answer`, { answer: `à rappeler : ${mark(jeanne, 'Mme Lefebvre')}`, occurred: '2024-01-12' });
  await caughtUp();
});
afterAll(async () => {
  await sealing?.close();
  await api?.close();
});

/** Everything that tells a reader of the request, whatever the form. */
const readings = [
  `${request}/timeline`,
  `${request}/history`,
  `${request}/history?lang=en`,
  `${request}/timeline.csv`,
  `${request}/history.csv`,
  `${request}`,
  '/api/v1/timeline',
  '/api/v1/events?limit=10',
  `${request}/timeline?at=2024-02-01&asOf=${dayOf(new Date())}`,
];

describe('Une donnée personnelle', () => {
  it('est lue des agents, et n’est pas gardée d’eux', async () => {
    const { json, headers } = await api.get(`${request}/timeline`, { as: 'officer' });
    const [fact] = json.items;
    expect(fact.sentence).toMatch(/: Jeanne Lefebvre cherche deux hectares$/);
    expect(fact).toMatchObject({
      data: { requester: 'Jeanne Lefebvre', contact: '06 12 34 56 78' },
      reason: 'appel relayé par Paul Delattre',
    });
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('etag')).toBeNull();
  });

  it('n’est dite à personne d’autre, sous aucune forme, ni à qui elle est', async () => {
    for (const path of readings) {
      const { status, text } = await api.get(path);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(text).not.toMatch(PLAIN);
      expect(text).not.toContain(jeanne);
      if (/timeline$|history$/.test(path)) expect(text).toContain('[donnée personnelle]');
    }
  });

  it('n’est en clair dans aucune table, et dans aucun événement', async () => {
    expect(await everythingStored()).not.toMatch(PLAIN);
  });

  it('se demande autrement quand elle est mal marquée, ou qu’elle vient déjà chiffrée', async () => {
    const sealed = JSON.parse((await stored()).data).topic as string;
    for (const [topic, code] of [
      ['{{person: Jeanne}} cherche', 'PERSON_MARK_MALFORMED'],
      [sealed, 'PERSON_MARK_SEALED'],
    ])
      expect(await api.post('/api/v1/requests/demande-2/reception', { requesterKind: 'other', topic })).toMatchObject({
        status: 409,
        json: { code },
      });
    const { status, json } = await api.post('/api/v1/requests/demande-2/reception', {
      requesterKind: 'other',
      topic: 'un terrain',
      contact: '06 12 34 56 78',
    });
    expect([status, json.errors[0].field, json.errors[0].remedy]).toEqual([
      400,
      'contact',
      expect.stringContaining('{{person:UUID|texte}}'),
    ]);
  });

  it('est montrée toute entière à qui répond des données, et à lui seul', async () => {
    const { json } = await api.get(`/api/v1/persons/${jeanne}`, { as: 'data-protection-officer' });
    expect(json).toMatchObject({ personId: jeanne, status: 'held', erased: null });
    expect(json.texts.map(({ field, text }: { field: string; text: string }) => [field, text])).toEqual([
      ['/data/topic', 'Jeanne Lefebvre'],
      ['/data/requester', 'Jeanne Lefebvre'],
      ['/data/contact', '06 12 34 56 78'],
      ['/data/answer', 'Mme Lefebvre'],
    ]);
    const document = (await api.get('/api/openapi.json')).json;
    expect(departures(json, document.components.schemas.Person, document.components.schemas)).toEqual([]);
    const list = (await api.get('/api/v1/persons', { as: 'data-protection-officer' })).json;
    expect(list.items).toContainEqual({ personId: jeanne, status: 'held', erasedAt: null, events: 2 });
    for (const as of ['officer', 'auditor'] as const)
      expect(await api.get(`/api/v1/persons/${jeanne}`, { as })).toMatchObject({ status: 403 });
    expect(await api.get(`/api/v1/persons/${jeanne}`)).toMatchObject({ status: 401 });
    expect(await api.get(`/api/v1/persons/${randomUUID()}`, { as: 'administrator' })).toMatchObject({ status: 404 });
  });
});

describe('Son effacement', () => {
  let before: { text: string; stored: object };
  let publicly: string[];
  beforeAll(async () => {
    before = { text: (await proof()).text, stored: await stored() };
    publicly = await Promise.all(readings.slice(0, 5).map(async (path) => (await api.get(path)).text));
  });

  it('n’est ouvert ni aux agents, ni de qui rien n’est gardé', async () => {
    expect(await erase(jeanne, 'officer')).toMatchObject({ status: 403 });
    expect(await erase(randomUUID())).toMatchObject({ status: 409, json: { code: 'PERSON_UNKNOWN' } });
    expect(await erase('jeanne')).toMatchObject({ status: 400 });
  });

  it('est enregistré une fois : qui, quand, pourquoi, sur quel fondement', async () => {
    const first = await erase(jeanne);
    expect(first).toMatchObject({ status: 201, json: { status: 'recorded', subject: { kind: 'erasure', id: 'register' } } });
    expect(await erase(jeanne)).toMatchObject({ status: 200, json: { status: 'unchanged' } });
    await caughtUp();
    const { json } = await api.get('/api/v1/erasures/register/history', { as: 'auditor' });
    expect(json.items).toHaveLength(1);
    expect(json.items[0]).toMatchObject({
      type: 'PersonErased',
      reason: 'Demande de la personne',
      data: { personId: jeanne, legalBasis: 'RGPD, article 17, 1, b' },
    });
    expect(json.items[0].recordedBy).toMatch(/^data-protection-officer-/);
  });

  it('ne laisse rien à lire, nulle part, et dit quand', async () => {
    for (const path of readings) {
      const { status, text } = await api.get(path, { as: 'officer' });
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(text).not.toMatch(/Lefebvre|06 12 34/);
    }
    const { json } = await api.get(`${request}/timeline`, { as: 'officer' });
    expect(json.items[0].data.contact).toMatch(/^\[donnée effacée le \d/);
    // Paul n’a rien demandé.
    expect(json.items[0].reason).toBe('appel relayé par Paul Delattre');
    expect((await api.get(`${request}/timeline?lang=en`, { as: 'officer' })).json.items[0].data.contact).toMatch(/^\[data erased on \d/);
    const { json: kept } = await api.get(`/api/v1/persons/${jeanne}`, { as: 'administrator' });
    expect(kept).toMatchObject({ status: 'erased', erased: { eventId: expect.any(String) } });
    expect(kept.texts.map(({ text }: { text: string | null }) => text)).toEqual([null, null, null, null]);
  });

  it('n’est vu de personne au-dehors : le public lit ce qu’il lisait', async () => {
    expect(await Promise.all(readings.slice(0, 5).map(async (path) => (await api.get(path)).text))).toEqual(publicly);
    expect(await api.get('/api/v1/erasures/register')).toMatchObject({ status: 404 });
    expect((await api.get('/api/v1/erasures')).json.items).toEqual([]);
  });

  it('ne change pas un octet de ce qui fut scellé : chaque preuve tient, celles d’avant aussi', async () => {
    expect(await stored()).toEqual(before.stored);
    for (const text of [before.text, (await proof()).text]) {
      const disclosure = decodeDisclosure(parseTlogProof(text).extra!);
      expect(disclosure.data).not.toMatch(PLAIN);
      expect(() => verifyTlogProof(text, entryOfDisclosure(disclosure, nodeCryptography.sha256), trust, nodeCryptography)).not.toThrow();
    }
    await caughtUp();
    const verified = await verifyLog({ store: api.eventStore, log: sealing.log, trust, cryptography: nodeCryptography });
    expect(verified).toMatchObject({ findings: [] });
    expect(verified.size).toBeGreaterThan(2);
  });

  it('vaut pour les exports et pour ce qui viendra sous la même référence', async () => {
    const out = new PassThrough();
    const [exported] = await Promise.all([textOf(out), exportEvents(api.eventStore, out).then(() => out.end())]);
    expect(exported).toContain(jeanne);
    expect(exported).not.toMatch(PLAIN);
    const again = { requesterKind: 'company', topic: `rappel de ${mark(jeanne, 'Jeanne')}` };
    expect(await api.post('/api/v1/requests/demande-3/reception', again)).toMatchObject({ status: 409, json: { code: 'PERSON_ERASED' } });
  });

  it('se voit dans l’historique en PDF', async () => {
    const answer = await fetch(`${api.base}${request}/history.pdf`, {
      headers: { authorization: `Bearer ${await api.token('officer')}` },
    });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  });
});

const erase = (person: string, as: 'officer' | 'data-protection-officer' = 'data-protection-officer') =>
  api.post(`/api/v1/persons/${person}/erasure`, { reason: 'Demande de la personne', legalBasis: 'RGPD, article 17, 1, b' }, { as });

const proof = () => api.get(`/api/v1/events/${received}/proof`, { as: 'auditor' });

async function caughtUp(): Promise<void> {
  await api.settled();
  let events = 0;
  for await (const _ of api.eventStore.readAll()) events++;
  await sealing.reaches(events);
}

async function stored() {
  for await (const event of api.eventStore.readStream('request-demande-2024-017', { limit: 1 })) return event;
  throw new Error('not there');
}

/** Every row of every table of the product, as text, and every event. */
async function everythingStored(): Promise<string> {
  const tables: { name: string }[] = await api.readModels.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(15);
  const texts = [];
  for (const { name } of tables) texts.push(...(await api.readModels.query(`SELECT t::text AS row FROM ${name} t`)));
  for await (const event of api.eventStore.readAll()) texts.push(event);
  return JSON.stringify(texts);
}
