import { OwnPostgres } from '../support/embedded.js';
import { TestApi } from '../support/api.js';
import { until } from '../support/until.js';

let server: OwnPostgres;
let api: TestApi;
beforeAll(async () => {
  server = await OwnPostgres.start();
  api = await TestApi.start({}, { url: server.url, drop: () => server.stop() });
}, 60_000);
afterAll(() => api?.close());

const site = '/api/v1/sites/metaleurop';
const registration = { sources: [{ documentId: 'accord-2023' }], name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' };

it('dit qu’il faut revenir quand la base est tombée, et reprend avec elle', async () => {
  expect(await api.get('/health/ready')).toMatchObject({ status: 200, json: { reasons: [] } });
  expect((await api.post(`${site}/registration`, registration)).status).toBe(201);
  await api.settled();
  await server.kill();
  for (const answer of [
    await api.get(`${site}/timeline`),
    await api.get(site, { as: 'officer' }),
    await api.post(`${site}/closure`, registration),
  ]) {
    expect(answer).toMatchObject({ status: 503, json: { code: 'STORE_UNAVAILABLE' } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.text).not.toMatch(/127\.0\.0\.1|ECONN|postgres/i);
  }
  expect(await api.get('/health/live')).toMatchObject({ status: 200 });
  expect(await api.get('/health/ready')).toMatchObject({
    status: 503,
    json: { reasons: ['Le magasin d’événements ne répond pas.', 'Les modèles de lecture ne répondent pas.'] },
  });
  await server.restart();
  await until(async () => (await api.get(site)).status === 200);
  await until(async () => (await api.get('/health/ready')).status === 200);
  expect((await api.post(`${site}/acquisitions`, { sources: registration.sources, buyer: 'Recyclex' })).status).toBe(201);
}, 60_000);
