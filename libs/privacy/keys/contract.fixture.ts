import { randomUUID } from 'node:crypto';
import type { PersonKeys } from './port.js';

/** What every place for the keys of persons keeps. `open` opens the same place each time. */
export function personKeysContract(open: () => Promise<PersonKeys>): void {
  const erasure = { recordedAt: '2026-05-03T08:00:00.000000Z', eventId: '0190a6f4-0000-7000-8000-000000000000' };
  const nobody = () => randomUUID();

  it('makes a key at the first, and gives the same for ever', async () => {
    const person = nobody();
    const first = await (await open()).take(person);
    expect(first).toMatchObject({ status: 'held', key: expect.any(Buffer) });
    expect(await (await open()).take(person)).toEqual(first);
    expect((await (await open()).find([person])).get(person)).toEqual(first);
  });

  it('gives one key to all who ask for it at once', async () => {
    const person = nobody();
    const keys = await Promise.all(Array.from({ length: 20 }, async () => (await open()).take(person)));
    expect(new Set(keys.map((kept) => (kept.status === 'held' ? kept.key.toString('hex') : ''))).size).toBe(1);
  });

  it('knows nothing of those of whom nothing was kept', async () => expect(await (await open()).find([nobody()])).toEqual(new Map()));

  it('ends a key for ever, at the first erasure', async () => {
    const keys = await open();
    const person = nobody();
    await keys.take(person);
    await keys.destroy(person, erasure);
    await keys.destroy(person, { ...erasure, recordedAt: '2027-01-01T00:00:00.000000Z' });
    expect((await (await open()).find([person])).get(person)).toEqual({ status: 'erased', ...erasure });
    expect(await keys.take(person)).toEqual({ status: 'erased', ...erasure });
  });

  it('remembers the end also of a key that it never had', async () => {
    const person = nobody();
    await (await open()).destroy(person, erasure);
    expect(await (await open()).take(person)).toEqual({ status: 'erased', ...erasure });
  });

  it('lists everybody', async () => {
    const keys = await open();
    const [held, gone] = [nobody(), nobody()];
    await keys.take(held);
    await keys.destroy(gone, erasure);
    const listed: string[] = [];
    for await (const person of keys.list()) listed.push(person);
    expect(listed).toEqual(expect.arrayContaining([held, gone]));
  });
}
