import { newEventId } from '@app/kernel';
import { readModelProjections } from '@app/runtime';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorker } from '../../apps/worker/src/index.js';
import { freshStream, sample } from '../../libs/event-store/contract/samples.js';
import { TestApi, type Asking } from '../support/api.js';
import { departures, type Schema } from '../support/conforms.js';
import { tellBridgestone } from './stories.js';
import { until } from '../support/until.js';

const JOBS = '/api/v1/operations/jobs';
const PROJECTIONS = '/api/v1/operations/projections';
const ADMINISTRATOR: Asking = { as: 'administrator' };

let api: TestApi;
let data: string;
let worker: Awaited<ReturnType<typeof createWorker>> | undefined;
beforeAll(async () => {
  api = await TestApi.start();
  data = await mkdtemp(join(tmpdir(), 'palimpseste-exports-'));
  await tellBridgestone(api);
  await api.settled();
});
afterAll(async () => {
  await worker?.close();
  await api?.close();
  await rm(data, { recursive: true, force: true });
});

describe('Avant qu’un worker ne soit là', () => {
  it('une tâche demandée attend ; la redemander ne la double pas', async () => {
    const asked = await api.post(JOBS, { job: 'rebuild', payload: { projections: ['claims'] } }, ADMINISTRATOR);
    expect(asked.status).toBe(202);
    expect(asked.headers.get('location')).toBe(`${JOBS}/${asked.json.id}`);
    expect(asked.json).toMatchObject({ job: 'rebuild', title: 'Reconstruction des modèles de lecture', status: 'waiting', progress: null });
    const again = await api.post(JOBS, { job: 'rebuild', payload: { projections: ['claims'] } }, ADMINISTRATOR);
    expect([again.status, again.json.id]).toEqual([202, asked.json.id]);
    const cancelled = await api.post(`${JOBS}/${asked.json.id}/cancellation`, undefined, ADMINISTRATOR);
    expect([cancelled.status, cancelled.json.status]).toEqual([200, 'cancelled']);
    expect((await api.post(`${JOBS}/${asked.json.id}/cancellation`, undefined, ADMINISTRATOR)).status).toBe(200);
  });

  it('la même Idempotency-Key désigne la même tâche, et rien d’autre', async () => {
    const headers = { 'idempotency-key': newEventId() };
    const first = await api.post(JOBS, { job: 'rebuild', payload: { projections: ['references'] } }, { ...ADMINISTRATOR, headers });
    await api.post(`${JOBS}/${first.json.id}/cancellation`, undefined, ADMINISTRATOR);
    const same = await api.post(JOBS, { job: 'rebuild', payload: { projections: ['references'] } }, { ...ADMINISTRATOR, headers });
    expect([same.status, same.json.id, same.json.status]).toEqual([202, first.json.id, 'cancelled']);
    const other = await api.post(JOBS, { job: 'export' }, { ...ADMINISTRATOR, headers });
    expect([other.status, other.json.code]).toEqual([422, 'COMMAND_ID_REUSED']);
  });

  it.each([
    ['une tâche inconnue', { job: 'menage' }, 'job'],
    ['une projection inconnue', { job: 'rebuild', payload: { projections: ['carte'] } }, 'payload.projections'],
    ['un champ inconnu', { job: 'export', payload: { folder: '/etc' } }, 'payload.folder'],
    ['un nombre de trop', { job: 'export', payload: { keep: 1_000 } }, 'payload.keep'],
    ['une charge qui n’en est pas une', { job: 'export', payload: 'tout' }, 'payload'],
  ])('%s est refusée, et le champ nommé', async (_, body, field) => {
    const { status, json } = await api.post(JOBS, body, ADMINISTRATOR);
    expect([status, json.code, json.errors.map((error: { field: string }) => error.field)]).toEqual([400, 'VALIDATION_FAILED', [field]]);
  });

  it('ce qui n’existe pas est introuvable', async () => {
    for (const address of [`${JOBS}/${newEventId()}`, `${JOBS}/acces`])
      expect(await api.get(address, ADMINISTRATOR)).toMatchObject({ status: 404, json: { code: 'SUBJECT_UNKNOWN' } });
    expect((await api.post(`${JOBS}/${newEventId()}/cancellation`, undefined, ADMINISTRATOR)).status).toBe(404);
    expect((await api.post(`${PROJECTIONS}/carte/retry-parked`, undefined, ADMINISTRATOR)).status).toBe(404);
    expect((await api.get(`${JOBS}?statut=done`, ADMINISTRATOR)).json.errors[0].remedy).toContain('status');
  });
});

describe('Quand un worker est là', () => {
  beforeAll(async () => {
    const { eventStore, readModels } = api;
    worker = await createWorker({ eventStore, readModels, jobs: { data, every: 100 }, ownership: { every: 100 }, logger: false });
  });

  it('une reconstruction aboutit, et le dit en français et en anglais', async () => {
    const { json } = await api.post(JOBS, { job: 'rebuild' }, ADMINISTRATOR);
    const done = await ended(json.id);
    expect(done).toMatchObject({
      status: 'done',
      progress: 1,
      runs: 1,
      error: null,
      result: { projections: expect.any(Array), resumedAt: 0 },
    });
    expect(done.message).toMatch(/^Reconstruit : captures, claims, .*timeline \(\d+ événements\)\.$/);
    const english = await api.get(`${JOBS}/${json.id}?lang=en`, ADMINISTRATOR);
    expect(english.json).toMatchObject({ title: 'Rebuild of the read models', message: expect.stringMatching(/^Rebuilt: /) });
    expect(await api.post(`${JOBS}/${json.id}/cancellation`, undefined, ADMINISTRATOR)).toMatchObject({
      status: 409,
      json: { code: 'JOB_ENDED', title: 'Tâche déjà terminée' },
    });
    const { items } = (await api.get(PROJECTIONS, ADMINISTRATOR)).json;
    expect(items.map(({ name, rebuild }: Record<string, unknown>) => [name, rebuild])).toEqual(
      [...done.result.projections].sort().map((name) => [name, null]),
    );
    expect(items.length).toBe(readModelProjections.length);
  });

  it('un export est un fichier que l’on vérifie, et les plus vieux s’en vont', async () => {
    const files: string[] = [];
    for (let count = 0; count < 3; count++) {
      const { json } = await api.post(JOBS, { job: 'export', payload: { keep: 2 } }, ADMINISTRATOR);
      const done = await ended(json.id);
      expect(done).toMatchObject({ status: 'done', result: { events: expect.any(Number) } });
      const { file, sha256, bytes, events } = done.result as unknown as { file: string; sha256: string; bytes: number; events: number };
      const content = await readFile(join(data, 'exports', file));
      expect([createHash('sha256').update(content).digest('hex'), content.length]).toEqual([sha256, bytes]);
      expect(content.toString().trim().split('\n')).toHaveLength(events + 2);
      expect((await stat(join(data, 'exports', file))).mode & 0o777).toBe(0o600);
      files.push(file);
    }
    expect((await readdir(join(data, 'exports'))).sort()).toEqual(files.slice(1).sort());
  });

  it('on lit qui tient quelle projection, son retard, et pourquoi un fait est de côté', async () => {
    const streamId = freshStream();
    await api.eventStore.append([{ streamId, expected: 'none', events: [{ ...sample('SiteRegistered'), meta: '{"broken":true}' }] }]);
    await api.settled();
    await until(async () =>
      (await api.get(PROJECTIONS, ADMINISTRATOR)).json.items.every(({ owner }: { owner: unknown }) => owner !== null),
    );
    const { items } = (await api.get(PROJECTIONS, ADMINISTRATOR)).json;
    const timeline = items.find(({ name }: { name: string }) => name === 'timeline');
    expect(timeline).toMatchObject({ lag: { events: 0, seconds: 0 }, parked: { count: 1 }, owner: { host: expect.any(String) } });
    expect(timeline.parked.events).toEqual([
      expect.objectContaining({
        kind: 'site',
        subject: streamId.slice('site-'.length),
        type: 'SiteRegistered',
        reason: expect.any(String),
      }),
    ]);
    const retried = await api.post(`${PROJECTIONS}/timeline/retry-parked`, undefined, ADMINISTRATOR);
    expect([retried.status, retried.json]).toEqual([200, { taken: 0, parked: 1 }]);
  });

  it('la liste se feuillette', async () => {
    const first = (await api.get(`${JOBS}?limit=2&status=done,cancelled`, ADMINISTRATOR)).json;
    expect(first.items).toHaveLength(2);
    const second = (await api.get(first.next, ADMINISTRATOR)).json;
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(new Set(ids).size).toBe(4);
  });

  it('ce qui est répondu est ce que le document annonce', async () => {
    const { paths, components } = (await api.get('/api/openapi.json')).json as {
      paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: Schema }> }> }>>;
      components: { schemas: Record<string, Schema> };
    };
    const schema = (path: string, method: string, status: number) =>
      paths[path]![method]!.responses[status]!.content['application/json']!.schema;
    const asked = await api.post(JOBS, { job: 'rebuild' }, ADMINISTRATOR);
    expect(departures(asked.json, schema(JOBS, 'post', 202), components.schemas)).toEqual([]);
    const done = await ended(asked.json.id);
    expect(departures(done, schema(`${JOBS}/{id}`, 'get', 200), components.schemas)).toEqual([]);
    for (const path of [JOBS, PROJECTIONS])
      expect(departures((await api.get(path, ADMINISTRATOR)).json, schema(path, 'get', 200), components.schemas)).toEqual([]);
  });
});

describe('Ce n’est l’affaire que des administrateurs', () => {
  it.each([
    ['le public', undefined, 401],
    ['un agent', 'officer', 403],
    ['un auditeur', 'auditor', 403],
  ] as const)('%s n’en voit rien', async (_, as, expected) => {
    const id = newEventId();
    const reads = [JOBS, `${JOBS}/${id}`, PROJECTIONS].map((path) => api.get(path, { as }));
    const writes = [JOBS, `${JOBS}/${id}/cancellation`, `${PROJECTIONS}/timeline/retry-parked`].map((path) =>
      api.ask(path, { method: 'POST', as, body: { job: 'export' } }),
    );
    expect((await Promise.all([...reads, ...writes])).map(({ status }) => status)).toEqual(Array(6).fill(expected));
  });
});

async function ended(id: string): Promise<Record<string, unknown> & { message: string; result: { projections: string[] } }> {
  const job = async () => (await api.get(`${JOBS}/${id}`, ADMINISTRATOR)).json;
  await until(async () => (await job()).endedAt !== null, job);
  return job();
}
