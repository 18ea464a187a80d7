import { placeOf } from '../place.js';
import type { EventStore } from '../port.js';
import { collect, freshStream, sample, samples, seeded } from './samples.js';

export function readingContract(store: () => EventStore): void {
  describe('reading', () => {
    it('reads a stream both ways, from a revision, up to a limit', async () => {
      const { streamId } = await seeded(store(), 5);
      const revisions = async (options: Parameters<EventStore['readStream']>[1]) =>
        (await collect(store().readStream(streamId, options))).map(({ revision }) => revision);
      expect(await revisions({ from: 2 })).toEqual([2, 3, 4]);
      expect(await revisions({ from: 1, limit: 2 })).toEqual([1, 2]);
      expect(await revisions({ direction: 'backwards' })).toEqual([4, 3, 2, 1, 0]);
      expect(await revisions({ direction: 'backwards', from: 2, limit: 2 })).toEqual([2, 1]);
      expect(await revisions({ from: 9 })).toEqual([]);
      expect(await revisions({ limit: 0 })).toEqual([]);
    });

    it('reads a stream longer than a page', async () => {
      const streamId = freshStream();
      const events = samples(2_300);
      await store().append([{ streamId, expected: 'none', events }]);
      const forwards = await collect(store().readStream(streamId));
      expect(forwards.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
      expect(await collect(store().readStream(streamId, { direction: 'backwards' }))).toEqual([...forwards].reverse());
    });

    it('finds nothing in a stream that does not exist', async () => {
      expect(await collect(store().readStream(freshStream()))).toEqual([]);
    });

    it('reads everything after a position, in order, each once', async () => {
      const before = await store().head();
      const written = await Promise.all([seeded(store(), 3), seeded(store(), 700), seeded(store(), 900)]);
      const all = await collect(store().readAll({ after: before }));
      const ids = new Set(written.flatMap(({ events }) => events.map(({ eventId }) => eventId)));
      expect(all.filter(({ eventId }) => ids.has(eventId))).toHaveLength(1_603);
      expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(all.length);
      for (let index = 1; index < all.length; index++) {
        expect(store().compare(all[index - 1]!.position, all[index]!.position)).toBe(-1);
        expect(placeOf(all[index - 1]!.position) < placeOf(all[index]!.position)).toBe(true);
        expect(all[index - 1]!.recordedAt <= all[index]!.recordedAt).toBe(true);
      }
    });

    it('numbers positions without a gap where it says so', async () => {
      if (!store().capabilities.contiguous) return;
      const { streamId } = await seeded(store());
      await store()
        .append([{ streamId, expected: 7, events: samples(5) }])
        .catch(() => undefined);
      await seeded(store(), 4);
      const positions = (await collect(store().readAll())).map(({ position }) => Number(position));
      expect(positions).toEqual(positions.map((_, index) => index + 1));
    });

    it('stops at a position, at a limit, or when the reader has had enough', async () => {
      const before = await store().head();
      const { result } = await seeded(store(), 4);
      const until = await collect(store().readAll({ after: before, until: result.position }));
      await seeded(store(), 2);
      expect(await collect(store().readAll({ after: before, until: result.position }))).toEqual(until);
      expect(until).toHaveLength(4);
      expect(await collect(store().readAll({ after: before, limit: 3 }))).toEqual(until.slice(0, 3));
      for await (const event of store().readAll({ after: before })) {
        expect(event).toEqual(until[0]);
        break;
      }
    });

    it('leaves out other types', async () => {
      const before = await store().head();
      const streamId = freshStream();
      await store().append([
        { streamId, expected: 'none', events: [sample('SiteRegistered'), sample('SiteClosed'), sample('SiteRegistered')] },
      ]);
      const types = async (wanted: string[]) => (await collect(store().readAll({ after: before, types: wanted }))).map(({ type }) => type);
      expect(await types(['SiteClosed'])).toEqual(['SiteClosed']);
      expect(await types(['SiteClosed', 'SiteRegistered'])).toEqual(['SiteRegistered', 'SiteClosed', 'SiteRegistered']);
      expect(await types(['Nothing'])).toEqual([]);
    });

    it('marks a position for ever, and none that the log does not reach', async () => {
      const { events, result } = await seeded(store(), 3);
      expect(await store().mark(result.position)).toBe(events[2]!.eventId);
      await seeded(store(), 40);
      expect(await store().mark(result.position)).toBe(events[2]!.eventId);
      const head = (await store().head())!;
      const beyond = head.replace(/\d+/g, (digits) => String(BigInt(digits) + 1_000_000_000n));
      expect(store().compare(beyond, head)).toBe(1);
      expect(await store().mark(beyond)).toBeNull();
      // Positions of other kinds of store, and what no store ever said.
      for (const other of ['1/1', '9'.repeat(18), '-1', '', 'overlay:1']) expect(await store().mark(other)).toBeNull();
    });

    it('records times in UTC with microseconds, close to now', async () => {
      const { streamId } = await seeded(store());
      const [event] = await collect(store().readStream(streamId));
      expect(event!.recordedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
      expect(Math.abs(Date.parse(event!.recordedAt) - Date.now())).toBeLessThan(60_000);
    });
  });
}
