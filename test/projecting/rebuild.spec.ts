import { randomBytes } from 'node:crypto';
import { subjects, subjectOfKind } from '@app/domain';
import { PostgresEventStore, type EventStore, type NewEvent } from '@app/event-store';
import { loadFiles, readDataFiles } from '@app/imports';
import { newEventId } from '@app/kernel';
import { liveGeneration, pauseRebuild, progressOf, rebuild, rebuildsOf, type RebuildOptions } from '@app/projecting';
import { readModelProjections } from '@app/runtime';

import { contents, follow, generations, openTables } from '../faults/tables.js';
import { testDatabase } from '../support/postgres.js';

const FILES = await readDataFiles(['data/artois']);
const projections = readModelProjections;
const names = projections.map(({ name }) => name);

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let source: Awaited<ReturnType<typeof openTables>>;
let nearTheEnd: number;
beforeEach(async () => {
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url });
  source = await openTables(database.url);
  await loadFiles(FILES, { store, subjects });
  // What is recorded together has one record time, within which there is no checkpoint: these come one by one.
  for (let count = 0; count < 60; count++) await append(`site-atelier-${count}`, event('SiteRegistered', { name: `Atelier ${count}` }));
  nearTheEnd = Number(await store.head()) - 10;
});
afterEach(async () => {
  await source?.destroy();
  await store?.close();
  await database?.drop();
});

const rebuilt = (options?: RebuildOptions, from: EventStore = store, tables = source) =>
  rebuild(tables, from, projections, subjectOfKind, options);

describe('a rebuild', () => {
  it('gives the rows that the runner gave, at whatever event it makes its checkpoints', async () => {
    const secret = event('ProjectProspected', { name: 'Projet Iris' }, { level: 'confidential', until: { event: 'ProjectAnnounced' } });
    const other = event('ProjectProspected', { name: 'Projet Lys' }, { level: 'confidential', until: { event: 'ProjectAnnounced' } });
    const either = { level: 'confidential', until: { date: '2999-01-01', event: 'ProjectAnnounced' } };
    const dated = event('ProjectProspected', { name: 'Projet Jonc' }, either);
    const past = event(
      'ProjectProspected',
      { name: 'Projet Menthe' },
      { level: 'confidential', until: { date: '2001-01-01', event: 'ProjectAnnounced' } },
    );
    await append('project-jonc', dated);
    await append('project-menthe', past);
    await append('project-iris', secret);
    await append('project-lys', other);
    await append('project-usine', event('ProjectAnnounced', { name: 'Usine' }));
    const correction = { name: 'Usine neuve' };
    const fact = { type: 'ProjectAnnounced', schemaVersion: 1, data: correction, occurred: null, sources: [] };
    const [usine] = await last('project-usine');
    await append('project-usine', event('FactCorrected', { corrects: usine, fact }));
    await append('project-iris', event('ProjectAnnounced', { name: 'Usine Iris' }));
    // Followed up to here, and beyond: a reveal finds its rows in the tables, or in what is yet to be written.
    await follow(source, store);
    const unannounced = event('ProjectProspected', { name: 'Projet Carex' }, either);
    await append('project-carex', unannounced);
    for (const stream of ['jonc', 'menthe', 'carex']) await append(`project-${stream}`, event('ProjectAnnounced', { name: stream }));
    await follow(source, store);
    const live = await contents(source);
    const rows = live.timeline!.map(
      (row) => JSON.parse(row) as { event_id: string; visible_from: string | null; recorded_to: string | null },
    );
    expect(rows.find(({ event_id: id }) => id === secret.eventId)!.visible_from).not.toBeNull();
    expect(rows.find(({ event_id: id }) => id === other.eventId)!.visible_from).toBeNull();
    // The first of the two ends it: the announcement, long before the day; or the day, before the fact was recorded.
    for (const [fact, revealedBy] of [
      [dated, 'project-jonc'],
      [unannounced, 'project-carex'],
    ] as const)
      expect(Date.parse(rows.find(({ event_id: id }) => id === fact.eventId)!.visible_from!)).toBe(await announcedAt(revealedBy));
    expect(Date.parse(rows.find(({ event_id: id }) => id === past.eventId)!.visible_from!)).toBeLessThan(
      await announcedAt('project-menthe'),
    );
    expect(rows.filter(({ event_id: id }) => id === usine).map(({ recorded_to: to }) => to === null)).toHaveLength(2);
    for (const checkpointEvery of [1, 7, 50_000]) {
      expect(await rebuilt({ checkpointEvery })).toEqual({ status: 'done', events: Number(await store.head()), resumedAt: 0 });
      expect(await contents(source)).toEqual(live);
    }
    expect(await generations(source)).toBe(projections.length);
  });

  it.each([
    ['a character that PostgreSQL does not hold', { name: 'Usine \u0000' }],
    ['a value too long for an index', { name: 'Usine', communeCode: randomBytes(6_000).toString('hex') }],
  ])('parks %s with what follows in its stream, in the projections that keep it only, as the runner does', async (_, data) => {
    await append('site-usine-empoisonnee', event('SiteRegistered', data), event('SiteClosed', {}));
    await append('site-usine-saine', event('SiteRegistered', { name: 'Usine saine' }));
    await follow(source, store);
    const live = { rows: await contents(source), parked: await parked() };
    // Those that keep the name and the place of a site; the others go on.
    expect(live.parked).toEqual(
      ['subjects', 'timeline'].flatMap((projection) => [
        { projection, stream: 'site-usine-empoisonnee', revision: 0, waits: false },
        { projection, stream: 'site-usine-empoisonnee', revision: 1, waits: true },
      ]),
    );
    for (const checkpointEvery of [5, 50_000]) {
      await rebuilt({ checkpointEvery });
      expect({ rows: await contents(source), parked: await parked() }).toEqual(live);
    }
    const { name } = (await source.query(`SELECT name FROM rm.timeline WHERE stream_id = 'site-usine-saine'`))[0];
    expect(name).toBe('Usine saine');
  });

  it('parks an event that a projection cannot read, and goes on', async () => {
    await append('site-usine-muette', { ...event('SiteRegistered', { name: 'Muette' }), meta: '{"visibility":{"level":"public"}}' });
    await append('site-usine-saine', event('SiteRegistered', { name: 'Usine saine' }));
    await rebuilt();
    expect(await parked()).toEqual([{ projection: 'timeline', stream: 'site-usine-muette', revision: 0, waits: false }]);
    expect((await progressOf(source, store)).every(({ lag }) => lag === 0)).toBe(true);
  });

  it('pauses when it is asked to, and goes on from there', async () => {
    await follow(source, store);
    const live = await contents(source);
    const gate = gated(nearTheEnd);
    const running = rebuilt({ checkpointEvery: 10 }, gate.store);
    await gate.reached;
    const asked = pauseRebuild(source, names);
    await condition(async () => (await rebuildsOf(source)).every(({ pausing }) => pausing));
    gate.open();
    expect(await running).toMatchObject({ status: 'paused', resumedAt: 0 });
    expect(await asked).toEqual([...names].sort());
    const left = await rebuildsOf(source);
    expect(left.map(({ running, stage }) => ({ running, stage }))).toEqual(
      names.map(() => ({ running: false, stage: expect.any(String) })),
    );
    expect(left.every(({ events }) => events >= nearTheEnd - 20)).toBe(true);
    const outcome = await rebuilt();
    expect(outcome).toMatchObject({ status: 'done', events: Number(await store.head()), resumedAt: left[0]!.events });
    expect(await contents(source)).toEqual(live);
    expect(await pauseRebuild(source, names)).toEqual([]);
  });

  it('starts from nothing when that is asked for, or when the code would fill the tables otherwise', async () => {
    await follow(source, store);
    const live = await contents(source);
    const interrupt = async () => {
      const stop = new AbortController();
      const outcome = await rebuilt({
        checkpointEvery: 10,
        signal: stop.signal,
        onProgress: ({ events }) => void (events >= nearTheEnd && stop.abort()),
      });
      expect(outcome.status).toBe('paused');
      expect(outcome.events).toBeGreaterThanOrEqual(nearTheEnd);
    };
    await interrupt();
    expect(await rebuilt({ restart: true })).toMatchObject({ status: 'done', resumedAt: 0 });
    await interrupt();
    const changed = projections.map((projection) => ({ ...projection, version: projection.version + 1 }));
    expect(await rebuild(source, store, changed, subjectOfKind)).toMatchObject({ status: 'done', resumedAt: 0 });
    expect(await contents(source)).toEqual(live);
    expect(await generations(source)).toBe(projections.length);
  });

  it('is one at a time', async () => {
    const gate = gated(nearTheEnd);
    const first = rebuilt({}, gate.store);
    await gate.reached;
    await expect(rebuilt()).rejects.toMatchObject({ name: 'RebuildUnderWay' });
    gate.open();
    expect(await first).toMatchObject({ status: 'done' });
  });

  it('that lost its lock without knowing writes nothing more: the one that took over does', async () => {
    await follow(source, store);
    const live = await contents(source);
    const others = await openTables(database.url);
    try {
      const gate = gated(nearTheEnd);
      const first = rebuilt({ checkpointEvery: 10 }, gate.store, others);
      const refused = expect(first).rejects.toMatchObject({ name: 'Fenced' });
      await gate.reached;
      // Its last checkpoint before the gate: nothing of it is under way.
      await condition(async () => (await rebuildsOf(source)).every(({ events }) => events >= nearTheEnd - 10));
      await source.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7305902`);
      await condition(async () => (await rebuildsOf(source)).every(({ running }) => !running));
      let indexing = () => {};
      const reached = new Promise<void>((resolve) => (indexing = resolve));
      const second = rebuilt({ onProgress: ({ phase }) => void (phase === 'indexing' && indexing()) });
      await Promise.race([reached, second]);
      gate.open();
      await refused;
      expect(await second).toMatchObject({ status: 'done' });
      expect(await contents(source)).toEqual(live);
    } finally {
      await others.destroy().catch(() => undefined);
    }
  });

  it('tells how far it is and how long the reading will take', async () => {
    const told: { phase: string; events: number; total: number | null; secondsLeft: number | null }[] = [];
    await rebuilt({ checkpointEvery: 25, onProgress: (progress) => told.push(progress) });
    const total = Number(await store.head());
    const reading = told.filter(({ phase }) => phase === 'reading');
    expect(reading.length).toBeGreaterThan(2);
    for (const progress of reading) expect(progress).toMatchObject({ total, secondsLeft: expect.any(Number) });
    expect(reading.map(({ events }) => events)).toEqual(reading.map(({ events }) => events).sort((a, b) => a - b));
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['reading', 'indexing', 'catching-up', 'swapping', 'done']);
    expect(told.at(-1)).toEqual({ phase: 'done', events: total, total, secondsLeft: null });
  });
});

async function append(streamId: string, ...events: NewEvent[]): Promise<void> {
  await store.append([{ streamId, expected: 'any', events }]);
}

/** When a project was announced, in milliseconds. */
async function announcedAt(streamId: string): Promise<number> {
  for await (const { type, recordedAt } of store.readStream(streamId)) if (type === 'ProjectAnnounced') return Date.parse(recordedAt);
  throw new Error(`${streamId} was not announced`);
}

async function last(streamId: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { eventId } of store.readStream(streamId, { direction: 'backwards', limit: 1 })) ids.push(eventId);
  return ids;
}

function event(type: string, data: object, visibility: object = { level: 'public' }): NewEvent {
  const meta = { occurred: null, sources: [{ documentId: 'accord-2023' }], recordedBy: 'test', visibility };
  return { eventId: newEventId(), type, schemaVersion: 1, data: JSON.stringify(data), meta: JSON.stringify(meta) };
}

async function parked() {
  for (const projection of projections) await liveGeneration(source, store, projection, subjectOfKind);
  return source.query(
    `SELECT projection, stream_id AS stream, revision, reason IS NULL AS waits FROM rm.parked ORDER BY projection, stream_id, revision`,
  );
}

/** The store, whose scan waits after so many events until the gate is opened. */
function gated(after: number) {
  let open = () => {};
  let arrived = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrived = resolve));
  const watched: EventStore = Object.assign(Object.create(store) as PostgresEventStore, {
    async *readAll(options: Parameters<EventStore['readAll']>[0]) {
      let read = 0;
      for await (const stored of store.readAll(options)) {
        yield stored;
        if (++read !== after) continue;
        arrived();
        await opened;
      }
    },
  });
  return { store: watched, reached, open };
}

async function condition(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
