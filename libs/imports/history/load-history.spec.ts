import { subjects } from '@app/domain';
import { exportEvents, MemoryEventStore, StoreUnavailable, type EventStore, type NewEvent, type StreamAppend } from '@app/event-store';
import { newEventId, PUBLIC } from '@app/kernel';
import { Writable } from 'node:stream';
import { HistoryRefused } from './history-refused.js';
import { loadHistory } from './load-history.js';

describe('loading a file of events', () => {
  it('records them as they are, dated by the store', async () => {
    const { file, events } = await exported(2_500);
    const store = new MemoryEventStore();
    const told: (number | undefined)[][] = [];
    const result = await load(store, file, { onProgress: (done, total) => told.push([done, total]) });
    expect(result).toEqual({ events: 2_500, recorded: 2_500, repeated: 0 });
    const kept = await all(store);
    const byStream = (of: typeof kept) =>
      of.map(({ streamId, revision, eventId, data, meta }) => ({ streamId, revision, eventId, data, meta })).sort(bySite);
    expect(byStream(kept)).toEqual(byStream(events));
    for (const { recordedAt } of kept) expect(recordedAt > events.at(-1)!.recordedAt).toBe(true);
    expect(told).toEqual(
      expect.arrayContaining([
        [1_000, undefined],
        [1_000, 2_500],
        [2_500, 2_500],
      ]),
    );
  });

  it('records nothing twice', async () => {
    const { file } = await exported(1_500);
    const store = new MemoryEventStore();
    await load(store, file);
    expect(await load(store, file)).toEqual({ events: 1_500, recorded: 0, repeated: 1_500 });
    expect(await all(store)).toHaveLength(1_500);
  });

  it('goes on after what an interrupted load left', async () => {
    const { file } = await exported(3_500);
    const store = new StoreThatStops(2);
    await expect(load(store, file)).rejects.toThrow(StoreUnavailable);
    expect(await all(store)).toHaveLength(2_000);
    expect(await load(store, file)).toEqual({ events: 3_500, recorded: 1_500, repeated: 2_000 });
  });

  it('goes on after a beginning that somebody put there in other batches', async () => {
    const { file, events } = await exported(1_200);
    const store = new MemoryEventStore();
    for (const { streamId, revision, ...event } of events.slice(0, 7))
      await store.append([{ streamId, expected: revision === 0 ? 'none' : revision - 1, events: [event] }]);
    expect(await load(store, file)).toEqual({ events: 1_200, recorded: 1_193, repeated: 7 });
    expect(await all(store)).toHaveLength(1_200);
  });

  it('only checks when that is asked', async () => {
    const store = new MemoryEventStore();
    expect(await load(store, (await exported(10)).file, { check: true })).toEqual({ events: 10, recorded: 0, repeated: 0 });
    expect(await store.head()).toBeNull();
  });

  it.each<[string, string, () => Partial<NewEvent & { streamId: string }>]>([
    ['of no kind of subject', 'KIND_UNKNOWN', () => ({ streamId: 'usine-1' })],
    ['of another kind of subject', 'TYPE_UNKNOWN', () => ({ type: 'ProjectAnnounced' })],
    ['of a later version', 'VERSION_UNKNOWN', () => ({ schemaVersion: 99 })],
    ['that does not say who may see it', 'META_INVALID', () => ({ meta: JSON.stringify({ ...META, visibility: undefined }) })],
    ['that anybody could have recorded', 'META_INVALID', () => ({ meta: JSON.stringify({ ...META, recordedBy: 7 }) })],
  ])('refuses an event %s, with its line, before anything is written', async (_, code, wrong) => {
    const { file } = await exported(3, wrong());
    const store = new MemoryEventStore();
    const refused = await load(store, file).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(HistoryRefused);
    expect(refused).toMatchObject({ code, message: expect.stringMatching(/^ligne 3 : /) });
    expect(await store.head()).toBeNull();
  });

  it('refuses, with its line, an event in whose place the store holds another', async () => {
    const { file, events } = await exported(30);
    const store = new MemoryEventStore();
    await store.append([{ streamId: events[20]!.streamId, expected: 'none', events: [sample()] }]);
    await expect(load(store, file)).rejects.toMatchObject({ code: 'OTHER_EVENT', message: expect.stringMatching(/^ligne \d+ : /) });
  });

  it('refuses a file that was cut off, before anything is written', async () => {
    const { file } = await exported(5);
    const store = new MemoryEventStore();
    await expect(load(store, file.slice(0, 4))).rejects.toMatchObject({ code: 'TRUNCATED' });
    expect(await store.head()).toBeNull();
  });
});

/** A store that answers so many appends, then is gone for one. */
class StoreThatStops extends MemoryEventStore {
  constructor(private left: number) {
    super();
  }

  override async append(appends: readonly StreamAppend[]) {
    if (this.left-- === 0) throw new StoreUnavailable('gone', 'unknown');
    return super.append(appends);
  }
}

const META = {
  occurred: null,
  sources: [],
  visibility: PUBLIC,
  recordedBy: 'essai',
  commandId: newEventId(),
  commandHash: 'a'.repeat(64),
  correlationId: newEventId(),
  causationId: newEventId(),
};

const sample = (): NewEvent => ({
  eventId: newEventId(),
  type: 'SiteRegistered',
  schemaVersion: 1,
  data: JSON.stringify({ name: 'Nœux-les-Mines', communeCode: '62617', siteKind: 'plant' }),
  meta: JSON.stringify(META),
});

/** An exported file of so many events of a few sites, the second of which may be wrong. */
async function exported(count: number, wrong: Partial<NewEvent & { streamId: string }> = {}) {
  const store = new MemoryEventStore();
  for (let index = 0; index < count; index++) {
    const { streamId = `site-${index % 20}`, ...event } = { ...sample(), ...(index === 1 && wrong) } as NewEvent & { streamId?: string };
    await store.append([{ streamId, expected: 'any', events: [event] }]);
  }
  const chunks: string[] = [];
  const out = new Writable({
    decodeStrings: false,
    write(chunk: string, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  await exportEvents(store, out);
  return { file: chunks.join('').trimEnd().split('\n'), events: await all(store) };
}

async function* lines(file: readonly string[]) {
  yield* file;
}

const load = (
  store: EventStore,
  file: readonly string[],
  options: { check?: boolean; onProgress?: (done: number, total?: number) => void } = {},
) => loadHistory(() => lines(file), { store, subjects, ...options });

async function all(store: EventStore) {
  const events = [];
  for await (const event of store.readAll()) events.push(event);
  return events;
}

const bySite = (a: { streamId: string; revision: number }, b: { streamId: string; revision: number }) =>
  a.streamId < b.streamId ? -1 : a.streamId > b.streamId ? 1 : a.revision - b.revision;
