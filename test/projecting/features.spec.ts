import { newEventId, subjectOf, twiceArea, type Geometry } from '@app/kernel';
import type { NewEvent } from '@app/event-store';
import { subjectOfKind } from '@app/domain';
import { FeatureQueries } from '@app/features';
import { bounds, boxText, MEETS, meets, shapeText, type Bounds } from '../../libs/features/shapes.js';
import { rebuild, type Moment, type Reader } from '@app/projecting';
import fc from 'fast-check';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';
import { recordSteps } from '../support/steps.js';

type Level = 'public' | 'internal' | 'until-opened' | 'until-2021' | 'until-2999';

/** What somebody does next to a project. `target` counts back among what its stream holds. */
interface Step {
  readonly does: 'fact' | 'correct' | 'retract';
  readonly type: keyof typeof FACTS;
  readonly day: string | null;
  readonly level: Level;
  readonly target: number;
  readonly together: boolean;
}

const FACTS = {
  ProjectAnnounced: (n: number) => ({ name: `Projet ${n}`, communeCode: '62119', jobsPledged: people(n) }),
  ProjectRevised: (n: number) => ({ communeCode: n % 2 ? '62498' : '59350', jobsPledged: people(n) }),
  ProjectOpened: (n: number) => ({ theme: `thème ${n}`, ...(n % 3 === 0 && { point: [2.6 + n / 100, 50.5] }) }),
  ProjectAbandoned: () => ({}),
  ProjectResumed: () => ({}),
  JobsRealised: (n: number) => ({ jobs: people(n) }),
  MilestoneExpected: (n: number) => ({ milestoneId: `m${n}`, milestone: 'Livraison' }),
};
const people = (value: number) => ({ value, unit: 'people' });

const DAYS = ['2019-05-01', '2020-01-01', '2020-09-16', '2021-03-31', '2023-12-31'];
const steps = fc.array(
  fc.record<Step>({
    does: fc.constantFrom('fact', 'fact', 'fact', 'correct', 'retract'),
    type: fc.constantFrom(...(Object.keys(FACTS) as (keyof typeof FACTS)[])),
    day: fc.constantFrom(null, ...DAYS),
    level: fc.constantFrom('public', 'public', 'public', 'internal', 'until-opened', 'until-2021', 'until-2999'),
    target: fc.nat(6),
    together: fc.boolean(),
  }),
  { minLength: 2, maxLength: 9 },
);

interface Version {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly placed: string | null;
  readonly recorded_from: string;
  readonly recorded_to: string | null;
  readonly visible_from: string | null;
}

const READERS: readonly Reader[] = [{ seesAll: false }, { seesAll: true }];

describe('features', () => {
  let system: RecordingSystem;
  let features: FeatureQueries;
  const streams: string[] = [];
  const aids: [string, readonly string[]][] = [];
  beforeAll(async () => {
    system = await recordingSystem();
    features = new FeatureQueries(system.source);
  });
  afterAll(() => system?.close());

  it('are what the facts that a reader knows tell, at every moment of both times', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const streamId = await written(history);
        await system.settled();
        await expectTold(streamId);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('of aids that name no municipality stand where their project does, for each reader, at every moment of both times', async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, fc.constantFrom(null, ...DAYS), fc.boolean(), async (one, another, day, isFirst) => {
        const [streamId, projects] = [`aid-${newEventId()}`, [`project-${newEventId()}`, `project-${newEventId()}`]];
        const grants = projects.map((project) => grantFor(subjectOf(project).id, day));
        const record = (event: NewEvent) => system.store.append([{ streamId, expected: 'any', events: [event] }]);
        if (isFirst) await record(grants[0]!);
        await recordSteps(system.store, projects[0]!, one, eventOf);
        if (!isFirst) await record(grants[0]!);
        await record(correctionOf(grants[0]!, grants[1]!));
        await recordSteps(system.store, projects[1]!, another, eventOf);
        await system.settled();
        aids.push([streamId, projects]);
        await expectPlaced(streamId, projects);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('are so after a rebuild too', async () => {
    await rebuild(system.source, system.store, system.projections, subjectOfKind);
    for (const streamId of streams) await expectTold(streamId);
    for (const [streamId, projects] of aids) await expectPlaced(streamId, projects);
  }, 120_000);

  it('meet a rectangle in the database as they do outside it', async () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
    const triangles = fc.array(fc.tuple(point, point, point), { minLength: 1, maxLength: 2 });
    const boxes = fc.tuple(point, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
    await fc.assert(
      fc.asyncProperty(triangles, boxes, async (corners, [[west, south], width, height]) => {
        const coordinates = corners.map((three) => [[...three, three[0]].map(([x, y]) => [x, y])]);
        fc.pre(coordinates.every(([ring]) => twiceArea(ring!) !== 0));
        const geometry: Geometry = { type: 'MultiPolygon', coordinates };
        // Corners that lie on no side: where things only touch, the database allows for rounding.
        const box: Bounds = [west + 0.2531, south + 0.3467, west + width + 0.0613, south + height + 0.1479];
        const values = [boxText(bounds(geometry)), shapeText(geometry), boxText(box)];
        const sql = MEETS.replaceAll('?', '$3');
        const [{ met }] = await system.source.query(`SELECT (${sql}) AS met FROM (SELECT $1::box AS box, $2::text AS shape) f`, values);
        expect(met).toBe(meets(geometry, box));
      }),
      { numRuns: 300 },
    );
  });

  async function expectTold(streamId: string): Promise<void> {
    const facts = await versions(streamId);
    const recorded = [...new Set(facts.flatMap((fact) => [fact.recorded_from, fact.recorded_to, fact.visible_from]))].filter(
      (at) => at !== null,
    );
    for (const asOf of [null, '2999-12-31T00:00:00.000000Z', ...recorded]) {
      for (const at of [null, '2019-12-31', '2020-09-16', '2022-01-01']) {
        for (const reader of READERS) {
          const moment: Moment = { at, asOf, basis: 'recorded' };
          const { id } = subjectOf(streamId);
          const feature = await features.one('projets', id, moment, reader, 'fr');
          expect(feature && { ...JSON.parse(feature.properties), geometry: JSON.parse(feature.geometry) }).toEqual(
            told(facts, moment, reader),
          );
        }
      }
    }
  }

  async function expectPlaced(streamId: string, projects: readonly string[]): Promise<void> {
    const grants = await versions(streamId);
    const facts = [...grants, ...(await Promise.all(projects.map(versions))).flat()];
    const recorded = facts.flatMap((fact) => [fact.recorded_from, fact.recorded_to, fact.visible_from]).filter((at) => at !== null);
    for (const asOf of [null, ...new Set(recorded)]) {
      for (const at of [null, '2019-12-31', '2020-09-16', '2022-01-01']) {
        for (const reader of READERS) {
          const moment: Moment = { at, asOf, basis: 'recorded' };
          const then = asOf ?? new Date().toISOString();
          const grant = grants.find(
            ({ recorded_from: from, recorded_to: to, placed }) =>
              from <= then && (to === null || to > then) && (at === null || placed === null || placed <= at),
          );
          const aid = await features.one('aides', subjectOf(streamId).id, moment, reader, 'fr');
          const project = grant && (await features.one('projets', grant.data.projectId as string, moment, reader, 'fr'));
          expect(aid && placeOf(aid)).toEqual(
            grant && (project ? placeOf(project) : { geometry: null, commune_code: null, precision: null }),
          );
          if (aid) expect(JSON.parse(aid.properties).placed_by).toBe(JSON.parse(aid.geometry) === null ? null : 'project');
        }
      }
    }
  }

  /** Every version of every fact, from the timeline, which has its own tests. */
  function versions(streamId: string): Promise<Version[]> {
    const utc = (column: string) => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS ${column}`;
    return system.source.query(
      `SELECT type, data::json AS data, revision, placed::text, ${['recorded_from', 'recorded_to', 'visible_from'].map(utc).join(', ')}
       FROM rm.timeline WHERE stream_id = $1 AND type NOT IN ('FactCorrected', 'FactRetracted') ORDER BY revision`,
      [streamId],
    );
  }

  function told(all: readonly Version[], { at, asOf }: Moment, { seesAll }: Reader): object | undefined {
    const then = asOf ?? new Date().toISOString();
    const facts = all.filter(({ recorded_from: recorded, visible_from: visible, recorded_to: to, placed }) => {
      const from = seesAll ? recorded : visible;
      return from !== null && from <= then && (to === null || to > then) && (at === null || placed === null || placed <= at);
    });
    if (facts.length === 0) return undefined;
    const described = (key: string) => facts.findLast(({ data }) => data[key] !== undefined)?.data[key] ?? null;
    const byDay = [...facts].sort((a, b) =>
      (a.placed ?? '') < (b.placed ?? '') ? -1 : (a.placed ?? '') > (b.placed ?? '') ? 1 : a.revision - b.revision,
    );
    const status = byDay.map(({ type }) => subjectOfKind('project')!.statuses[type]).findLast(Boolean) ?? null;
    const figure = (key: string) => (byDay.findLast(({ data }) => data[key])?.data[key] as { value: number } | undefined)?.value ?? null;
    const end = byDay.findLast(({ type }) => type === 'ProjectAbandoned' || type === 'ProjectResumed');
    const days = facts.flatMap(({ type, placed }) => (type === 'MilestoneExpected' || placed === null ? [] : [placed]));
    const commune = described('communeCode') as string | null;
    const point = described('point');
    return expect.objectContaining({
      name: described('name'),
      status,
      theme: described('theme'),
      commune_code: commune,
      jobs_announced: figure('jobsPledged'),
      jobs_realised: figure('jobs'),
      began: days.sort()[0] ?? null,
      ended: end?.type === 'ProjectAbandoned' ? end.placed : null,
      precision: point ? 'point' : commune ? 'commune' : null,
      geometry: point ? { type: 'Point', coordinates: point } : commune ? expect.objectContaining({ type: 'Point' }) : null,
    }) as object;
  }

  async function written(history: readonly Step[]): Promise<string> {
    const streamId = `project-${newEventId()}`;
    streams.push(streamId);
    await recordSteps(system.store, streamId, history, eventOf);
    return streamId;
  }
});

function placeOf({ geometry, properties }: { geometry: string; properties: string }): object {
  const { commune_code, precision } = JSON.parse(properties);
  return { geometry: JSON.parse(geometry), commune_code, precision };
}

function grantFor(projectId: string, day: string | null): NewEvent {
  const event = eventOf({ does: 'fact', type: 'JobsRealised', day, level: 'public', target: 0, together: false }, 0, []);
  const data = { name: 'Aide régionale', amount: { value: 1_000, unit: 'EUR' }, projectId };
  return { ...event, type: 'DirectAidGranted', data: JSON.stringify(data) };
}

function correctionOf(wrong: NewEvent, right: NewEvent): NewEvent {
  const { occurred } = JSON.parse(right.meta);
  const fact = { type: right.type, schemaVersion: 1, data: JSON.parse(right.data), occurred, sources: [] };
  return { ...right, type: 'FactCorrected', data: JSON.stringify({ corrects: wrong.eventId, fact, reason: 'autre projet' }) };
}

function eventOf({ does, type, day, level, target }: Step, index: number, ids: readonly string[]): NewEvent {
  const eventId = newEventId();
  const data = FACTS[type](index);
  const occurred = day === null ? null : { edtf: day, earliest: day, latest: day };
  const corrected = ids[ids.length - 1 - (target % Math.max(1, ids.length))];
  const what =
    does === 'fact' || corrected === undefined
      ? { type, data }
      : does === 'correct'
        ? {
            type: 'FactCorrected',
            data: { corrects: corrected, fact: { type, schemaVersion: 1, data, occurred, sources: [] }, reason: 'relu' },
          }
        : { type: 'FactRetracted', data: { retracts: corrected, reason: 'relu' } };
  const meta = {
    commandId: eventId,
    commandHash: 'x',
    correlationId: eventId,
    causationId: eventId,
    recordedBy: 'test',
    occurred,
    sources: [{ documentId: 'accord-2023' }],
    visibility: visibilityOf(level),
  };
  return { eventId, type: what.type, schemaVersion: 1, data: JSON.stringify(what.data), meta: JSON.stringify(meta) };
}

function visibilityOf(level: Level): object {
  if (level === 'public' || level === 'internal') return { level };
  return { level: 'confidential', until: level === 'until-opened' ? { event: 'ProjectOpened' } : { date: `${level.slice(6)}-01-01` } };
}
