import type { StoredEvent } from '../port.js';
import type { StoreUnderTest } from './contract.js';
import { collect, freshStream, listen, sample, samples } from './samples.js';

/** An append whose transaction is open: numbered, visible to nobody. */
export interface HeldAppend {
  /** Resolves once another append waits behind this one. */
  awaited(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/**
 * What makes a naive store skip an event for ever: one writer takes its number, another takes the next and commits first, a reader goes past
 * both, then the first commits behind it.
 */
export function interleavingContract(under: () => StoreUnderTest): void {
  describe('overlapping writers', () => {
    it('a reader never passes an event that is still to appear', async () => {
      const { store, hold } = under();
      if (!hold) return;
      const before = await store.head();
      const heard = listen(store, { after: before });
      await heard.until(({ kind }) => kind === 'caught-up');
      const [slow, quick] = [sample('SiteClosed'), sample('SiteReclassified')];

      const held = await hold({ streamId: freshStream(), expected: 'none', events: [slow] });
      const appended = store.append([{ streamId: freshStream(), expected: 'none', events: [quick] }]);
      await held.awaited();
      expect(await collect(store.readAll({ after: before }))).toEqual([]);
      expect(await store.head()).toBe(before);

      await held.commit();
      await appended;
      await heard.until(() => heard.ids().length >= 2);
      expect(heard.ids()).toEqual([slow.eventId, quick.eventId]);
      expect((await collect(store.readAll({ after: before }))).map(({ eventId }) => eventId)).toEqual(heard.ids());
      await heard.stop();
    });

    it('an append that is undone leaves no gap and no trace', async () => {
      const { store, hold } = under();
      if (!hold) return;
      const before = await store.head();
      const undone = { streamId: freshStream(), expected: 'none' as const, events: samples(3) };
      const held = await hold(undone);
      const appended = store.append([{ streamId: freshStream(), expected: 'none', events: [sample()] }]);
      await held.awaited();
      await held.rollback();
      const { position } = (await appended)[0]!;
      expect((await collect(store.readAll({ after: before }))).map((event) => event.position)).toEqual([position]);
      if (store.capabilities.contiguous) expect(Number(position)).toBe(Number(before ?? 0) + 1);
      await expect(store.append([undone])).resolves.toMatchObject([{ status: 'appended', revision: 2 }]);
    });

    it('a reader that polls while writers commit and give up sees one unbroken sequence', async () => {
      const { store, hold } = under();
      if (!hold) return;
      const before = await store.head();
      const seen: StoredEvent[] = [];
      const kept: string[] = [];
      const writers = Array.from({ length: 6 }, async (_, writer) => {
        for (let turn = 0; turn < 20; turn++) {
          const events = samples(1 + (turn % 3));
          const held = await hold({ streamId: freshStream(), expected: 'none', events });
          if ((turn + writer) % 4 === 0) await held.rollback();
          else {
            await held.commit();
            kept.push(...events.map(({ eventId }) => eventId));
          }
        }
      });
      let writing = true;
      const written = Promise.all(writers).finally(() => (writing = false));
      const poll = async () => seen.push(...(await collect(store.readAll({ after: seen.at(-1)?.position ?? before }))));
      while (writing) await poll();
      await written;
      await poll();
      expect(seen.map(({ eventId }) => eventId).sort()).toEqual(kept.sort());
      if (!store.capabilities.contiguous) return;
      const first = Number(before ?? 0) + 1;
      expect(seen.map(({ position }) => Number(position))).toEqual(seen.map((_, index) => first + index));
    });
  });
}
