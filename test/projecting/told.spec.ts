import { newEventId, type Visibility } from '@app/kernel';
import type { NewEvent } from '@app/event-store';
import { publicStateOf, rebuild } from '@app/projecting';
import { subjectOfKind } from '@app/domain';
import { readModelEntities } from '@app/runtime';
import fc from 'fast-check';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';
import { recordSteps } from '../support/steps.js';

const SECRETS: readonly Visibility[] = [
  { level: 'internal' },
  { level: 'confidential' },
  { level: 'confidential', until: { event: 'SiteClosed' } },
  { level: 'confidential', until: { date: '2999-01-01' } },
  { level: 'confidential', until: { date: '2999-01-01', event: 'SiteClosed' } },
];
const VISIBILITIES: readonly Visibility[] = [{ level: 'public' }, { level: 'confidential', until: { date: '2020-01-01' } }, ...SECRETS];

/** What somebody does next to a stream; `target` counts back among what it holds, corrections and retractions included. */
interface Step {
  readonly does: 'fact' | 'close' | 'correct' | 'retract';
  readonly target: number;
  readonly visibility: Visibility;
  /** Recorded at the same instant as the step before. */
  readonly together: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    does: fc.constantFrom('fact', 'fact', 'close', 'correct', 'retract'),
    target: fc.nat(4),
    visibility: fc.constantFrom(...VISIBILITIES),
    together: fc.boolean(),
  }),
  { minLength: 1, maxLength: 7 },
);

describe('what the public is told', () => {
  let system: RecordingSystem;
  const before: string[] = [];
  beforeAll(async () => {
    system = await recordingSystem();
  });
  afterAll(() => system?.close());

  it('is another thing when, and only when, a row that the public may read has changed', async () => {
    const seen = { told: 0, hidden: 0 };
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const streamId = `site-${newEventId()}`;
        let [state, picture] = [await told(), await photograph()];
        await recordSteps(system.store, streamId, history, eventOf, async (step) => {
          const [newState, newPicture] = [await told(), await photograph()];
          expect([step, newState !== state]).toEqual([step, newPicture !== picture]);
          seen[newPicture === picture ? 'hidden' : 'told'] += 1;
          [state, picture] = [newState, newPicture];
        });
      }),
      { numRuns: 60 },
    );
    expect(Math.min(seen.told, seen.hidden)).toBeGreaterThan(20);
  }, 240_000);

  it('is another thing once the read models are made anew, and no other thing for the first secret after that', async () => {
    const [now, past] = [await told(), (await publicStateOf(system.source))!.past];
    await rebuild(system.source, system.store, system.projections, subjectOfKind);
    const rebuilt = await told();
    expect(rebuilt).not.toBe(now);
    expect((await publicStateOf(system.source))!.past).not.toBe(past);
    await append({ does: 'fact', target: 0, visibility: SECRETS[0]!, together: false });
    expect(await told()).toBe(rebuilt);
  }, 240_000);

  it('counts as changed by whoever moves a checkpoint and does not say', async () => {
    const now = await told();
    await system.source.query(`UPDATE rm.projection SET mark = 'elsewhere' WHERE name = 'timeline' AND status = 'live'`);
    expect((await publicStateOf(system.source))!.now.split(',').slice(1).join()).not.toBe(now);
    await system.source.query(`UPDATE rm.projection SET mark = weighed WHERE name = 'timeline' AND status = 'live'`);
    expect(await told()).toBe(now);
  });

  it('is not said while the clock of the database has yet to come to it', async () => {
    await system.source.query(`UPDATE rm.projection SET told_until = now() + interval '1 h' WHERE name = 'timeline'`);
    expect(await publicStateOf(system.source)).toBeUndefined();
    await system.source.query(`UPDATE rm.projection SET told_until = now() WHERE name = 'timeline'`);
    expect(await publicStateOf(system.source)).toBeDefined();
  });

  const append = async (step: Step) => {
    const event = eventOf(step, 0, before);
    await system.store.append([{ streamId: `site-${newEventId()}`, expected: 'none', events: [event] }]);
  };

  /** Without the hour, which may strike. */
  async function told(): Promise<string> {
    await system.settled();
    return (await publicStateOf(system.source))!.now.split(',').slice(1).join();
  }

  /** All that the public may read, of now and of the past. */
  async function photograph(): Promise<string> {
    const tables: string[] = [];
    for (const entity of readModelEntities) {
      const { tableName } = system.source.getMetadata(entity);
      const [such, left] =
        tableName === 'feature'
          ? [`audience <> 'insiders' AND recorded_from <= now()`, ` - 'audience' - 'over' - 'recorded_to'`]
          : ['visible_from <= now() AND (recorded_to IS NULL OR recorded_to > visible_from)', ''];
      const [{ rows }] = await system.source.query(
        `SELECT string_agg(r, ';' ORDER BY r) AS rows FROM (SELECT (to_jsonb(t)${left})::text AS r FROM rm."${tableName}" t WHERE ${such}) q`,
      );
      tables.push(`${tableName}: ${rows}`);
    }
    return tables.join('\n');
  }
});

function eventOf({ does, target, visibility }: Step, index: number, before: readonly string[]): NewEvent {
  const eventId = newEventId();
  const about = before.at(-1 - (target % Math.max(1, before.length)));
  const employees = { value: index, unit: 'people' };
  const content = { type: 'EmployeesCounted', schemaVersion: 1, data: { employees }, occurred: null, sources: [] };
  const [type, data] =
    does === 'close'
      ? ['SiteClosed', { siteId: 'x', jobsLost: 1, communeCode: '62119' }]
      : about === undefined || does === 'fact'
        ? ['EmployeesCounted', { employees }]
        : does === 'correct'
          ? ['FactCorrected', { corrects: about, fact: content }]
          : ['FactRetracted', { retracts: about }];
  const meta = {
    occurred: null,
    sources: [],
    recordedBy: 'test',
    visibility,
    commandId: eventId,
    commandHash: '',
    correlationId: eventId,
    causationId: eventId,
  };
  return { eventId, type, schemaVersion: 1, data: JSON.stringify(data), meta: JSON.stringify(meta) } as NewEvent;
}
