import { appendSpanIdOf, Metrics, measured, Requests } from '@app/observability';
import { newEventId } from '@app/kernel';
import { Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { MemoryEventStore } from '../../libs/event-store/memory/memory-event-store.js';
import { sample } from '../../libs/event-store/contract/samples.js';
import { Tracing } from '../../libs/observability/tracing.js';
import { TestCollector } from '../support/collector.js';
import { freePort } from '../support/embedded.js';
import { testDatabase } from '../support/postgres.js';
import { Program } from '../support/programs.js';
import { until } from '../support/until.js';

let collector: TestCollector;
beforeAll(() => Logger.overrideLogger(false));
beforeEach(async () => (collector = await TestCollector.start()));
afterEach(() => collector.close());

describe('an api whose collector', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => (database = await testDatabase()));
  afterAll(() => database?.drop());

  const started = (endpoint: string, environment: Record<string, string> = {}) =>
    Program.start('api', 'api', {
      DATABASE_URL: database.url,
      PALIMPSESTE_SECRET: randomBytes(32).toString('hex'),
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '20',
      LOG_LEVEL: 'warn',
      ...environment,
    });
  /** Asks for traced answers, each of which has to come, until something is so and all are answered as they should. */
  const askUntil = (api: Program, reached: () => boolean) =>
    until(async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${api.address}/api/v1/nothing`)));
      // On a machine that is busy with other things, an api sends some away.
      return reached() && answers.every(({ status }) => status === 404);
    });

  it.each<[string, () => Promise<string>]>([
    ['refuses everything', async () => ((collector.mood = 'refuses'), collector.endpoint)],
    ['is not there', async () => `http://127.0.0.1:${await freePort()}`],
  ])('%s answers all the same, says so once and not where, and ends well', async (_, endpoint) => {
    const api = await started(await endpoint(), { OTEL_EXPORTER_OTLP_TIMEOUT: '200' });
    try {
      await alive(api);
      const told = () => api.said.split('\n').filter((line) => line.includes('The collector takes no traces'));
      await askUntil(api, () => told().length > 0);
      await askUntil(api, () => collector.mood === 'takes' || collector.brought > 3);
      expect(told()).toHaveLength(1);
      expect(api.said).not.toContain('127.0.0.1');
      expect(await api.end()).toBe(0);
    } finally {
      await api.kill();
    }
  });

  it('hangs answers all the same, and is not waited for at the end', async () => {
    collector.mood = 'hangs';
    const api = await started(collector.endpoint);
    try {
      await alive(api);
      await askUntil(api, () => collector.brought > 0);
      const since = performance.now();
      expect(await api.end()).toBe(0);
      // An export may take 10 s, and there are several to end; a program that ends has 20 s in all.
      expect(performance.now() - since).toBeLessThan(8_000);
    } finally {
      await api.kill();
    }
  });
});

describe('the spans that wait for a collector', () => {
  it('are so many and no more; the rest is dropped', async () => {
    const tracing = new Tracing(`${collector.endpoint}/v1/traces`, 'essai');
    for (let index = 0; index < 10_000; index++) tracing.start('span', {}).end();
    await tracing.close();
    // 2,048 that wait, and the 512 that were on their way.
    expect(collector.spans.length).toBe(2_048 + 512);
  });
});

describe('an append', () => {
  const append = (correlationId: string) => ({
    streamId: `site-${newEventId()}`,
    expected: 'none' as const,
    events: [{ ...sample('SiteClosed'), eventId: newEventId(), meta: JSON.stringify({ correlationId }) }],
  });

  it('is a part of the one request under way that has its correlation id, and of none when several have', async () => {
    const tracing = new Tracing(`${collector.endpoint}/v1/traces`, 'essai');
    const store = measured(new MemoryEventStore(), new Metrics(), tracing);
    const requests = new Requests(new Metrics(), tracing);
    const began = (traceId: string, correlationId: string) =>
      requests.began({ method: 'POST', route: '/', correlationId, caller: { traceId, spanId: '00f067aa0ba902b7', sampled: true } });
    const [one, other] = [began('a'.repeat(32), 'import-12'), began('b'.repeat(32), 'import-12')];
    await store.append([append('import-12')]);
    one.ended(201, 0.1);
    await store.append([append('import-12')]);
    other.ended(201, 0.1);
    await store.append([append('import-12')]);
    await tracing.close();
    const [among, , within, request, after] = collector.spans;
    expect(within).toMatchObject({ name: 'append', traceId: 'b'.repeat(32), parentSpanId: request!.spanId });
    for (const alone of [among, after]) expect(alone).toMatchObject({ name: 'append', traceId: among!.traceId });
    expect([among!.parentSpanId, after!.parentSpanId]).toEqual([undefined, undefined]);
    expect(['a'.repeat(32), 'b'.repeat(32)]).not.toContain(among!.traceId);
  });

  it('outside of a request is in the trace that its correlation id stands for, under the span that its event stands for, once', async () => {
    const tracing = new Tracing(`${collector.endpoint}/v1/traces`, 'essai');
    const store = measured(new MemoryEventStore(), new Metrics(), tracing);
    const one = append('4bf92f35-77b3-4da6-a3ce-929d0e0e4736');
    await store.append([one]);
    await store.append([one]);
    await store.append([append('import-12')]);
    await store.append([append('import-12')]);
    await tracing.close();
    const [first, again, ...named] = collector.spans;
    expect(first).toMatchObject({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: appendSpanIdOf(one.events[0]!.eventId),
      attributes: { 'palimpseste.outcome': 'appended' },
    });
    expect(again).toMatchObject({ traceId: first!.traceId, attributes: { 'palimpseste.outcome': 'duplicate' } });
    expect(again!.spanId).not.toBe(first!.spanId);
    expect(new Set(named.map(({ traceId }) => traceId)).size).toBe(1);
  });
});

const alive = ({ address }: Program) => until(async () => (await fetch(`${address}/health/live`).catch(() => undefined))?.ok === true);
