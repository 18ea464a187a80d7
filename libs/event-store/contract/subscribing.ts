import type { EventStore } from '../port.js';
import { collect, freshStream, listen, sample, samples, seeded } from './samples.js';

export function subscribingContract(store: () => EventStore): void {
  describe('subscribing', () => {
    it('catches up, says so, then goes on live', async () => {
      const after = await store().head();
      const { streamId, events } = await seeded(store(), 3);
      const heard = listen(store(), { after });
      await heard.until(({ kind }) => kind === 'caught-up');
      expect(heard.ids()).toEqual(events.map(({ eventId }) => eventId));
      const later = samples(2);
      await store().append([{ streamId, expected: 2, events: later }]);
      await heard.until(() => heard.ids().length === 5);
      expect(heard.ids()).toEqual([...events, ...later].map(({ eventId }) => eventId));
      await heard.stop();
    });

    it('gives a checkpoint past what the filter left out', async () => {
      const after = await store().head();
      const streamId = freshStream();
      await store().append([
        { streamId, expected: 'none', events: [sample('SiteClosed'), sample('SiteRegistered'), sample('SiteRegistered')] },
      ]);
      const head = (await store().head())!;
      const heard = listen(store(), { after, types: ['SiteClosed'] });
      const reached = await heard.until(
        (message) => message.kind !== 'event' && message.position !== null && store().compare(message.position, head) >= 0,
      );
      expect(reached.kind).not.toBe('event');
      expect(heard.ids()).toHaveLength(1);
      await heard.stop();
    });

    it('skips nothing and gives nothing twice while many write', async () => {
      const after = await store().head();
      const heard = listen(store(), { after });
      const written: string[] = [];
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          const streamId = freshStream();
          for (let revision = -1; revision < 24; revision++) {
            const event = sample('JobsRealised', { revision });
            await store().append([{ streamId, expected: revision < 0 ? 'none' : revision, events: [event] }]);
            written.push(event.eventId);
          }
        }),
      );
      await heard.until(() => heard.ids().length >= written.length);
      expect(heard.ids()).toEqual((await collect(store().readAll({ after }))).map(({ eventId }) => eventId));
      expect(heard.ids().sort()).toEqual(written.sort());
      await heard.stop();
    });

    it('ends when its signal says so, and breaking out ends it too', async () => {
      const heard = listen(store(), { after: await store().head() });
      await heard.until(({ kind }) => kind === 'caught-up');
      await heard.stop();
      for await (const message of store().subscribe({ after: await store().head(), signal: new AbortController().signal })) {
        expect(message.kind).toBe('caught-up');
        break;
      }
    });
  });
}
