import { subjectOfKind } from '@app/domain';
import { PostgresEventStore, type NewEvent } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { catchUp, liveGeneration, ProjectionRunner, rebuild, retryParked, waitFor, type Projection } from '@app/projecting';
import { readModelProjections } from '@app/runtime';

import { contents, openTables } from '../faults/tables.js';
import { testDatabase } from '../support/postgres.js';

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let source: Awaited<ReturnType<typeof openTables>>;
beforeEach(async () => {
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url });
  source = await openTables(database.url);
});
afterEach(async () => {
  await source?.destroy();
  await store?.close();
  await database?.drop();
});

const projections = readModelProjections;
const timeline = projections.find(({ name }) => name === 'timeline')!;

describe('a poison event', () => {
  it('waits with what follows in its stream, and both go in, in order, once the fault is mended and they are asked for again', async () => {
    const faulty = { mended: false };
    const live = await liveGeneration(source, store, failingOn('SiteClosureAnnounced', faulty), subjectOfKind);
    await append('site-a', 'SiteRegistered', 'SiteClosureAnnounced', 'SiteClosed');
    await append('site-b', 'SiteRegistered', 'SiteClosed');
    await catchUp(live, null, await store.head(), undefined);
    expect(await told()).toEqual(['site-a SiteRegistered', 'site-b SiteRegistered', 'site-b SiteClosed']);
    expect(await reasons()).toEqual(['SiteClosureAnnounced: cannot be told', 'SiteClosed: null']);

    // What comes later waits behind it too; asking again without a mend changes nothing.
    await append('site-a', 'SiteReclassified');
    await catchUp(live, await live.position(source), await store.head(), undefined);
    expect(await retryParked(live)).toEqual({ taken: 0, parked: 3 });
    expect(await reasons()).toEqual(['SiteClosureAnnounced: cannot be told', 'SiteClosed: null', 'SiteReclassified: null']);

    faulty.mended = true;
    expect(await retryParked(live)).toEqual({ taken: 3, parked: 0 });
    const retried = await rows();
    await rebuild(source, store, [timeline], subjectOfKind);
    expect(retried).toEqual(await rows());
    expect(retried).toHaveLength(6);
  });

  const told = async (): Promise<string[]> =>
    (await source.query('SELECT stream_id, type FROM rm.timeline ORDER BY stream_id, revision')).map(
      (row: { stream_id: string; type: string }) => `${row.stream_id} ${row.type}`,
    );
  const reasons = async (): Promise<string[]> =>
    (await source.query('SELECT type, reason FROM rm.parked ORDER BY stream_id, revision')).map(
      (row: { type: string; reason: string | null }) => `${row.type}: ${row.reason}`,
    );
});

describe('two runners of the same projections', () => {
  it('cannot both write a batch: the second is fenced', async () => {
    const live = await liveGeneration(source, store, timeline, subjectOfKind);
    await append('site-a', 'SiteRegistered', 'SiteClosureAnnounced', 'SiteClosed');
    const head = await store.head();
    const outcomes = await Promise.allSettled([catchUp(live, null, head, undefined), catchUp(live, null, head, undefined)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'Fenced' } });
    expect(await rows()).toHaveLength(3);
  });

  it('together show what one alone would have shown', async () => {
    const faults: unknown[] = [];
    const runners = [1, 2].map(
      () => new ProjectionRunner(source, store, projections, subjectOfKind, { onFault: (_, error) => faults.push(error) }),
    );
    try {
      await Promise.all(runners.map((runner) => runner.start()));
      await Promise.all(
        Array.from({ length: 40 }, (_, site) => append(`site-${site}`, 'SiteRegistered', 'SiteClosureAnnounced', 'SiteClosed')),
      );
      for (let site = 0; site < 40; site++) await append(`site-${site}`, 'SiteReclassified');
      expect(await waitFor(source, store, (await store.head())!, 20_000)).toBe(true);
    } finally {
      await Promise.all(runners.map((runner) => runner.stop()));
    }
    expect(faults).toEqual([]);
    const together = await contents(source);
    expect(together.timeline).toHaveLength(160);
    await rebuild(source, store, projections, subjectOfKind);
    expect(await contents(source)).toEqual(together);
  });
});

const rows = (): Promise<object[]> => source.query('SELECT to_jsonb(t) AS row FROM rm.timeline t ORDER BY stream_id, revision');

/** The timeline, which cannot tell one type of event until that is mended. */
const failingOn = (type: string, faulty: { mended: boolean }): Projection => ({
  ...timeline,
  rows(fact) {
    if (fact.type === type && !faulty.mended) throw new Error('cannot be told');
    return timeline.rows(fact);
  },
});

async function append(streamId: string, ...types: string[]): Promise<void> {
  const meta = { occurred: null, sources: [{ documentId: 'accord-2023' }], recordedBy: 'test', visibility: { level: 'public' } };
  const events = types.map((type): NewEvent => ({ eventId: newEventId(), type, schemaVersion: 1, data: '{}', meta: JSON.stringify(meta) }));
  await store.append([{ streamId, expected: 'any', events }]);
}
