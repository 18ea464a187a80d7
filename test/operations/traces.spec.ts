import { PostgresEventStore } from '@app/event-store';
import { Tokens } from '@app/http';
import { newEventId } from '@app/kernel';
import { openReadModels } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { sample } from '../../libs/event-store/contract/samples.js';
import { TestCollector } from '../support/collector.js';
import { testDatabase } from '../support/postgres.js';
import { Program } from '../support/programs.js';

const PASSWORD = `mot-de-passe-${randomBytes(6).toString('hex')}`;
const sourced = { sources: [{ documentId: 'accord-2023' }] };
const site = (id: string) => ({ ...sourced, name: `Usine ${id}`, communeCode: '62624', siteKind: 'plant' });
const aTrace = () => randomBytes(16).toString('hex');
const asUuid = (trace: string) => trace.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const callerSpan = '00f067aa0ba902b7';

let database: Awaited<ReturnType<typeof testDatabase>>;
let role: string;
let url: string;
let token: string;
let collector: TestCollector;
let api: Program;
let worker: Program;

beforeAll(async () => {
  database = await testDatabase();
  role = `watched_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD '${PASSWORD}'`);
  url = Object.assign(new URL(database.url), { username: role, password: PASSWORD }).href;
  const readModels = await openReadModels({ url, entities: readModelEntities });
  const tokens = new Tokens(readModels);
  await tokens.install();
  ({ token } = await tokens.create('officer', 'essai'));
  await readModels.destroy();
  collector = await TestCollector.start();
  const environment = programEnvironment(collector.endpoint);
  const watched = new URL('../support/contexts.mjs', import.meta.url).href;
  api = await Program.start('api', 'api', { ...environment, NODE_OPTIONS: `--import ${watched}` });
  worker = await Program.start('worker', 'worker', environment);
  await answering(api);
}, 120_000);

afterAll(async () => {
  await Promise.all([api?.kill(), worker?.kill()]);
  await collector?.close();
  await database?.drop();
  if (role) await administer(`DROP ROLE ${role}`);
});

it('follows a fact from the caller’s own trace to what can be read', async () => {
  const trace = aTrace();
  const answer = await register('metaleurop', { traceparent: `00-${trace}-${callerSpan}-01` });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-correlation-id')).toBe(asUuid(trace));
  const request = await collector.span(({ traceId, kind }) => traceId === trace && kind === SERVER);
  expect(request).toMatchObject({
    service: 'palimpseste-api',
    name: 'POST /api/v1/sites/:siteId/registration',
    parentSpanId: callerSpan,
    status: 0,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/api/v1/sites/:siteId/registration',
      'http.response.status_code': 201,
    },
  });
  const append = await collector.span(({ name, parentSpanId }) => name === 'append' && parentSpanId === request.spanId);
  expect(append).toMatchObject({
    traceId: trace,
    attributes: { 'palimpseste.streams': 1, 'palimpseste.events': 1, 'palimpseste.outcome': 'appended' },
  });
  const batch = await collector.span(
    ({ name, links }) => name === 'project timeline' && links.some(({ spanId }) => spanId === append.spanId),
  );
  expect(batch).toMatchObject({
    service: 'palimpseste-worker',
    name: 'project timeline',
    links: [{ traceId: trace, spanId: append.spanId }],
    attributes: { 'palimpseste.projection': 'timeline', 'palimpseste.events': 1, 'palimpseste.lag_seconds': expect.any(Number) },
  });
  expect(batch.traceId).not.toBe(trace);
});

it('gives a fact without a trace one that its correlation id names', async () => {
  const own = await register('nyrstar');
  const named = await register('umicore', { 'x-correlation-id': 'import-du-12-mai' });
  for (const answer of [own, named]) expect(answer.status).toBe(201);
  const request = await collector.span(({ traceId, kind }) => kind === SERVER && asUuid(traceId) === own.headers.get('x-correlation-id'));
  expect(request.parentSpanId ?? '').toBe('');
  expect(named.headers.get('x-correlation-id')).toBe('import-du-12-mai');
  const appends = () => collector.spans.filter(({ name }) => name === 'append');
  await collector.span(() => appends().every(({ spanId }) => linked().has(spanId)));
  expect(appends().length).toBeGreaterThanOrEqual(2);
});

it('leaves out what the caller does not keep, and what asks after its health', async () => {
  const [left, kept] = [aTrace(), aTrace()];
  expect((await register('sans-trace', { traceparent: `00-${left}-${callerSpan}-00` })).status).toBe(201);
  expect((await ask('/health/live')).status).toBe(200);
  await ask('/api/v1/sites', { traceparent: `00-${kept}-${callerSpan}-01` });
  await collector.span(({ traceId }) => traceId === kept);
  expect(collector.spans.filter(({ traceId, name }) => traceId === left || name.includes('/health/'))).toEqual([]);
});

it('says each request in a line of its own, and what failed with its trace', async () => {
  const trace = aTrace();
  const headers = { traceparent: `00-${trace}-${callerSpan}-01`, 'x-correlation-id': 'panne-1' };
  await administer('ALTER VIEW rm.timeline RENAME TO timeline_away', url);
  const answer = await ask('/api/v1/timeline?q=metaleurop', headers);
  await administer('ALTER VIEW rm.timeline_away RENAME TO timeline', url);
  expect(answer.status).toBe(500);
  const about = { correlationId: 'panne-1', traceId: trace, method: 'GET', route: '/api/v1/timeline' };
  await line(api, (said) => said.context === 'Request' && said.correlationId === 'panne-1');
  const lines = linesOf(api).filter(({ correlationId }) => correlationId === 'panne-1');
  expect(lines).toEqual([
    expect.objectContaining({ ...about, level: 'error', context: 'Problem', msg: expect.stringContaining('does not exist') }),
    expect.objectContaining({ ...about, level: 'info', context: 'Request', status: 500, ms: expect.any(Number) }),
  ]);
  expect(await collector.span(({ traceId }) => traceId === trace)).toMatchObject({
    status: ERROR,
    attributes: { 'error.type': '500', 'http.response.status_code': 500 },
  });
});

it('says which projection put which event aside', async () => {
  const store = await PostgresEventStore.open({ connectionString: url });
  const event = { ...sample('SiteRegistered'), eventId: newEventId(), meta: '{"broken":true}' };
  await store.append([{ streamId: 'site-illisible', expected: 'none', events: [event] }]);
  await store.close();
  expect(await line(worker, ({ eventId }) => eventId === event.eventId)).toMatchObject({
    level: 'error',
    projection: expect.stringMatching(new RegExp(`^(${readModelProjections.map(({ name }) => name).join('|')})$`)),
  });
});

it('names nobody: no subject, no token, no password', async () => {
  const secret = 'projet-hyperion-de-lens';
  const headers = { traceparent: `00-${aTrace()}-${callerSpan}-01` };
  const confidential = { ...sourced, name: 'Hyperion', visibility: { level: 'confidential' } };
  await post(`/api/v1/projects/${secret}/announcement`, { ...confidential, occurred: '2021' }, headers);
  await ask(`/api/v1/projects/${secret}?lang=en`, headers);
  await ask(`/api/v1/timeline?q=${secret}`, headers);
  await ask(`/api/v1/projects/${secret}/announcement`, headers);
  await ask(`/${secret}/nulle-part`, headers);
  const last = aTrace();
  await ask('/api/v1/projects', { traceparent: `00-${last}-${callerSpan}-01`, authorization: `Bearer ${token}x` });
  await collector.span(({ traceId }) => traceId === last);
  await collector.span(() => collector.spans.filter(({ name }) => name === 'append').every(({ spanId }) => linked().has(spanId)));
  const told = [collector.said, api.said, worker.said].join('\n');
  const names = [secret, 'Hyperion', 'metaleurop', 'nyrstar', 'illisible', token, PASSWORD, role];
  expect(names.filter((name) => told.toLowerCase().includes(name.toLowerCase()))).toEqual([]);
});

it('follows no promise with a context: every promise and every write of the program would pay for it', async () => {
  for (const path of ['/api/v1/sites', '/api/v1/timeline.csv', '/api/v1/events', '/ogc/collections'])
    expect((await fetch(`${api.address}${path}`)).status).toBe(200);
  expect(api.said).not.toContain('promises are followed');
});

it('ends well, and sends what was left', async () => {
  const trace = aTrace();
  await ask('/api/v1/sites', { traceparent: `00-${trace}-${callerSpan}-01` });
  expect(await api.end()).toBe(0);
  expect(await worker.end()).toBe(0);
  await collector.span(({ traceId }) => traceId === trace);
});

const SERVER = 2;
const ERROR = 2;

function programEnvironment(endpoint: string): Record<string, string> {
  return {
    DATABASE_URL: url,
    PALIMPSESTE_SECRET: randomBytes(32).toString('hex'),
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    LOG_LEVEL: 'debug',
  };
}

const linked = () => new Set(collector.spans.flatMap(({ links }) => links.map(({ spanId }) => spanId)));
const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${api.address}${path}`, { headers });
const register = (id: string, headers?: Record<string, string>) => post(`/api/v1/sites/${id}/registration`, site(id), headers);
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${api.address}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** What a program said: every line is one JSON object, or this fails. The last may not be whole yet. */
const linesOf = ({ said }: Program) =>
  said
    .split('\n')
    .slice(0, -1)
    .map((text) => JSON.parse(text) as Record<string, unknown>);

async function line(program: Program, isIt: (said: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const found = linesOf(program).find(isIt);
    if (found) return found;
  }
  throw new Error(`no such line in ${program.said}`);
}

async function answering({ address, said }: Program): Promise<void> {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50)))
    if ((await fetch(`${address}/health/live`).catch(() => undefined))?.ok) return;
  throw new Error(`the api does not answer: ${said}`);
}

async function administer(statement: string, address = process.env.PALIMPSESTE_TEST_POSTGRES): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  await client.query(statement);
  await client.end();
}
