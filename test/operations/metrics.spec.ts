import { PostgresJobs } from '@app/jobs';
import { METRICS, Metrics, serveMetrics, watchAudit, watchJobs, watchProjections, watchReplicas, measured } from '@app/observability';
import { productJobs } from '@app/operations';
import { Replicas } from '@app/projecting';
import type { AddressInfo } from 'node:net';
import { freshStream, sample } from '../../libs/event-store/contract/samples.js';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

let system: RecordingSystem;
let metrics: Metrics;
let server: Awaited<ReturnType<typeof serveMetrics>>;
let address: string;
beforeAll(async () => {
  system = await recordingSystem();
  metrics = new Metrics();
  watchProjections(metrics, { readModels: system.source, eventStore: system.store }, () => ['projection timeline']);
  watchJobs(metrics, { readModels: system.source });
  watchAudit(metrics, { readModels: system.source, eventStore: system.store });
  watchReplicas(metrics, await Replicas.watch(system.source, []));
  metrics.keepsAnswers(() => ({ answers: 2, bytes: 3_000 }));
  server = await serveMetrics(metrics, 0, '127.0.0.1');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.close();
  await system?.close();
});

const scraped = async () => (await fetch(`${address}/metrics`)).text();
const valueOf = (text: string, line: string) => Number(new RegExp(`^${line.replace(/[{}"]/g, '\\$&')} (.+)$`, 'm').exec(text)?.[1]);

it('tells every metric that dashboards and alerts may name', async () => {
  await system.record('RegisterSite', { siteId: 'metaleurop', name: 'Metaleurop', communeCode: '62624', siteKind: 'plant' });
  await system.settled();
  const text = await scraped();
  for (const name of Object.values(METRICS)) expect(text).toContain(`# TYPE ${name} `);
  expect(valueOf(text, `${METRICS.lagEvents}{projection="timeline"}`)).toBe(0);
  expect(valueOf(text, `${METRICS.owned}`)).toBe(1);
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  // Names of subjects are nobody's business here.
  expect(text).not.toContain('metaleurop');
});

it('tells how the public is answered, and what is kept for it', async () => {
  for (const by of ['kept', 'kept', 'read']) metrics.answered(by);
  const text = await scraped();
  expect(valueOf(text, `${METRICS.answers}{by="kept"}`)).toBe(2);
  expect(valueOf(text, METRICS.keptAnswers)).toBe(2);
  expect(valueOf(text, METRICS.keptBytes)).toBe(3_000);
});

it('counts no connection that the question itself takes', async () => {
  await system.settled();
  const text = await scraped();
  expect(valueOf(text, `${METRICS.connections}{state="waited-for"}`)).toBe(0);
  expect(valueOf(text, `${METRICS.connections}{state="idle"}`)).toBeGreaterThan(0);
});

it('tells how far behind a projection is, and that an event was put aside', async () => {
  await system.store.append([
    { streamId: freshStream(), expected: 'none', events: [{ ...sample('SiteRegistered'), meta: '{"broken":true}' }] },
  ]);
  await system.settled();
  expect(valueOf(await scraped(), `${METRICS.parked}{projection="timeline"}`)).toBe(1);
});

it('tells how much long work waits, runs and has failed, once there is a queue', async () => {
  const jobs = new PostgresJobs(system.source, productJobs);
  expect(await scraped()).not.toContain(`${METRICS.jobs}{`);
  await jobs.install();
  const { job } = await jobs.enqueue('export', {}, { askedBy: 'test' });
  await system.source.query(`UPDATE jobs.job SET asked_at = now() - interval '1 hour' WHERE id = $1`, [job.id]);
  const waiting = await scraped();
  expect(['waiting', 'running', 'failed'].map((status) => valueOf(waiting, `${METRICS.jobs}{status="${status}"}`))).toEqual([1, 0, 0]);
  expect(valueOf(waiting, METRICS.jobWaiting)).toBeGreaterThanOrEqual(3_600);
  await system.source.query(`UPDATE jobs.job SET status = 'failed', ended_at = now() WHERE id = $1`, [job.id]);
  const failed = await scraped();
  expect(['waiting', 'running', 'failed'].map((status) => valueOf(failed, `${METRICS.jobs}{status="${status}"}`))).toEqual([0, 0, 1]);
  expect(valueOf(failed, METRICS.jobWaiting)).toBe(0);
  await system.source.query(`UPDATE jobs.job SET ended_at = now() - interval '2 days' WHERE id = $1`, [job.id]);
  expect(valueOf(await scraped(), `${METRICS.jobs}{status="failed"}`)).toBe(0);
});

it('tells what became of appends, and how long they took', async () => {
  const store = measured(system.store, metrics);
  const streamId = freshStream();
  const append = { streamId, expected: 'none' as const, events: [sample('SiteClosed')] };
  await store.append([append]);
  await store.append([append]);
  await expect(store.append([{ ...append, events: [sample()] }])).rejects.toThrow();
  await expect(store.append([])).rejects.toThrow();
  const text = await scraped();
  for (const outcome of ['appended', 'duplicate', 'conflict', 'rejected'])
    expect(valueOf(text, `${METRICS.append}_count{outcome="${outcome}"}`)).toBe(1);
});

it('answers nothing else', async () => {
  expect((await fetch(`${address}/`)).status).toBe(404);
  expect((await fetch(`${address}/metrics`, { method: 'POST' })).status).toBe(404);
});
