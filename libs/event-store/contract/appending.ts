import { AppendRejected, WrongExpectedRevision, type EventStore, type NewEvent } from '../port.js';
import { collect, freshStream, sample, samples, seeded } from './samples.js';

export function appendingContract(store: () => EventStore): void {
  describe('appending', () => {
    it('starts a stream at revision 0 and gives a position', async () => {
      const { result } = await seeded(store());
      expect(result).toMatchObject({ status: 'appended', revision: 0 });
      expect(await store().head()).toBe(result.position);
    });

    it('goes on at the exact revision', async () => {
      const { streamId, result } = await seeded(store(), 3);
      expect(result.revision).toBe(2);
      const [next] = await store().append([{ streamId, expected: 2, events: samples(2) }]);
      expect(next).toMatchObject({ status: 'appended', revision: 4 });
      expect((await collect(store().readStream(streamId))).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
    });

    it('keeps the very text of payload and envelope', async () => {
      const streamId = freshStream();
      const text = '{ "name":"Nœux-les-Mines \\u0000 𝄞 \\"é\\"",\n "n":1.50 }';
      const event = { ...sample(), data: text, meta: '{"a": 1 }' };
      await store().append([{ streamId, expected: 'none', events: [event] }]);
      const [stored] = await collect(store().readStream(streamId));
      expect(stored).toMatchObject({ ...event, streamId, revision: 0 });
    });

    it('refuses a stale writer and says where the stream is', async () => {
      const { streamId } = await seeded(store(), 2);
      const stale = store().append([{ streamId, expected: 0, events: [sample()] }]);
      await expect(stale).rejects.toMatchObject({ name: 'WrongExpectedRevision', streamId, expected: 0, actual: 1 });
      await expect(store().append([{ streamId, expected: 'none', events: [sample()] }])).rejects.toMatchObject({ actual: 1 });
      expect(await collect(store().readStream(streamId))).toHaveLength(2);
    });

    it('refuses to go on with a stream that does not exist', async () => {
      const streamId = freshStream();
      await expect(store().append([{ streamId, expected: 0, events: [sample()] }])).rejects.toMatchObject({ actual: 'none' });
      await expect(store().append([{ streamId, expected: 'exists', events: [sample()] }])).rejects.toMatchObject({ actual: 'none' });
      expect(await collect(store().readStream(streamId))).toEqual([]);
    });

    it('takes "any" and "exists" at their word', async () => {
      const streamId = freshStream();
      await expect(store().append([{ streamId, expected: 'any', events: [sample()] }])).resolves.toMatchObject([{ revision: 0 }]);
      await expect(store().append([{ streamId, expected: 'any', events: [sample()] }])).resolves.toMatchObject([{ revision: 1 }]);
      await expect(store().append([{ streamId, expected: 'exists', events: [sample()] }])).resolves.toMatchObject([{ revision: 2 }]);
    });

    it('answers a retry with the original revision and position, however late', async () => {
      const { streamId, events, result } = await seeded(store(), 2);
      const second = samples(1);
      const [written] = await store().append([{ streamId, expected: 1, events: second }]);
      await store().append([{ streamId, expected: 2, events: samples(3) }]);
      await expect(store().append([{ streamId, expected: 'none', events }])).resolves.toEqual([{ ...result, status: 'duplicate' }]);
      await expect(store().append([{ streamId, expected: 1, events: second }])).resolves.toEqual([{ ...written, status: 'duplicate' }]);
      expect(await collect(store().readStream(streamId))).toHaveLength(6);
    });

    it('answers a retry of "any" and "exists" too, which nobody knows whether it was written', async () => {
      const { streamId } = await seeded(store());
      for (const expected of ['any', 'exists'] as const) {
        const append = { streamId, expected, events: samples(2) };
        const written = await store().append([append]);
        await store().append([{ streamId, expected: 'any', events: [sample()] }]);
        await expect(store().append([append])).resolves.toEqual(written.map((result) => ({ ...result, status: 'duplicate' })));
      }
      expect(await collect(store().readStream(streamId))).toHaveLength(7);
    });

    it('is in conflict when the ids are old but not the revision they had', async () => {
      const { streamId, events } = await seeded(store(), 2);
      await expect(store().append([{ streamId, expected: 0, events }])).rejects.toMatchObject({ actual: 1 });
      expect(await collect(store().readStream(streamId))).toHaveLength(2);
    });

    it('does not take a partly new batch for a retry', async () => {
      const { streamId, events } = await seeded(store(), 2);
      await expect(store().append([{ streamId, expected: 'none', events: [...events, sample()] }])).rejects.toBeInstanceOf(
        WrongExpectedRevision,
      );
      await expect(store().append([{ streamId, expected: 'none', events: [events[0]!, sample()] }])).rejects.toBeInstanceOf(
        WrongExpectedRevision,
      );
      expect(await collect(store().readStream(streamId))).toHaveLength(2);
    });

    it('lets exactly one of fifty racers win a revision', async () => {
      const { streamId } = await seeded(store());
      const racers = Array.from({ length: 50 }, () => store().append([{ streamId, expected: 0, events: [sample()] }]));
      const outcomes = await Promise.allSettled(racers);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const losers = outcomes.filter((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected');
      expect(losers.every(({ reason }) => reason instanceof WrongExpectedRevision)).toBe(true);
      expect(await collect(store().readStream(streamId))).toHaveLength(2);
    });

    it('keeps the order of appends that were not awaited', async () => {
      const streamId = freshStream();
      const all = samples(20);
      await Promise.all(all.map((event) => store().append([{ streamId, expected: 'any', events: [event] }])));
      expect((await collect(store().readStream(streamId))).map(({ eventId }) => eventId)).toEqual(all.map(({ eventId }) => eventId));
    });

    it('writes to several streams together or not at all', async () => {
      if (!store().capabilities.multiStream) return;
      const [site, project] = [freshStream(), freshStream()];
      const both = [
        { streamId: site, expected: 'none' as const, events: samples(2) },
        { streamId: project, expected: 'none' as const, events: samples(1) },
      ];
      const written = await store().append(both);
      expect(written.map(({ status, revision }) => [status, revision])).toEqual([
        ['appended', 1],
        ['appended', 0],
      ]);
      await expect(store().append(both)).resolves.toEqual(written.map((result) => ({ ...result, status: 'duplicate' })));
      const half = store().append([
        { streamId: site, expected: 1, events: samples(1) },
        { streamId: project, expected: 5, events: samples(1) },
      ]);
      await expect(half).rejects.toMatchObject({ name: 'WrongExpectedRevision', streamId: project, actual: 0 });
      expect(await collect(store().readStream(site))).toHaveLength(2);
    });

    it.each([
      ['an id that is no UUID', { eventId: 'abc' }],
      ['an id in capitals', { eventId: sample().eventId.toUpperCase() }],
      ['an empty type', { type: '' }],
      ['a payload that is not JSON', { data: '{' }],
      ['a payload that is no object', { data: '1' }],
      ['a payload that is nothing', { data: 'null' }],
      ['a payload that is a list', { data: '[]' }],
      ['a payload cut inside a character', { data: '{"name":"\ud834"}' }],
      ['an envelope that is not JSON', { meta: 'undefined' }],
      ['a schema version of 0', { schemaVersion: 0 }],
      ['more than one mebibyte', { data: JSON.stringify({ text: 'x'.repeat(1_048_576) }) }],
    ] as [string, Partial<NewEvent>][])('rejects %s and writes nothing', async (_, wrong) => {
      const streamId = freshStream();
      const append = store().append([{ streamId, expected: 'none', events: [sample(), { ...sample(), ...wrong }] }]);
      await expect(append).rejects.toBeInstanceOf(AppendRejected);
      expect(await collect(store().readStream(streamId))).toEqual([]);
    });

    it('rejects a stream id, an empty append and an id given twice', async () => {
      const twice = sample();
      await expect(store().append([{ streamId: "site'; DROP", expected: 'none', events: [sample()] }])).rejects.toBeInstanceOf(
        AppendRejected,
      );
      await expect(store().append([{ streamId: freshStream(), expected: 'none', events: [] }])).rejects.toBeInstanceOf(AppendRejected);
      await expect(store().append([{ streamId: freshStream(), expected: 'none', events: [twice, twice] }])).rejects.toBeInstanceOf(
        AppendRejected,
      );
      await expect(store().append([])).rejects.toBeInstanceOf(AppendRejected);
    });

    it('keeps a payload of half a mebibyte', async () => {
      const streamId = freshStream();
      const event = sample('SiteOutlined', { geometry: 'é'.repeat(250_000) });
      await store().append([{ streamId, expected: 'none', events: [event] }]);
      expect((await collect(store().readStream(streamId)))[0]!.data).toBe(event.data);
    });
  });
}
