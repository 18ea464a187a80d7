import { Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { exportEvents, importEvents } from '../export.js';
import { RestoreRefused, type EventStore, type RestorableStore, type StoredEvent } from '../port.js';
import type { StoreUnderTest } from './contract.js';
import { collect, freshStream, sample, samples, seeded } from './samples.js';

/** Export of everything, and its way back into an empty store of the same kind. */
export function restoringContract(store: () => EventStore, open: () => Promise<StoreUnderTest>): void {
  describe('exporting and putting back', () => {
    const emptied: StoreUnderTest[] = [];
    const empty = async () => {
      const under = await open();
      emptied.push(under);
      return under.store as RestorableStore;
    };
    afterAll(() => Promise.all(emptied.map((under) => under.close())));

    it('gives back the same events: order, ids, revisions, very text, record times', async () => {
      await seeded(store(), 1_200);
      const text = '{ "name":"Nœux\u2028les\u2029Mines \\u0000 𝄞\\r\\n",\n "n":1.50 }';
      await store().append([{ streamId: freshStream(), expected: 'none', events: [{ ...sample(), data: text, schemaVersion: 7 }] }]);
      const copy = await empty();
      const file = await exported(store());
      const done: number[] = [];
      expect(
        await importEvents(
          copy,
          () => lines(file),
          (count) => done.push(count),
        ),
      ).toBe(await count(store()));
      expect(await everything(copy)).toEqual(await everything(store()));
      expect(done.at(-1)).toBe(await count(store()));
      expect(await exported(copy)).toBe(file);
    });

    it('goes on after what was put back, never earlier in time', async () => {
      const copy = await empty();
      const future = '2199-12-31T23:59:59.000001Z';
      await copy.restore([stored({ streamId: 'site-metaleurop', recordedAt: future })]);
      await expect(copy.append([{ streamId: 'site-metaleurop', expected: 'none', events: [sample()] }])).rejects.toMatchObject({
        actual: 0,
      });
      await copy.append([{ streamId: 'site-metaleurop', expected: 0, events: samples(2) }]);
      expect((await collect(copy.readStream('site-metaleurop'))).map(({ recordedAt }) => recordedAt)).toEqual([future, future, future]);
    });

    it('keeps record times from long ago', async () => {
      const copy = await empty();
      const long = '2003-01-16T08:00:00.120000Z';
      await copy.restore([stored({ recordedAt: long })]);
      await seeded(copy);
      const [first, second] = await collect(copy.readAll());
      expect(first!.recordedAt).toBe(long);
      expect(Date.now() - Date.parse(second!.recordedAt)).toBeLessThan(60_000);
    });

    it('exports an empty store, and puts nothing back', async () => {
      const file = await exported(await empty());
      expect(file.split('\n')).toHaveLength(3);
      expect(await importEvents(await empty(), () => lines(file))).toBe(0);
    });

    it.each<[string, string, (file: string[]) => string[]]>([
      ['was cut off between two lines', 'TRUNCATED', (file) => file.slice(0, 3)],
      ['was cut off in a line', 'NOT_JSON', (file) => [...file.slice(0, 3), file[3]!.slice(0, 40)]],
      ['lost a line', 'REVISION_OUT_OF_ORDER', (file) => file.filter((_, index) => index !== 1)],
      ['lost its last event', 'ALTERED', (file) => file.filter((_, index) => index !== 4)],
      ['was corrected by hand', 'ALTERED', (file) => file.map((line) => line.replace('Béthune', 'Béthunes'))],
      ['has two lines exchanged', 'REVISION_OUT_OF_ORDER', ([header, a, b, ...rest]) => [header!, b!, a!, ...rest]],
      ['has a line too many', 'TEXT_AFTER_THE_END', (file) => [...file, file[1]!]],
      ['is something else', 'NOT_AN_EXPORT', (file) => ['{"format":"palimpseste/1"}', ...file.slice(1)]],
      ['is empty', 'TRUNCATED', () => []],
      ['has a payload that is no JSON', 'NOT_AN_EVENT', (file) => file.map((line) => line.replace('"data":"{', '"data":"'))],
      [
        'has a time that is none',
        'TIME_OUT_OF_ORDER',
        (file) => file.map((line) => line.replace(/"recordedAt":"\d{4}/, '"recordedAt":"20xx')),
      ],
    ])('refuses a file that %s, and writes nothing', async (_, code, alter) => {
      const source = await empty();
      await source.restore(Array.from({ length: 4 }, (_, revision) => stored({ revision, streamId: 'site-bridgestone-bethune' })));
      const file = (await exported(source)).trimEnd().split('\n');
      const copy = await empty();
      await expect(importEvents(copy, () => lines(alter(file).join('\n')))).rejects.toMatchObject({ name: 'ExportRefused', code });
      expect(await copy.head()).toBeNull();
    });

    it('refuses a store that holds something', async () => {
      const copy = await empty();
      const file = await exported(copy);
      await seeded(copy);
      await expect(importEvents(copy, () => lines(file))).rejects.toMatchObject({ code: 'STORE_NOT_EMPTY' });
      expect(await count(copy)).toBe(1);
    });

    it('puts back all or nothing', async () => {
      const copy = await empty();
      const events = Array.from({ length: 1_500 }, (_, revision) => stored({ revision, streamId: 'site-noyelles' }));
      const broken = [...events, stored({ revision: 9_999, streamId: 'site-noyelles' })];
      await expect(copy.restore(broken)).rejects.toBeInstanceOf(RestoreRefused);
      expect(await copy.head()).toBeNull();
      await copy.restore(events);
      expect(await count(copy)).toBe(1_500);
    });
  });
}

const stored = (event: Partial<StoredEvent> = {}): StoredEvent => ({
  ...sample(),
  streamId: freshStream(),
  revision: 0,
  position: '',
  recordedAt: '2024-01-10T09:00:00.000000Z',
  ...event,
});

/** Positions are the store's own; only those that count from 1 are the same in a copy. */
const everything = async (store: EventStore) =>
  (await collect(store.readAll())).map((event) => (store.capabilities.contiguous ? event : { ...event, position: '' }));

const count = async (store: EventStore) => (await everything(store)).length;

async function exported(store: EventStore): Promise<string> {
  const chunks: Buffer[] = [];
  const file = new Writable({ write: (chunk: Buffer, _, done) => (chunks.push(chunk), setImmediate(done)) });
  await exportEvents(store, file);
  return Buffer.concat(chunks).toString('utf8');
}

/** As a program reads the lines of a file. */
const lines = (file: string) => createInterface({ input: Readable.from([Buffer.from(file)]), crlfDelay: Infinity });
