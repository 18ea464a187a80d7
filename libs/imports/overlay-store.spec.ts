import { MemoryEventStore, WrongExpectedRevision, type EventStore, type NewEvent } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { OverlayEventStore } from './overlay-store.js';

describe('a trial on a copy of the store', () => {
  it('reads what is stored, then what was tried', async () => {
    const { base, overlay } = await withOneEvent();
    await overlay.append([{ streamId: 'site-a', expected: 0, events: [event('Tried')] }]);
    expect(await typesOf(overlay, 'site-a')).toEqual(['Stored', 'Tried']);
    expect(await typesOf(base, 'site-a')).toEqual(['Stored']);
    expect((await all(overlay)).map(({ type }) => type)).toEqual(['Stored', 'Tried']);
  });

  it('refuses what the real store would refuse', async () => {
    const { overlay } = await withOneEvent();
    const append = overlay.append([{ streamId: 'site-a', expected: 'none', events: [event('Tried')] }]);
    await expect(append).rejects.toThrow(WrongExpectedRevision);
  });

  it('answers a retry as the real store does', async () => {
    const { overlay } = await withOneEvent();
    const tried = { streamId: 'site-a', expected: 0, events: [event('Tried')] } as const;
    await overlay.append([tried]);
    expect(await overlay.append([tried])).toMatchObject([{ status: 'duplicate', revision: 1 }]);
  });

  it('orders what was tried after everything stored', async () => {
    const { base, overlay } = await withOneEvent();
    const stored = (await base.head())!;
    expect(await overlay.head()).toBe(stored);
    await overlay.append([{ streamId: 'site-b', expected: 'none', events: [event('Tried')] }]);
    const tried = (await overlay.head())!;
    expect(overlay.compare(stored, tried)).toBe(-1);
    expect((await all(overlay, stored)).map(({ type }) => type)).toEqual(['Tried']);
    expect(await all(overlay, tried)).toEqual([]);
  });
});

async function withOneEvent() {
  const base = new MemoryEventStore();
  await base.append([{ streamId: 'site-a', expected: 'none', events: [event('Stored')] }]);
  return { base, overlay: new OverlayEventStore(base) };
}

const event = (type: string): NewEvent => ({ eventId: newEventId(), type, schemaVersion: 1, data: '{}', meta: '{}' });

async function typesOf(store: EventStore, streamId: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of store.readStream(streamId)) types.push(type);
  return types;
}

async function all(store: EventStore, after?: string) {
  const events = [];
  for await (const stored of store.readAll({ after })) events.push(stored);
  return events;
}
