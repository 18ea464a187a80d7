import { subjectOfKind } from '@app/domain';
import { openEventStore, type RestorableStore } from '@app/event-store';
import { history } from '@app/generating';
import { alsoKnown, Conditions, knownTo, NOW, openReadModels, PUBLIC_READER, rebuild, type Moment, type Reader } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';
import {
  SubjectQueries,
  TimelineQueries,
  type After,
  type Entry,
  type OlderThan,
  type SubjectEntry,
  type TimelineFilter,
} from '@app/timeline';
import type { DataSource } from 'typeorm';
import { belonging, isSmall, scopeOf } from '../../libs/timeline/queries/scope.js';
import { testDatabase } from '../support/postgres.js';

const INSIDER: Reader = { seesAll: true };
const THEN: Moment = { at: '2019-06-30', asOf: '2018-03-01T00:00:00.000000Z', basis: 'recorded' };
const PUBLISHED: Moment = { at: null, asOf: '2019-01-01T00:00:00.000000Z', basis: 'publication' };

// Every page is read as far as it goes; a file holds all lines of one sorting. Both tell the same, in the same order.
describe('pages of the timeline', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let source: DataSource;
  let timeline: TimelineQueries;
  beforeAll(async () => {
    database = await testDatabase();
    const store = (await openEventStore(database.url)) as RestorableStore;
    await store.restore(stored());
    source = await openReadModels({ url: database.url, entities: readModelEntities });
    await rebuild(source, store, readModelProjections, subjectOfKind);
    await store.close();
    timeline = new TimelineQueries(source);
  }, 120_000);
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const paged = async (filter: TimelineFilter, moment: Moment, reader: Reader, order: 'asc' | 'desc', limit: number): Promise<string[]> => {
    const told: string[] = [];
    let after: After | null = null;
    do {
      const page = await timeline.page(filter, moment, reader, { limit, order, after });
      told.push(...page.entries.map(({ eventId, placed }) => `${placed} ${eventId}`));
      after = page.next;
    } while (after !== null);
    return told;
  };
  const filed = async (filter: TimelineFilter, moment: Moment, reader: Reader, order: 'asc' | 'desc'): Promise<string[]> => {
    const told: string[] = [];
    for await (const entries of timeline.all(filter, moment, reader, { order, most: 100_000 }))
      told.push(...entries.map(({ eventId, placed }) => `${placed} ${eventId}`));
    return told;
  };

  const listed = async (filter: TimelineFilter, moment: Moment, reader: Reader): Promise<Entry[]> => {
    const told: Entry[] = [];
    for await (const entries of timeline.all(filter, moment, reader, { most: 100_000 })) told.push(...entries);
    return told;
  };

  it.each<[string, TimelineFilter, Moment, Reader, number]>([
    ['everything', {}, NOW, PUBLIC_READER, 300],
    ['everything, for officers', {}, NOW, INSIDER, 300],
    ['everything as it was known', {}, THEN, PUBLIC_READER, 100],
    ['what was published', {}, PUBLISHED, PUBLIC_READER, 100],
    ['some months', { from: '2017-02-01', to: '2017-07-31' }, NOW, PUBLIC_READER, 7],
    ['from a day on', { from: '2021-05-14' }, NOW, PUBLIC_READER, 150],
    ['what is in dispute', { disputed: true }, NOW, PUBLIC_READER, 4],
    ['a few types', { types: ['DisputeSettled', 'FactDisputed', 'ClaimRecorded'] }, NOW, PUBLIC_READER, 5],
    ['a kind of subject', { kind: ['site', 'label'] }, NOW, PUBLIC_READER, 60],
    ['a large territory', { territory: 'departement-59' }, NOW, PUBLIC_READER, 120],
    ['a small territory', { territory: 'epci-200072460' }, NOW, PUBLIC_READER, 20],
  ])('hold %s, whichever way they are turned', async (_, filter, moment, reader, limit) => {
    for (const order of ['asc', 'desc'] as const) {
      const all = await filed(filter, moment, reader, order);
      expect(all.length).toBeGreaterThan(limit);
      expect(new Set(all).size).toBe(all.length);
      expect(await paged(filter, moment, reader, order, limit)).toEqual(all);
    }
  });

  it.each<[string, TimelineFilter, Moment, Reader]>([
    ['everything', {}, NOW, PUBLIC_READER],
    ['everything, for officers', {}, NOW, INSIDER],
    ['everything as it was known', {}, { ...THEN, at: null }, PUBLIC_READER],
    ['some months', { from: '2017-02-01', to: '2017-07-31' }, NOW, INSIDER],
    ['what is in dispute', { disputed: true }, NOW, PUBLIC_READER],
    ['a large territory', { territory: 'departement-59' }, NOW, PUBLIC_READER],
    ['a small territory', { territory: 'epci-200072460' }, NOW, INSIDER],
  ])('of what was learnt last hold %s, the last first', async (_, filter, moment, reader) => {
    const all = (await listed(filter, moment, reader)).map(({ eventId, recordedAt }) => ({ eventId, recordedAt }));
    const known: { id: string; recorded: string; since: string; place: string }[] = await source.query(
      `SELECT t.event_id AS id, to_char(t.recorded_from, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded, t.place,
         to_char(t.${reader.seesAll ? 'recorded_from' : 'visible_from'}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS since
       FROM rm.timeline t`,
    );
    const learnt = new Map(known.map(({ id, recorded, since, place }) => [`${id} ${recorded}`, `${since} ${place}`]));
    const key = ({ eventId, recordedAt }: (typeof all)[number]) => learnt.get(`${eventId} ${recordedAt}`)!;
    const lastFirst = all.toSorted((a, b) => (key(a) > key(b) ? -1 : 1)).map(({ eventId }) => eventId);
    const told: string[] = [];
    let after: OlderThan | null = null;
    do {
      const page = await timeline.news(filter, moment, reader, { limit: 97, after });
      told.push(...page.news.map(({ entry }) => entry.eventId));
      after = page.next;
    } while (after !== null);
    expect(told.length).toBeGreaterThan(4);
    expect(told).toEqual(lastFirst);
  });

  it.each<[string, Omit<TimelineFilter, 'kind'>, Moment]>([
    ['all', {}, NOW],
    ['all, as they were known', {}, THEN],
    ['those of a large territory', { territory: 'departement-59' }, NOW],
    ['those of a small territory', { territory: 'epci-200072460' }, NOW],
  ])('of subjects hold %s, with all their facts', async (_, filter, moment) => {
    const subjects = new SubjectQueries(source);
    const facts = new Map<string, Entry[]>();
    for (const entry of await listed({ ...filter, kind: ['project'] }, moment, PUBLIC_READER))
      facts.set(entry.subjectId, [...(facts.get(entry.subjectId) ?? []), entry]);
    const expected = [...facts].map(([id, entries]) => ({ id, facts: entries.length, ...ends(entries) })).sort(byId);
    const told: SubjectEntry[] = [];
    let after: string | null = null;
    do {
      const page = await subjects.page({ ...filter, kind: 'project' }, moment, PUBLIC_READER, { limit: 33, after });
      told.push(...page.subjects);
      after = page.next;
    } while (after !== null);
    expect(told.length).toBeGreaterThan(4);
    expect(told.map(({ id, facts, first, last }) => ({ id, facts, first, last }))).toEqual(expected);
    // A condition on what a subject is leaves out the others, and no more.
    const { status, communeCode } = told.find((one) => one.communeCode !== null)!;
    for (const only of [{ status: status ?? undefined }, { commune: communeCode! }, { q: 'e' }]) {
      const some = await subjects.page({ ...filter, ...only, kind: 'project' }, moment, PUBLIC_READER, { limit: 10_000 });
      const wanted = told.filter(
        (one) =>
          (only.status === undefined || one.status === only.status) &&
          (only.commune === undefined || one.communeCode === only.commune) &&
          (only.q === undefined || /e/i.test(one.name ?? '')),
      );
      expect(some.subjects.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    }
  });

  it('tell facts of a day, facts that stand where their source was published, and facts that stand nowhere', async () => {
    const { entries } = await timeline.page({}, NOW, PUBLIC_READER, { limit: 100_000 });
    const dates = entries.map(({ placed, placedBy }) => (placed === null ? 'nowhere' : placedBy));
    expect(new Set(dates)).toEqual(new Set(['occurred', 'publication', 'nowhere']));
    expect(dates.indexOf('nowhere')).toBeGreaterThan(dates.lastIndexOf('publication'));
  });

  it.each(['epci-200072460', 'commune-59350'])('of a small territory hold what belongs to it: %s', async (territory) => {
    for (const moment of [NOW, { ...THEN, at: null }]) {
      const scope = (await scopeOf(source, territory, moment, PUBLIC_READER))!;
      expect(isSmall(scope)).toBe(true);
      const conditions = knownTo(new Conditions(), moment, PUBLIC_READER, true).add(`t.type NOT IN ('FactCorrected', 'FactRetracted')`);
      conditions.add(belonging(conditions, scope, alsoKnown(conditions, 'n', moment, PUBLIC_READER)));
      const belongs = await source.query(`SELECT t.event_id FROM rm.timeline t WHERE ${conditions.where}`, conditions.values);
      const { entries } = await timeline.page({ territory }, moment, PUBLIC_READER, { limit: 100_000 });
      expect(entries.length).toBeGreaterThan(20);
      expect(entries.map(({ eventId }) => eventId).sort()).toEqual(belongs.map((row: { event_id: string }) => row.event_id).sort());
    }
  });
});

function* stored() {
  for (const event of history({ events: 4_000, seed: 5, communes: 60, departments: ['59', '62'] })) yield { ...event, position: '' };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

function ends(entries: readonly Entry[]): Pick<SubjectEntry, 'first' | 'last'> {
  const days = entries.flatMap(({ placed }) => placed ?? []).sort();
  return { first: days[0] ?? null, last: days.at(-1) ?? null };
}
