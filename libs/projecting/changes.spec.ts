import { newEventId, type RecordedFact } from '@app/kernel';
import { changesOf } from './changes.js';
import { FactRow, into, type Projection } from './projection.js';

class NoteRow extends FactRow {}
const notes: Projection = { name: 'notes', version: 1, tables: [NoteRow], rows: () => [into(NoteRow, {})] };

const fact = (until: { date?: string; event?: string }): RecordedFact =>
  ({
    eventId: newEventId(),
    streamId: 'project-envision-douai',
    revision: 0,
    position: '1',
    recordedAt: '2021-06-28T08:00:00.000000Z',
    type: 'ProjectProspected',
    schemaVersion: 1,
    data: {},
    meta: { occurred: null, sources: [], recordedBy: 'officer', visibility: { level: 'confidential', until } },
  }) as unknown as RecordedFact;

const announced = (day: string): RecordedFact => ({ ...fact({}), type: 'ProjectAnnounced', recordedAt: `${day}T08:00:00.000000Z` });

const visibleFrom = async (until: { date?: string; event?: string }, before: readonly RecordedFact[] = []) => {
  const told = fact(until);
  const inserted = (await changesOf(notes, told, async () => [...before, told])).find(({ kind }) => kind === 'insert');
  return inserted?.kind === 'insert' ? inserted.row.visibleFrom : undefined;
};

describe('a confidential fact', () => {
  it.each([
    ['in summer', '2021-07-14', '2021-07-13T22:00:00.000000Z'],
    ['in winter', '2021-12-25', '2021-12-24T23:00:00.000000Z'],
  ])('is known to all when its day begins in Paris, %s', async (_, date, instant) => expect(await visibleFrom({ date })).toBe(instant));

  it('is known from its recording when its day has passed', async () =>
    expect(await visibleFrom({ date: '2021-06-28' })).toBe('2021-06-28T08:00:00.000000Z'));

  it('waits for the event that lifts it', async () => expect(await visibleFrom({ event: 'ProjectAnnounced' })).toBeNull());

  it('waits for its day while the event has not come, and no longer than for either', async () => {
    const both = { date: '2021-07-14', event: 'ProjectAnnounced' };
    expect(await visibleFrom(both)).toBe('2021-07-13T22:00:00.000000Z');
    expect(await visibleFrom(both, [announced('2021-06-01')])).toBe('2021-06-28T08:00:00.000000Z');
    expect(await visibleFrom({ ...both, date: '2021-06-01' })).toBe('2021-06-28T08:00:00.000000Z');
  });
});
