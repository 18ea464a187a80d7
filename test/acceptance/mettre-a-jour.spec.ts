import { subjectOfKind } from '@app/domain';
import { openReadModels, ProjectionRunner, rebuild, waitFor, type Projection } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';
import { TestApi, type Answer } from '../support/api.js';
import { testDatabase } from '../support/postgres.js';
import { recorder } from '../support/record.js';
import { testStore } from '../support/store.js';

/** The code of another version, as far as the read models can tell. */
const timelineOf = (shift: number): readonly Projection[] =>
  readModelProjections.map((one) => (one.name === 'timeline' ? { ...one, version: one.version + shift } : one));

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: Awaited<ReturnType<typeof testStore>>;
let operator: Awaited<ReturnType<typeof openReadModels>>;
let api: TestApi;
let worker: ProjectionRunner | undefined;
beforeAll(async () => {
  database = await testDatabase();
  store = await testStore(database.url);
  operator = await openReadModels({ url: database.url, entities: readModelEntities });
  await recorder(store)('RegisterSite', { siteId: 'metaleurop', name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' });
  const before = new ProjectionRunner(operator, store, timelineOf(-1), subjectOfKind);
  await before.start();
  expect(await waitFor(operator, store, (await store.head())!, 60_000)).toBe(true);
  await before.stop();
  api = await TestApi.start({}, database, false);
});
afterAll(async () => {
  await worker?.stop();
  await operator?.destroy();
  await store?.close();
  await api?.close();
});

const ready = () => api.get('/health/ready');
const timeline = () => api.get('/api/v1/timeline');
const standing = async () =>
  (await api.get('/api/v1/operations/projections', { as: 'administrator' })).json.items.find(
    ({ name }: { name: string }) => name === 'timeline',
  );
const refused = (answer: Answer) => {
  expect(answer).toMatchObject({ status: 503, json: { code: 'READ_MODEL_CHANGING', title: 'Cette lecture se refait' } });
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(answer.text).not.toContain('Metaleurop');
};

it('une api plus récente que ses modèles de lecture ne s’en sert pas, et dit qu’ils se refont', async () => {
  expect(await ready()).toMatchObject({
    status: 503,
    json: { reasons: ['Ces modèles de lecture sont d’une version précédente et se refont : timeline.'] },
  });
  refused(await timeline());
  refused(await api.get('/api/v1/timeline.csv'));
  expect((await api.get('/api/v1/timeline?lang=en')).json.title).toBe('This reading is being made anew');
  // Ce qui n’a pas changé de version se lit tout du long.
  expect((await api.get('/ogc/collections/sites/items')).text).toContain('Metaleurop');
  const { version, programVersion, fit } = await standing();
  expect({ behind: programVersion - version, fit }).toEqual({ behind: 1, fit: 'older' });
  expect((await api.post('/api/v1/operations/projections/timeline/retry-parked', undefined, { as: 'administrator' })).status).toBe(503);
});

it('un worker de la même version les refait, et l’api sert', async () => {
  worker = new ProjectionRunner(api.readModels, store, readModelProjections, subjectOfKind);
  await worker.start();
  while ((await ready()).status !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await timeline()).text).toContain('Metaleurop');
  expect((await standing()).fit).toBe('fits');
  await worker.stop();
});

it('une api plus ancienne qu’eux ne lit pas ce qu’elle ne comprend pas, et se retire', async () => {
  await rebuild(operator, store, timelineOf(1), subjectOfKind);
  refused(await timeline());
  const { status, json } = await ready();
  expect(status).toBe(503);
  expect(json.reasons.join()).toMatch(/version plus récente que ce programme, qui ne les lit pas : timeline\..*palimpseste rebuild/);
  expect((await standing()).fit).toBe('newer');
});
