import { subjectOfKind } from '@app/domain';
import { PostgresEventStore, type NewEvent } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { catchUp, FactRow, into, liveGeneration, openReadModels, parkedOf, rebuild, type Projection } from '@app/projecting';
import { Column, Entity } from 'typeorm';
import { testDatabase } from '../support/postgres.js';

@Entity({ schema: 'rm', name: 'holding' })
class Holding extends FactRow {
  @Column('text', { nullable: true }) text: string | null;
  @Column('text', { array: true }) texts: readonly string[];
  @Column('uuid', { array: true }) others: readonly string[];
  @Column('int', { nullable: true }) whole: number | null;
  @Column('numeric', { nullable: true }) amount: number | null;
  @Column('date', { nullable: true }) day: string | null;
  @Column('timestamptz', { nullable: true }) moment: string | null;
  @Column('boolean') open: boolean;
  @Column('box', { nullable: true }) box: string | null;
}

const NOTHING = { text: null, texts: [], others: [], whole: null, amount: null, day: null, moment: null, open: false, box: null };
const holdings: Projection = {
  name: 'holdings',
  version: 1,
  tables: [Holding],
  rows: ({ data }) => [into(Holding, { ...NOTHING, ...data })],
};

let database: Awaited<ReturnType<typeof testDatabase>>;
let store: PostgresEventStore;
let source: Awaited<ReturnType<typeof openReadModels>>;
beforeEach(async () => {
  database = await testDatabase();
  store = await PostgresEventStore.open({ connectionString: database.url });
  source = await openReadModels({ url: database.url, entities: [Holding] });
});
afterEach(async () => {
  await source?.destroy();
  await store?.close();
  await database?.drop();
});

/** Given what rows say, one event after the other: what the table holds, filled by a runner and by a rebuild. */
async function held(said: readonly object[]) {
  for (const [index, data] of said.entries()) await store.append([{ streamId: `site-${index}`, expected: 'none', events: [event(data)] }]);
  const live = await liveGeneration(source, store, holdings, subjectOfKind);
  await catchUp(live, null, await store.head(), undefined);
  const followed = { rows: await rows(), parked: await parked() };
  await rebuild(source, store, [holdings], subjectOfKind);
  expect({ rows: await rows(), parked: await parked() }).toEqual(followed);
  return followed;
}

const rows = (): Promise<Record<string, unknown>[]> =>
  source.query(
    `SELECT stream_id, text, texts, others::text[], whole, amount::text, day::text, to_char(moment, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS moment, open, box::text FROM rm.holding ORDER BY length(stream_id), stream_id`,
  );
const parked = async () => (await parkedOf(source, 100)).map(({ streamId, reason }) => ({ streamId, reason }));

describe('a table of facts', () => {
  it.each([
    ['text', 'text', ['', 'Béthune', 'l’usine de pneumatiques', '\t\\N\n"{},', '🏭', 'x'.repeat(5_000), 'é’🏭'.repeat(60_000)]],
    ['lists', 'texts', [[], [''], ['Béthune', 'a"b\\c,{}', 'NULL'], Array.from({ length: 300 }, (_, n) => `n° ${n}`)]],
    ['identifiers', 'others', [[], ['01a21844-89ac-7085-b74c-a8b7f280f4e5', 'ffffffff-ffff-ffff-ffff-ffffffffffff']]],
    ['whole numbers', 'whole', [0, 1, -1, 255, 256, 2_147_483_647, -2_147_483_648]],
    ['days', 'day', ['2000-01-01', '1999-12-31', '2020-02-29', '0001-01-01', '9999-12-31', '1582-10-10']],
    [
      'moments',
      'moment',
      ['2020-09-16T10:11:12.123456Z', '2000-01-01T00:00:00.000000Z', '1999-12-31T23:59:59.999999Z', '0001-01-01T00:00:00.000001Z'],
    ],
    ['boxes', 'box', ['(2.95,50.7),(2.5,50.25)', '(0,0),(-179.999999,-1e-07)']],
    ['yes and no', 'open', [true, false]],
  ])('holds %s as they are said', async (_, name, values) => {
    const { rows, parked } = await held(values.map((value) => ({ [name]: value })));
    expect(parked).toEqual([]);
    expect(rows.map((row) => row[name])).toEqual(values);
  });

  it('holds amounts to the last digit', async () => {
    const amounts = [
      0,
      863,
      9_999,
      10_000,
      12_345_678.9,
      0.1,
      -0.00012,
      1_234_567.000089,
      1e21,
      1e-7,
      123e-9,
      -4.5e22,
      2 ** 53,
      100_000_000,
      0.0001,
    ];
    const { rows, parked } = await held(amounts.map((amount) => ({ amount })));
    expect(parked).toEqual([]);
    const [{ texts }] = await source.query(
      'SELECT array_agg(n::numeric::text ORDER BY o) AS texts FROM unnest($1::text[]) WITH ORDINALITY u(n, o)',
      [amounts.map(String)],
    );
    expect(rows.map(({ amount }) => amount)).toEqual(texts);
  });

  it.each([
    ['whole', 2_147_483_648, 'column whole: "2147483648" is not a whole number of 32 bits'],
    ['whole', 1.5, 'column whole: "1.5" is not a whole number of 32 bits'],
    ['day', '2021-02-29', 'column day: "2021-02-29" is not a day (YYYY-MM-DD)'],
    ['day', '0000-01-01', 'column day: "0000-01-01" is not a day (YYYY-MM-DD)'],
    ['moment', '2021-02-28', 'column moment: "2021-02-28" is not an instant (ISO 8601, UTC)'],
    ['box', '(2,50),(3)', 'column box: "(2,50),(3)" is not a box'],
    ['amount', 'beaucoup', 'column amount: "beaucoup" is not a number'],
    ['others', ['01a21844-89ac-7085-b74c_a8b7f280f4e5'], 'column others: "01a21844-89ac-7085-b74c_a8b7f280f4e5" is not a UUID'],
  ])('parks an event whose %s it cannot hold (%s), and holds the others', async (name, value, reason) => {
    const { rows, parked } = await held([{ text: 'l’avant' }, { text: 'l’autre', [name]: value }, { text: 'l’après' }]);
    expect(parked).toEqual([{ streamId: 'site-1', reason }]);
    expect(rows.map(({ text }) => text)).toEqual(['l’avant', 'l’après']);
  });
});

function event(data: object): NewEvent {
  const eventId = newEventId();
  const meta = {
    commandId: newEventId(),
    correlationId: eventId,
    causationId: eventId,
    recordedBy: 'test',
    occurred: null,
    sources: [],
    visibility: { level: 'public' },
  };
  return { eventId, type: 'SiteRegistered', schemaVersion: 1, data: JSON.stringify(data), meta: JSON.stringify(meta) };
}
