import 'reflect-metadata';
import { PostgresEventStore } from '@app/event-store';
import { job, JobRefused, JobWorker, outcomeOf, PostgresJobs, type JobContext } from '@app/jobs';
import { newEventId } from '@app/kernel';
import { openReadModels, Ownership } from '@app/projecting';
import { IsInt, IsOptional, IsString } from 'class-validator';
import type { DataSource } from 'typeorm';
import { testDatabase } from '../support/postgres.js';
import { until } from '../support/until.js';

class CountPayload {
  @IsString() name: string;
  @IsOptional() @IsInt() upTo?: number;
}

type Work = (payload: CountPayload, context: JobContext<{ at: number }>) => Promise<{ counted: number }>;

/** What the job does is the test's business; everything around it is real. */
let work: Work;
const count = job<CountPayload, { counted: number }, { at: number }>({
  name: 'count',
  title: { fr: 'Décompte', en: 'Count' },
  payload: CountPayload,
  key: ({ name }) => name,
  refusals: { TOO_MANY: ({ most }: { most: number }) => ({ fr: `Au plus ${most}.`, en: `At most ${most}.` }) },
  done: ({ counted }) => ({ fr: `${counted} comptés.`, en: `${counted} counted.` }),
  run: (payload, context) => work(payload, context),
});

const ME = { askedBy: 'administrator-1' };
let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let source: DataSource;
let jobs: PostgresJobs;
let closing: (() => Promise<void>)[] = [];
beforeEach(async () => {
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url });
  source = await openReadModels({ url: database.url, entities: [] });
  jobs = new PostgresJobs(source, [count]);
  await jobs.install();
  work = async ({ upTo = 1 }) => ({ counted: upTo });
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
  await source.destroy();
  await store.close();
  await database.drop();
});

describe('what is asked for', () => {
  it('is run, and says what came of it', async () => {
    await worker();
    const { job: asked, as } = await jobs.enqueue('count', { name: 'emplois', upTo: 3 }, ME);
    expect({ as, status: asked.status, askedBy: asked.askedBy }).toEqual({ as: 'new', status: 'waiting', askedBy: 'administrator-1' });
    const done = await ended(asked.id);
    expect(done).toMatchObject({ status: 'done', progress: 1, result: { counted: 3 }, runs: 1, faults: 0, deaths: 0, error: null });
    expect(outcomeOf(count, done)).toEqual({ fr: '3 comptés.', en: '3 counted.' });
  });

  it('is queued once while it waits or runs, and anew when it has ended', async () => {
    const first = await jobs.enqueue('count', { name: 'emplois' }, ME);
    const again = await Promise.all([1, 2, 3].map(() => jobs.enqueue('count', { name: 'emplois' }, ME)));
    const other = await jobs.enqueue('count', { name: 'sites' }, ME);
    expect(again.map(({ as, job: { id } }) => [as, id])).toEqual([1, 2, 3].map(() => ['open', first.job.id]));
    expect(other.as).toBe('new');
    await worker();
    await ended(first.job.id);
    expect((await jobs.enqueue('count', { name: 'emplois' }, ME)).as).toBe('new');
  });

  it('by several at the same moment is queued once, and so is the same request', async () => {
    const answers = await Promise.all([...Array(8)].map(() => jobs.enqueue('count', { name: 'emplois' }, ME)));
    expect(answers.filter(({ as }) => as === 'new')).toHaveLength(1);
    expect(new Set(answers.map(({ job: { id } }) => id)).size).toBe(1);
    const request = { ...ME, requestId: newEventId() };
    const same = await Promise.all([...Array(4)].map(() => jobs.enqueue('count', { name: 'sites' }, request)));
    expect(same.map(({ as }) => as).sort()).toEqual(['new', 'repeated', 'repeated', 'repeated']);
  });

  it('by the same request is the same job even when it has ended; another wish under its identity is refused', async () => {
    await worker();
    const request = { ...ME, requestId: newEventId() };
    const { job: asked } = await jobs.enqueue('count', { name: 'emplois' }, request);
    await ended(asked.id);
    expect(await jobs.enqueue('count', { name: 'emplois' }, request)).toMatchObject({ as: 'repeated', job: { id: asked.id } });
    await expect(jobs.enqueue('count', { name: 'sites' }, request)).rejects.toMatchObject({ name: 'CommandIdReused' });
  });

  it('is checked before it is queued', async () => {
    await expect(jobs.enqueue('count', { name: 3, colour: 'bleu' }, ME)).rejects.toMatchObject({ name: 'PayloadInvalid' });
    expect(await jobs.list({ limit: 10 })).toEqual([]);
  });

  it('is listed newest first, by status, page by page', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.unshift((await jobs.enqueue('count', { name }, ME)).job.id);
    await jobs.cancel(ids[1]!);
    expect((await jobs.list({ limit: 10 })).map(({ id }) => id)).toEqual(ids);
    expect((await jobs.list({ limit: 10, statuses: ['cancelled'] })).map(({ id }) => id)).toEqual([ids[1]]);
    expect((await jobs.list({ limit: 1, before: ids[1] })).map(({ id }) => id)).toEqual([ids[2]]);
    expect(await jobs.list({ limit: 10, names: ['export'] })).toEqual([]);
  });
});

describe('a job that runs', () => {
  it('tells how far it is, and how long it will take', async () => {
    const gate = gated();
    work = async (_, { progress }) => {
      progress(0.2, 'counting');
      await gate.opened;
      progress(0.6, 'counting');
      await gate.closed;
      return { counted: 1 };
    };
    await worker();
    const { job: asked } = await jobs.enqueue('count', { name: 'emplois' }, ME);
    await until(async () => (await jobs.find(asked.id))!.progress === 0.2);
    gate.open();
    await until(async () => (await jobs.find(asked.id))!.secondsLeft !== null);
    expect(await jobs.find(asked.id)).toMatchObject({
      status: 'running',
      progress: 0.6,
      phase: 'counting',
      secondsLeft: expect.any(Number),
    });
    gate.close();
    expect(await ended(asked.id)).toMatchObject({ status: 'done', secondsLeft: null, phase: null });
  });

  it('ends when it is cancelled, and does not begin when it was cancelled before', async () => {
    let begun = 0;
    work = (_, { signal }) => {
      begun += 1;
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    };
    const { job: waiting } = await jobs.enqueue('count', { name: 'sites' }, ME);
    expect(await jobs.cancel(waiting.id)).toMatchObject({ status: 'cancelled' });
    await worker();
    const { job: running } = await jobs.enqueue('count', { name: 'emplois' }, ME);
    await until(async () => (await jobs.find(running.id))!.status === 'running');
    expect(await jobs.cancel(running.id)).toMatchObject({ status: 'running', cancelling: true });
    expect(await ended(running.id)).toMatchObject({ status: 'cancelled', cancelling: false, error: null });
    expect(begun).toBe(1);
    expect(await jobs.cancel(running.id)).toMatchObject({ status: 'cancelled' });
    expect(await jobs.cancel(newEventId())).toBeUndefined();
  });

  it('is not tried again when it is refused', async () => {
    let begun = 0;
    work = async () => {
      begun += 1;
      throw new JobRefused('TOO_MANY', { most: 5 });
    };
    await worker();
    const { job: asked } = await jobs.enqueue('count', { name: 'emplois' }, ME);
    const refused = await ended(asked.id);
    expect(refused).toMatchObject({ status: 'refused', runs: 1, faults: 0 });
    expect(outcomeOf(count, refused)?.fr).toBe('Au plus 5.');
    // The queue lets go of a job just after its outcome is written.
    await until(async () => (await queued()) === 0);
    expect(begun).toBe(1);
  });

  it('is tried again later after a fault, and its fault is told', async () => {
    const faults: string[] = [];
    work = async (_, { run }) => {
      if (run === 1) throw new Error('disque plein');
      return { counted: run };
    };
    await worker({ onFault: (what, error) => faults.push(`${what}: ${(error as Error).message}`) });
    const { job: asked } = await jobs.enqueue('count', { name: 'emplois' }, ME);
    await until(async () => (await jobs.find(asked.id))!.faults === 1);
    expect(outcomeOf(count, (await jobs.find(asked.id))!)?.fr).toContain('disque plein');
    expect(await ended(asked.id)).toMatchObject({ status: 'done', result: { counted: 2 }, runs: 2, faults: 1, error: null });
    expect(faults).toEqual([`job count ${asked.id}: disque plein`]);
  });

  it('has failed after its last fault', async () => {
    work = async () => {
      throw new Error('disque plein');
    };
    const { job: asked } = await jobs.enqueue('count', { name: 'emplois' }, ME);
    await source.query('UPDATE jobs.job SET faults = 5 WHERE id = $1', [asked.id]);
    await worker();
    expect(await ended(asked.id)).toMatchObject({ status: 'failed', faults: 6, error: { code: 'FAULT' } });
    // The queue lets go of a job just after its outcome is written.
    await until(async () => (await queued()) === 0);
  });

  it('is not taken up for ever when it takes its workers down with it', async () => {
    const { job: asked } = await jobs.enqueue('count', { name: 'emplois' }, ME);
    await source.query(`UPDATE jobs.job SET status = 'running', deaths = 4, runs = 4 WHERE id = $1`, [asked.id]);
    await worker();
    const failed = await ended(asked.id);
    expect(failed).toMatchObject({ status: 'failed', deaths: 5 });
    expect(outcomeOf(count, failed)?.fr).toContain('5 workers sont morts');
  });
});

describe('workers', () => {
  it('hand back what they are at when they stop, and the next goes on from there', async () => {
    work = async ({ upTo = 0 }, { memory, run, signal, remember }) => {
      for (let at = memory?.at ?? 0; at < upTo; at++) {
        if (run === 1 && at === 3) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
        await remember({ at: at + 1 });
        if (run > 1) expect(at).toBeGreaterThanOrEqual(3);
      }
      return { counted: upTo };
    };
    const first = await worker();
    const { job: asked } = await jobs.enqueue('count', { name: 'emplois', upTo: 6 }, ME);
    await until(async () => (await source.query('SELECT memory FROM jobs.job'))[0].memory?.at === 3);
    await first.stop();
    expect(await jobs.find(asked.id)).toMatchObject({ status: 'waiting', worker: null, faults: 0 });
    // At once, not when a fault would be tried again.
    expect(await source.query('SELECT attempts, run_at <= now() AS due FROM graphile_worker.jobs')).toEqual([{ attempts: 0, due: true }]);
    await worker();
    expect(await ended(asked.id)).toMatchObject({ status: 'done', result: { counted: 6 }, runs: 2, faults: 0, deaths: 0 });
  });

  it('take over from one that lost its place, which then changes nothing any more', async () => {
    const gate = gated();
    const ends: string[] = [];
    work = async (_, { run, remember }) => {
      if (run > 1) return { counted: run };
      await gate.opened;
      await remember({ at: 99 }).catch((error: Error) => ends.push(error.message));
      return { counted: -1 };
    };
    const { ownership } = await worker();
    const { job: asked } = await jobs.enqueue('count', { name: 'emplois' }, ME);
    await until(async () => (await jobs.find(asked.id))!.status === 'running');
    await worker();
    // What the others do to a worker that was silent for too long.
    await ownership.stop();
    expect(await ended(asked.id)).toMatchObject({ status: 'done', result: { counted: 2 }, runs: 2, deaths: 1 });
    gate.open();
    await until(async () => ends.length === 1);
    expect(ends[0]).toContain('taken-over');
    expect(await jobs.find(asked.id)).toMatchObject({ status: 'done', result: { counted: 2 } });
    expect((await source.query('SELECT memory FROM jobs.job'))[0].memory).toBeNull();
    await until(async () => (await queued()) === 0);
  });

  it('share the jobs, each so many at once', async () => {
    const gate = gated();
    let most = 0;
    let now = 0;
    work = async () => {
      most = Math.max(most, ++now);
      await gate.opened;
      now -= 1;
      return { counted: 1 };
    };
    await worker({ concurrency: 2 });
    await worker({ concurrency: 1 });
    for (const name of 'abcde') await jobs.enqueue('count', { name }, ME);
    await until(async () => (await jobs.list({ limit: 9, statuses: ['running'] })).length === 3);
    expect(new Set((await jobs.list({ limit: 9, statuses: ['running'] })).map((running) => running.worker!.id)).size).toBe(2);
    gate.open();
    await until(async () => (await jobs.list({ limit: 9, statuses: ['done'] })).length === 5);
    expect(most).toBe(3);
  });

  it('install the queue together, whoever is first', async () => {
    const other = await testDatabase();
    const sources = await Promise.all([1, 2, 3].map(() => openReadModels({ url: other.url, entities: [] })));
    try {
      await Promise.all(sources.map((one) => new PostgresJobs(one, [count]).install()));
      expect(await new PostgresJobs(sources[0]!, [count]).list({ limit: 1 })).toEqual([]);
    } finally {
      await Promise.all(sources.map((one) => one.destroy()));
      await other.drop();
    }
  });
});

/** A worker with sessions of its own, as a program has. */
async function worker(options: ConstructorParameters<typeof JobWorker>[4] = {}) {
  const own = await openReadModels({ url: database.url, entities: [] });
  const ownership = new Ownership(own, { every: 100 });
  ownership.start();
  const tools = { eventStore: store, readModels: own, data: '/nonexistent' };
  const hands = new JobWorker(own, [count], tools, ownership.id, { every: 100, ...options });
  hands.start();
  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= hands
      .stop()
      .then(() => ownership.stop())
      .then(() => own.destroy()));
  closing.push(stop);
  return { stop, ownership };
}

async function ended(id: string) {
  await until(
    async () => (await jobs.find(id))!.endedAt !== null,
    () => jobs.find(id),
  );
  return (await jobs.find(id))!;
}

const queued = async (): Promise<number> => (await source.query('SELECT count(*)::int AS n FROM graphile_worker.jobs'))[0].n;

function gated() {
  let open = () => {};
  let close = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const closed = new Promise<void>((resolve) => (close = resolve));
  return { opened, closed, open: () => open(), close: () => close() };
}
