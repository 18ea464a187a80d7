import { effectiveFacts, newEventId, type RecordedFact } from '@app/kernel';
import { loadStream, type NewEvent } from '@app/event-store';
import { subjectOfKind } from '@app/domain';
import { rebuild } from '@app/projecting';
import fc from 'fast-check';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';
import { recordSteps } from '../support/steps.js';

/** What somebody does next to a stream; `target` counts back among what it holds, corrections and retractions included. */
interface Step {
  readonly does: 'fact' | 'correct' | 'retract';
  readonly target: number;
  /** Recorded at the same instant as the step before. */
  readonly together: boolean;
}

const steps = fc.array(
  fc.record<Step>({ does: fc.constantFrom('fact', 'correct', 'correct', 'retract', 'retract'), target: fc.nat(6), together: fc.boolean() }),
  {
    minLength: 2,
    maxLength: 9,
  },
);

describe('the rows of the timeline', () => {
  let system: RecordingSystem;
  const streams: string[] = [];
  beforeAll(async () => {
    system = await recordingSystem();
  });
  afterAll(() => system?.close());

  it('are, at every moment, the facts as they stood by then, whatever was corrected and retracted', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const streamId = await written(history);
        await system.settled();
        await expectBothTimes(streamId);
      }),
      { numRuns: 40 },
    );
  }, 240_000);

  it('are so after a rebuild too', async () => {
    await rebuild(system.source, system.store, system.projections, subjectOfKind);
    for (const streamId of streams) await expectBothTimes(streamId);
  }, 240_000);

  async function written(history: readonly Step[]): Promise<string> {
    const streamId = `site-${newEventId()}`;
    streams.push(streamId);
    await recordSteps(system.store, streamId, history, eventOf);
    return streamId;
  }

  async function expectBothTimes(streamId: string): Promise<void> {
    const facts = await loadStream(system.store, streamId, subjectOfKind('site')?.decider);
    for (const { recordedAt } of facts) {
      const known = effectiveFacts(facts.filter((fact) => fact.recordedAt <= recordedAt));
      expect(await rowsAt(streamId, recordedAt)).toEqual(known.map(asRow));
    }
  }

  async function rowsAt(streamId: string, asOf: string): Promise<object[]> {
    return system.source.query(
      `SELECT event_id AS "eventId", type, data::jsonb AS data, corrected_by AS "correctedBy" FROM rm.timeline
       WHERE stream_id = $1 AND recorded_from <= $2 AND (recorded_to IS NULL OR recorded_to > $2) AND type NOT IN ('FactCorrected', 'FactRetracted')
       ORDER BY revision`,
      [streamId, asOf],
    );
  }
});

const asRow = ({ eventId, type, data, correctedBy }: RecordedFact & { correctedBy?: RecordedFact }) => ({
  eventId,
  type,
  data,
  correctedBy: correctedBy?.eventId ?? null,
});

function eventOf({ does, target }: Step, index: number, before: readonly string[]): NewEvent {
  const eventId = newEventId();
  const about = before.at(-1 - (target % Math.max(1, before.length)));
  const employees = { value: index, unit: 'people' };
  const content = { type: 'EmployeesCounted', schemaVersion: 1, data: { employees }, occurred: null, sources: [] };
  const [type, data] =
    about === undefined || does === 'fact'
      ? ['EmployeesCounted', { employees }]
      : does === 'correct'
        ? ['FactCorrected', { corrects: about, fact: content }]
        : ['FactRetracted', { retracts: about }];
  const meta = {
    occurred: null,
    sources: [],
    recordedBy: 'test',
    visibility: { level: 'public' },
    commandId: eventId,
    commandHash: '',
    correlationId: eventId,
    causationId: eventId,
  };
  return { eventId, type, schemaVersion: 1, data: JSON.stringify(data), meta: JSON.stringify(meta) } as NewEvent;
}
