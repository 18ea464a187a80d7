import { decode, type EventStore } from '@app/event-store';
import { subjectOf, type RecordedFact } from '@app/kernel';
import { subjectOfKind } from '@app/domain';
import {
  ask,
  contributions,
  type Cell,
  type Dimension,
  type Indicator,
  type Observatory,
  type Part,
  type Question,
  type Scope,
} from '@app/measuring';
import { observatories } from '@app/observatories';
import { rebuild } from '@app/projecting';
import fc from 'fast-check';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';
import { eventsOf, histories } from './histories.js';
import { Knowledge } from './knowledge.js';
import { slowly, type SlowCell } from './slow.js';

const always = (communeCode: string) => ({ communeCode, from: null, to: null });
const scope = (codes: string[], territoryIds: string[], population: number): Scope => ({
  everywhere: false,
  members: codes.map(always),
  territoryIds,
  self: territoryIds.slice(0, 1),
  communes: codes.length,
  population,
});

const parts: Part[] = [
  { key: 'béthune', ...scope(['62119', '62132'], ['ca-bethune-bruay'], 270_000) },
  { key: 'lens', ...scope(['62510', '62498'], ['ca-lens-lievin'], 240_000) },
];
const pole = scope(['62119', '62132', '62510', '62498'], ['pole', 'ca-bethune-bruay', 'ca-lens-lievin'], 510_000);
/** Liévin left in 2021, Lille came in 2020. */
const moving: Scope = {
  ...pole,
  members: [
    always('62119'),
    { communeCode: '62510', from: null, to: '2020-12-31' },
    { communeCode: '59350', from: '2020-06-01', to: null },
  ],
};
const france: Scope = { everywhere: true, members: [], territoryIds: [], self: ['france'], communes: 35_000, population: 66_000_000 };

const scopes = { pole, france, moving, part: parts[0]! };

const asked = fc.record({
  pick: fc.nat(),
  at: fc.constantFrom(null, null, '2020-12-31', '2021-06-15'),
  from: fc.constantFrom(null, '2020-01-01', '2020-10-10'),
  to: fc.constantFrom(null, '2020-12-31', '2022-03-01'),
  asOf: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  seesAll: fc.boolean(),
  scope: fc.constantFrom<keyof typeof scopes>('pole', 'france', 'moving', 'part'),
  by: fc.nat(),
  filter: fc.constantFrom<Question['filter']>(
    undefined,
    undefined,
    undefined,
    { category: 'shop' },
    { category: 'circular' },
    { naf: 'C' },
    { theme: 'batteries' },
  ),
  time: fc.constantFrom<Dimension[]>([], [], ['year'], ['quarter'], ['month']),
});
type Asked = typeof asked extends fc.Arbitrary<infer Of> ? Of : never;

const property = fc.tuple(histories, fc.array(asked, { minLength: 60, maxLength: 60 }));
/** The same histories each time; another seed looks for what these do not show. */
const SEED = Number(process.env.MEASURING_SEED ?? 7);
const RUNS = 8;

describe('every indicator, at any two times', () => {
  let system: RecordingSystem;
  beforeAll(async () => {
    system = await recordingSystem();
  });
  afterAll(() => system?.close());

  it('is what a slow reading of the raw events gives, and its facts add up to it', async () => {
    await fc.assert(
      fc.asyncProperty(property, async ([history, questions]) => {
        const streams = await written(system.store, eventsOf(history));
        await system.settled();
        const told = telling(streams);
        for (const one of questions) await expectSame(one, streams, told);
      }),
      { numRuns: RUNS, endOnFailure: true, seed: SEED },
    );
  }, 180_000);

  it('is so after a rebuild too', async () => {
    await rebuild(system.source, system.store, system.projections, subjectOfKind);
    const all = await allFacts(system.store);
    const told = telling(all);
    for (const one of fc.sample(asked, { numRuns: 60, seed: SEED })) await expectSame(one, all, told);
  }, 120_000);

  async function expectSame(one: Asked, streams: readonly RecordedFact[][], telling: readonly Telling[]): Promise<void> {
    const { observatory, indicator } = telling[one.pick % telling.length]!;
    const question = questionOf(one, indicator, observatory.table, streams);
    const slow = slowly(indicator.reading, question, new Knowledge(streams, observatory.projection, question));
    const { cells } = await ask(system.source, indicator.reading, question);
    const context = {
      scope: one.scope,
      indicator: indicator.key,
      by: question.by,
      at: question.moment.at,
      asOf: question.moment.asOf,
      from: question.from,
      to: question.to,
      seesAll: one.seesAll,
      filter: one.filter,
    };
    expect({ ...context, cells: told(cells) }).toEqual({ ...context, cells: told(slow) });
    if (question.by.length === 0 && ['sum', 'count'].includes(indicator.reading.kind)) {
      const { contributions: facts } = await contributions(system.source, indicator.reading, question, { limit: 10_000 });
      const sum = facts.reduce((total, { share }) => total + Math.round(share * 100), 0) / 100;
      expect({ ...context, sum }).toEqual({ ...context, sum: cells[0]?.value ?? 0 });
    }
  }
});

interface Telling {
  readonly observatory: Observatory;
  readonly indicator: Indicator;
}

/** The indicators that have something to say of these facts. */
function telling(streams: readonly RecordedFact[][]): Telling[] {
  return observatories.flatMap((observatory) => {
    const wide = (indicator: Indicator) =>
      questionOf(
        { at: null, from: null, to: null, asOf: 1, seesAll: true, scope: 'france', by: 0, time: [], filter: undefined, pick: 0 },
        indicator,
        observatory.table,
        streams,
      );
    return observatory.indicators
      .filter((indicator) => {
        const question = wide(indicator);
        return slowly(indicator.reading, question, new Knowledge(streams, observatory.projection, question)).some(({ facts }) => facts > 0);
      })
      .map((indicator) => ({ observatory, indicator }));
  });
}

/** Histories that came before are in the tables too: a question is about this one's subjects alone. */
function questionOf(one: Asked, { by, people }: Indicator, table: string, streams: readonly RecordedFact[][]): Question {
  const times = streams
    .flat()
    .map(({ recordedAt }) => recordedAt)
    .sort();
  const others = by.filter((dimension) => !['year', 'quarter', 'month'].includes(dimension));
  const chosen = others.length > 0 && one.by % 3 > 0 ? [others[one.by % others.length]!] : [];
  return {
    table,
    people,
    moment: { at: one.at, asOf: times[Math.floor(one.asOf * (times.length - 1))]!, basis: 'recorded' },
    reader: { seesAll: one.seesAll },
    scope: scopes[one.scope],
    from: one.from,
    to: one.to,
    by: [...chosen, ...one.time.filter((time) => by.includes(time))],
    parts,
    filter: one.filter,
  };
}

/** Cells that say something, in one order, without what binary fractions leave. */
function told(cells: readonly (Cell | SlowCell)[]) {
  const number = (value: number | null) => (value === null ? null : Number(value.toPrecision(9)));
  return cells
    .filter(({ facts, value }) => facts > 0 || (value !== null && value !== 0))
    .map(({ key, value, low, high, facts }) => ({ key, value: number(value), low: number(low), high: number(high), facts }))
    .sort((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1));
}

async function written(store: EventStore, events: ReturnType<typeof eventsOf>): Promise<RecordedFact[][]> {
  const revisions = new Map<string, number>();
  for (const { streamId, event } of events) {
    const revision = revisions.get(streamId) ?? -1;
    await store.append([{ streamId, expected: revision < 0 ? 'none' : revision, events: [event] }]);
    revisions.set(streamId, revision + 1);
  }
  return (await allFacts(store)).filter(([fact]) => revisions.has(fact!.streamId) || true);
}

async function allFacts(store: EventStore): Promise<RecordedFact[][]> {
  const streams = new Map<string, RecordedFact[]>();
  for await (const event of store.readAll({})) {
    const fact = decode(event, subjectOfKind(subjectOf(event.streamId).kind)?.decider);
    streams.set(fact.streamId, [...(streams.get(fact.streamId) ?? []), fact]);
  }
  return [...streams.values()];
}
