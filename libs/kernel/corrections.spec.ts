import { recorded } from '@app/testing';
import { effectiveFacts, rootOf, voidedFacts } from './corrections.js';
import type { RecordedFact } from './fact.js';
import { parseOccurred } from './occurred.js';

describe('facts after their corrections', () => {
  it('stand as recorded when nobody corrected them', () => {
    const stream = story(closed(864), counted(863));
    expect(effectiveFacts(stream)).toEqual(stream);
  });

  it('say what their correction says, under their own identity and in their own place', () => {
    const stream = story(closed(864), counted(863), correction(0, 863, { occurred: '2021-04-30', documentId: 'gazette-2024' }));
    const [first, second] = effectiveFacts(stream);
    expect(said(stream)).toEqual(['SiteClosed 863', 'EmployeesCounted 863']);
    expect(first).toMatchObject({ eventId: stream[0]!.eventId, revision: 0, recordedAt: stream[0]!.recordedAt });
    expect(first!.meta).toMatchObject({ occurred: { edtf: '2021-04-30' }, sources: [{ documentId: 'gazette-2024' }] });
    expect(first!.meta.recordedBy).toBe(stream[0]!.meta.recordedBy);
    expect(first!.correctedBy).toBe(stream[2]);
    expect(second).toBe(stream[1]);
  });

  it('say what the correction of their correction says', () => {
    expect(said(story(closed(864), correction(0, 863), correction(1, 830)))).toEqual(['SiteClosed 830']);
  });

  it('say what the last of two corrections says, whichever of the two it names', () => {
    expect(said(story(closed(864), correction(0, 863), correction(0, 830)))).toEqual(['SiteClosed 830']);
  });

  it('are gone once retracted, with what corrected them', () => {
    expect(said(story(closed(864), counted(863), correction(0, 830), retraction(0)))).toEqual(['EmployeesCounted 863']);
  });

  it('say again what they said before a correction that was retracted', () => {
    expect(said(story(closed(864), correction(0, 863), retraction(1)))).toEqual(['SiteClosed 864']);
    expect(said(story(closed(864), correction(0, 863), correction(1, 830), retraction(2)))).toEqual(['SiteClosed 863']);
  });

  it('keep a correction of a correction when only the one in between is retracted', () => {
    expect(said(story(closed(864), correction(0, 863), correction(1, 830), retraction(1)))).toEqual(['SiteClosed 830']);
  });

  it('return when their retraction is retracted, as corrected meanwhile', () => {
    expect(said(story(closed(864), retraction(0), retraction(1)))).toEqual(['SiteClosed 864']);
    expect(said(story(closed(864), correction(0, 863), retraction(0), retraction(2)))).toEqual(['SiteClosed 863']);
    expect(said(story(closed(864), retraction(0), retraction(1), retraction(2)))).toEqual([]);
  });

  it('are those known on a day when only what was recorded by then is given', () => {
    const stream = story(closed(864), correction(0, 863), retraction(1), retraction(0));
    expect([1, 2, 3, 4].map((known) => said(stream.slice(0, known)))).toEqual([
      ['SiteClosed 864'],
      ['SiteClosed 863'],
      ['SiteClosed 864'],
      [],
    ]);
  });

  it('keep their order, whatever the order of the corrections', () => {
    const stream = story(closed(1), closed(2), closed(3), correction(2, 30), correction(0, 10), retraction(1));
    expect(said(stream)).toEqual(['SiteClosed 10', 'SiteClosed 30']);
  });

  it('leave claims and disputes readable', () => {
    const stream = story(closed(864), claim(863));
    const disputed = [
      ...stream,
      at(2, { type: 'FactDisputed', data: { disputes: stream[0]!.eventId, with: [stream[1]!.eventId], about: 'jobs-lost' } }),
    ];
    expect(effectiveFacts(disputed).map(({ type }) => type)).toEqual(['SiteClosed', 'ClaimRecorded', 'FactDisputed']);
  });

  it('ignore a correction of something that is not in the stream', () => {
    expect(said([at(0, closed(864)([], 0)), at(1, { type: 'FactCorrected', data: { corrects: 'elsewhere', fact: {} } })])).toEqual([
      'SiteClosed 864',
    ]);
  });
});

it('a retraction of what was never there withdraws nothing else', () => {
  const stream = story(closed(864));
  expect(said([...stream, at(1, { type: 'FactRetracted', data: { retracts: 'elsewhere' } })])).toEqual(['SiteClosed 864']);
});

it('what is withdrawn is known by its identifier', () => {
  const stream = story(closed(864), correction(0, 863), retraction(1), retraction(0), retraction(3));
  expect([...voidedFacts(stream)].sort()).toEqual([stream[1]!.eventId, stream[3]!.eventId].sort());
});

it('finds the fact behind corrections of corrections, and none for a stream that runs in circles', () => {
  const stream = story(closed(864), correction(0, 863), correction(1, 830));
  const byId = new Map(stream.map((fact) => [fact.eventId, fact]));
  expect(rootOf(stream[2]!.eventId, byId)).toBe(stream[0]!.eventId);
  expect(rootOf('elsewhere', byId)).toBeUndefined();
  const circle = { ...at(0, { type: 'FactCorrected', data: { corrects: 'itself', fact: {} } }), eventId: 'itself' };
  expect(rootOf('itself', new Map([['itself', circle]]))).toBeUndefined();
});

type Telling = { type: string; data: object; occurred?: string };
/** Tells a fact that may name, by their place, those told before it. */
type Tell = (before: readonly RecordedFact[], revision: number) => Telling;

const people = (value: number) => ({ value, unit: 'people' });
const closed =
  (jobs: number): Tell =>
  () => ({ type: 'SiteClosed', data: { jobsLost: people(jobs) }, occurred: '2020-12~' });
const counted =
  (employees: number): Tell =>
  () => ({ type: 'EmployeesCounted', data: { employees: people(employees) } });
const claim =
  (employees: number): Tell =>
  () => ({ type: 'ClaimRecorded', data: { about: 'jobs-lost', figure: people(employees) } });
const retraction =
  (of: number): Tell =>
  (before) => ({ type: 'FactRetracted', data: { retracts: before[of]!.eventId } });
const correction =
  (of: number, jobs: number, { occurred = '2020-12~', documentId = 'accord-2023' } = {}): Tell =>
  (before) => ({
    type: 'FactCorrected',
    data: {
      corrects: before[of]!.eventId,
      fact: {
        type: 'SiteClosed',
        schemaVersion: 1,
        data: { jobsLost: people(jobs) },
        occurred: parseOccurred(occurred),
        sources: [{ documentId }],
      },
    },
  });

const at = (revision: number, telling: Telling): RecordedFact => recorded(telling, revision);

function story(...tellings: Tell[]): RecordedFact[] {
  const facts: RecordedFact[] = [];
  for (const tell of tellings) facts.push(at(facts.length, tell(facts, facts.length)));
  return facts;
}

function said(facts: readonly RecordedFact[]): string[] {
  return effectiveFacts(facts).map(({ type, data }) => `${type} ${Object.values(data as Record<string, { value: number }>)[0]!.value}`);
}
