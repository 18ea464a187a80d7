import { Metrics, Requests } from '@app/observability';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { TestApi } from '../support/api.js';

const MOST = 8;
const site = '/api/v1/sites/metaleurop';
const registration = { sources: [{ documentId: 'accord-2023' }], name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' };

let api: TestApi;
let metrics: Metrics;
beforeAll(async () => {
  metrics = new Metrics();
  // How late the event loop of a test may be is the machine's business.
  api = await TestApi.start({ limits: { mostInFlight: MOST, mostDelay: 0 }, observer: new Requests(metrics) });
  expect((await api.post(`${site}/registration`, registration)).status).toBe(201);
});
afterAll(() => api?.close());

it('renvoie ce qui est de trop, dit toujours comment elle va, et enregistre tout ce qu’elle a accepté', async () => {
  const held = await Promise.all(Array.from({ length: MOST }, (_, index) => begin(`/api/v1/sites/usine-${index}/registration`)));
  await inFlight(MOST);
  const refused = await Promise.all(Array.from({ length: 20 }, () => api.post('/api/v1/sites/usine-9/registration', registration)));
  for (const { status, headers, json } of refused) {
    expect(status).toBe(503);
    expect(json).toMatchObject({ code: 'OVERLOADED', title: 'Trop de demandes en même temps' });
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('content-type')).toContain('application/problem+json');
  }
  expect(await api.get(site)).toMatchObject({ status: 503 });
  const health = await Promise.all(Array.from({ length: 20 }, () => api.get('/health/live')));
  expect(health.every(({ status }) => status === 200)).toBe(true);

  const accepted = await Promise.all(held.map(({ finish }) => finish()));
  const stored = new Set<string>();
  for await (const { eventId } of api.eventStore.readAll()) stored.add(eventId);
  expect(accepted.filter((id) => !stored.has(id))).toEqual([]);
  expect(stored.size).toBe(accepted.length + 1);
  const shed = (await metrics.registry.getMetricsAsJSON()).find(({ name }) => name === 'palimpseste_requests_shed_total')!;
  expect(shed.values[0]!.value).toBe(refused.length + 1);
  // Nothing stays counted once it is answered.
  await inFlight(0);
  expect(await api.get(site)).toMatchObject({ status: 200 });
});

it('ne compte plus ceux qui sont partis sans attendre la réponse', async () => {
  await inFlight(0);
  for (let gone = 0; gone < MOST + 1; gone++) {
    const { leave } = await begin(`${site}/closure`);
    await inFlight(1);
    leave();
    await inFlight(0);
  }
  expect(await api.get(site)).toMatchObject({ status: 200 });
  expect(await metrics.registry.getSingleMetricAsString('palimpseste_http_request_duration_seconds')).toContain('status="499"');
});

/** A registration whose body stops half-way: it is being answered until the rest comes, or its sender leaves. */
async function begin(path: string): Promise<{ finish(): Promise<string>; leave(): void }> {
  const body = JSON.stringify(registration);
  const headers = {
    authorization: `Bearer ${await api.token('officer')}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const sent = request(`${api.base}${path}`, { method: 'POST', headers }).on('error', () => undefined);
  sent.write(body.slice(0, 10));
  return {
    async finish() {
      const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
      sent.end(body.slice(10));
      const [response] = await answered;
      const text = (await response.setEncoding('utf8').toArray()).join('');
      expect([response.statusCode, text]).toEqual([201, expect.any(String)]);
      return (JSON.parse(text) as { events: string[] }).events[0]!;
    },
    leave: () => sent.destroy(),
  };
}

/** Waits until so many requests are being answered. */
async function inFlight(count: number): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setImmediate(resolve)))
    if ((await metrics.registry.getSingleMetricAsString('palimpseste_http_requests_in_flight')).trim().endsWith(` ${count}`)) return;
  throw new Error(`never ${count} requests at once`);
}
