import { loadStream, type NewEvent } from '@app/event-store';
import { subjectOfKind } from '@app/domain';
import { dayOf, effectiveFacts, newEventId, parseOccurred, type RecordedFact } from '@app/kernel';
import { NOW } from '@app/projecting';
import { LATE, type AfterRestatement, type RestatedFact } from '@app/timeline';
import fc from 'fast-check';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';
import { recordSteps } from '../support/steps.js';

/** What somebody does next to a stream; `target` counts back among what it holds, corrections and retractions included. */
interface Step {
  readonly does: 'fact' | 'correct' | 'retract';
  readonly target: number;
  readonly occurred: string | null;
  readonly office: string | undefined;
  /** Recorded at the same instant as the step before. */
  readonly together: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    does: fc.constantFrom('fact', 'fact', 'correct', 'correct', 'retract'),
    target: fc.nat(6),
    occurred: fc.constantFrom(null, '2020', '2020-09', '2021-02-28', '2019-03~', '2024-01-01/..', '../2018', '2099', dayOf(new Date())),
    office: fc.constantFrom(undefined, 'mission-bassin-minier', 'caporal'),
    together: fc.boolean(),
  }),
  { minLength: 1, maxLength: 9 },
);

describe('what was recorded or corrected late', () => {
  let system: RecordingSystem;
  const streams: string[] = [];
  beforeAll(async () => {
    system = await recordingSystem();
    await fc.assert(fc.asyncProperty(steps, written), { numRuns: 40 });
    await system.settled();
  }, 240_000);
  afterAll(() => system?.close());

  it('is, ranked by lag, what the history of every stream says it is', async () => {
    const expected = await slowly();
    expect(expected.length).toBeGreaterThan(60);
    expect(new Set(expected.map(({ sort }) => sort))).toEqual(new Set(['recording', 'correction', 'retraction']));
    for (const minLag of [undefined, 0, 1_800]) {
      const wanted = expected.filter(({ sort, lag }) =>
        minLag === undefined ? sort !== 'recording' || (lag ?? 0) >= LATE : lag !== null && lag >= minLag,
      );
      expect(await lines({ minLag })).toEqual(wanted);
    }
    const caporal = expected.filter(({ sort, lag, office }) => office === 'caporal' && (sort !== 'recording' || (lag ?? 0) >= LATE));
    expect(await lines({ office: 'caporal' })).toEqual(caporal);
    expect(await lines({ until: '2020-01-01' })).toEqual([]);
    expect(await lines({ since: dayOf(new Date(Date.now() - 86_400_000)), minLag: 0 })).toEqual(
      expected.filter(({ lag }) => lag !== null && lag >= 0),
    );
  }, 120_000);

  it('is added up by office and by kind', async () => {
    const expected = (await slowly()).filter(({ sort, lag }) => sort !== 'recording' || (lag ?? 0) >= LATE);
    const summary = await system.restatements.summary({}, NOW, { seesAll: true });
    for (const { office, kind, recordings, corrections, retractions, median, ninetieth } of summary) {
      const own = expected.filter((line) => line.office === office);
      const lags = own.flatMap(({ lag }) => (lag === null ? [] : [lag])).sort((a, b) => a - b);
      const of = (sort: string) => own.filter((line) => line.sort === sort).length;
      expect({ kind, recordings, corrections, retractions }).toEqual({
        kind: 'site',
        recordings: of('recording'),
        corrections: of('correction'),
        retractions: of('retraction'),
      });
      expect(median).toBeCloseTo(quantile(lags, 0.5)!, 0);
      expect(ninetieth).toBeCloseTo(quantile(lags, 0.9)!, 0);
    }
    expect(summary).toHaveLength(new Set(expected.map(({ office }) => office)).size);
    const told = await system.restatements.summary({}, NOW, { seesAll: false });
    expect(told).toMatchObject([{ office: null, kind: 'site' }]);
  });

  it('says what a correction replaced, and which act it was', async () => {
    const { facts } = await system.restatements.page({}, NOW, { seesAll: true }, { limit: 500 });
    for (const { sort, since, version } of facts) {
      const act = version.broughtBy ?? version.endedBy;
      expect(act === null).toBe(sort === 'recording');
      if (act) expect(act.recordedAt).toBe(since);
      if (version.before) expect([sort, version.before.recordedTo, version.before.eventId]).toEqual(['correction', since, version.eventId]);
    }
    expect(facts.some(({ version }) => version.before !== null)).toBe(true);
  });

  /** Page by page, five at a time. */
  async function lines(filter: Parameters<RecordingSystem['restatements']['page']>[0]) {
    const found: RestatedFact[] = [];
    for (let after: AfterRestatement | null | undefined; after !== null;) {
      const { facts, next } = await system.restatements.page(filter, NOW, { seesAll: true }, { limit: 5, after });
      found.push(...facts);
      after = next;
    }
    return found.map(({ version: { eventId }, sort, since, lag, office }) => ({ eventId, sort, since, lag, office }));
  }

  /** The same, from the events: what stood before and after each instant. */
  async function slowly() {
    const found: { eventId: string; sort: string; since: string; lag: number | null; office: string | null }[] = [];
    for (const streamId of streams) {
      const facts = await loadStream(system.store, streamId, subjectOfKind('site')?.decider);
      const known = new Set<string>();
      let before: ReturnType<typeof effectiveFacts> = [];
      for (const since of [...new Set(facts.map(({ recordedAt }) => recordedAt))]) {
        const after = effectiveFacts(facts.filter(({ recordedAt }) => recordedAt <= since)).filter(
          ({ type }) => type === 'EmployeesCounted',
        );
        // The act of that instant, as one of several would be told.
        const acts = facts.filter(({ recordedAt, type }) => recordedAt === since && type !== 'EmployeesCounted');
        const act = acts.sort((a, b) => (a.eventId < b.eventId ? -1 : 1))[0];
        const line = (fact: RecordedFact, sort: string) => {
          const by = sort === 'recording' ? facts.find(({ eventId }) => eventId === fact.eventId)! : act!;
          const latest = fact.meta.occurred?.latest ?? null;
          const lag = latest === null ? null : (Date.parse(dayOf(new Date(since))) - Date.parse(latest)) / 86_400_000;
          found.push({ eventId: fact.eventId, sort, since, lag, office: by.meta.onBehalfOf ?? by.meta.recordedBy });
        };
        for (const fact of after) {
          const old = before.find(({ eventId }) => eventId === fact.eventId);
          if (!known.has(fact.eventId)) line(fact, 'recording');
          else if (!old || said(old) !== said(fact)) line(fact, 'correction');
          known.add(fact.eventId);
        }
        for (const fact of before) if (!after.some(({ eventId }) => eventId === fact.eventId)) line(fact, 'retraction');
        before = after;
      }
    }
    const none = -10_000_000;
    return found.sort(
      (a, b) => (b.lag ?? none) - (a.lag ?? none) || (a.since === b.since ? (a.eventId < b.eventId ? 1 : -1) : a.since < b.since ? 1 : -1),
    );
  }

  async function written(history: readonly Step[]): Promise<void> {
    const streamId = `site-${newEventId()}`;
    streams.push(streamId);
    await recordSteps(system.store, streamId, history, eventOf);
  }
});

const said = ({ data, meta: { occurred }, correctedBy }: RecordedFact & { correctedBy?: RecordedFact }) =>
  JSON.stringify([data, occurred, correctedBy?.eventId]);

function quantile(sorted: readonly number[], part: number): number | undefined {
  const at = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined ? undefined : low + (high! - low) * (at - Math.floor(at));
}

function eventOf({ does, target, occurred: edtf, office }: Step, index: number, before: readonly string[]): NewEvent {
  const eventId = newEventId();
  const about = before.at(-1 - (target % Math.max(1, before.length)));
  const employees = { value: index, unit: 'people' };
  const occurred = edtf === null ? null : parseOccurred(edtf);
  const content = { type: 'EmployeesCounted', schemaVersion: 1, data: { employees }, occurred, sources: [] };
  const [type, data] =
    about === undefined || does === 'fact'
      ? ['EmployeesCounted', { employees }]
      : does === 'correct'
        ? ['FactCorrected', { corrects: about, fact: content }]
        : ['FactRetracted', { retracts: about }];
  const meta = {
    occurred: type === 'EmployeesCounted' ? occurred : null,
    sources: [],
    recordedBy: 'test',
    onBehalfOf: office,
    visibility: { level: 'public' },
    commandId: eventId,
    commandHash: '',
    correlationId: eventId,
    causationId: eventId,
  };
  return { eventId, type, schemaVersion: 1, data: JSON.stringify(data), meta: JSON.stringify(meta) } as NewEvent;
}
