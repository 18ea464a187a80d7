import { Metrics, Requests } from '@app/observability';
import { request } from 'node:http';
import { TestApi } from '../support/api.js';

const MOST = 8;
const site = '/api/v1/sites/metaleurop';
const registration = { sources: [{ documentId: 'accord-2023' }], name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' };

let api: TestApi;
let metrics: Metrics;
beforeAll(async () => {
  metrics = new Metrics();
  api = await TestApi.start({ limits: { mostInFlight: MOST }, observer: new Requests(metrics) });
  expect((await api.post(`${site}/registration`, registration)).status).toBe(201);
});
afterAll(() => api?.close());

it('répond ou renvoie, et tout ce qui est accepté est enregistré', async () => {
  const asked = Array.from({ length: 200 }, (_, index) =>
    api.post(`/api/v1/subjects/site/metaleurop/claims`, {
      sources: registration.sources,
      about: `jobs-lost-${index}`,
      figure: { value: index, unit: 'people' },
      status: 'realised',
    }),
  );
  const answers = await Promise.all(asked);
  const statuses = new Set(answers.map(({ status }) => status));
  expect([...statuses].sort()).toEqual([201, 503]);
  for (const { status, headers, json } of answers) {
    if (status !== 503) continue;
    expect(json).toMatchObject({ code: 'OVERLOADED', title: 'Trop de demandes en même temps' });
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('content-type')).toContain('application/problem+json');
  }
  const accepted = answers.filter(({ status }) => status === 201).flatMap(({ json }) => json.events as string[]);
  const stored = new Set<string>();
  for await (const { eventId } of api.eventStore.readAll()) stored.add(eventId);
  expect(accepted.filter((id) => !stored.has(id))).toEqual([]);
  expect(stored.size).toBe(accepted.length + 1);
  const shed = (await metrics.registry.getMetricsAsJSON()).find(({ name }) => name === 'palimpseste_requests_shed_total')!;
  expect(shed.values[0]!.value).toBe(200 - accepted.length);
});

it('dit toujours comment elle va, même débordée', async () => {
  const reads = Array.from({ length: 100 }, () => api.get(`${site}/timeline`));
  const health = await Promise.all(Array.from({ length: 20 }, () => api.get('/health/live')));
  expect(health.every(({ status }) => status === 200)).toBe(true);
  await Promise.all(reads);
  // Nothing stays counted once it is answered.
  expect(await api.get(site)).toMatchObject({ status: 200 });
  expect(await metrics.registry.getSingleMetricAsString('palimpseste_http_requests_in_flight')).toMatch(/in_flight [01]\n?$/);
});

it('ne compte plus ceux qui sont partis sans attendre la réponse', async () => {
  await inFlight(0);
  for (let gone = 0; gone < MOST + 1; gone++) {
    const headers = { 'content-type': 'application/json', 'content-length': 100 };
    const leaving = request(`${api.base}${site}/closure`, { method: 'POST', headers });
    leaving.on('error', () => undefined).write('{');
    await inFlight(1);
    leaving.destroy();
    await inFlight(0);
  }
  expect(await api.get(site)).toMatchObject({ status: 200 });
  expect(await metrics.registry.getSingleMetricAsString('palimpseste_http_request_duration_seconds')).toContain('status="499"');
});

/** Waits until so many requests are being answered. */
async function inFlight(count: number): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((resolve) => setImmediate(resolve)))
    if ((await metrics.registry.getSingleMetricAsString('palimpseste_http_requests_in_flight')).trim().endsWith(` ${count}`)) return;
  throw new Error(`never ${count} requests at once`);
}
