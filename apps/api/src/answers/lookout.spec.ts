import { setTimeout as delay } from 'node:timers/promises';
import { Lookout } from './lookout.js';

/** A server that answers each look when it is told to, with the number of the look. */
function server() {
  const waiting: (() => void)[] = [];
  const query = () => {
    const number = waiting.length + 1;
    return new Promise<never>((resolve) => waiting.push(() => resolve([{ now: String(number), past: '', ahead: false }] as never)));
  };
  return { query: query as never, waiting, answer: () => waiting.at(-1)!() };
}

describe('a lookout', () => {
  it('looks for each who comes alone', async () => {
    const { query, waiting, answer } = server();
    const lookout = new Lookout({ query });
    for (const [at, now] of [
      [0, '1'],
      [100, '2'],
    ] as const) {
      expect(lookout.shared(at)).toBeUndefined();
      const look = lookout.look();
      answer();
      expect((await look)?.now).toBe(now);
    }
    expect(waiting).toHaveLength(2);
  });

  it('looks once for all who ask meanwhile, and after they asked', async () => {
    const { query, waiting, answer } = server();
    const lookout = new Lookout({ query });
    const first = lookout.look();
    const others = [lookout.look(), lookout.look(), lookout.look()];
    answer();
    await first;
    await Promise.resolve();
    answer();
    expect((await Promise.all(others)).map((state) => state?.now)).toEqual(['2', '2', '2']);
    expect(waiting).toHaveLength(2);
  });

  it('lets many share what was seen some milliseconds before, and looks again for the next of them', async () => {
    const { query, waiting, answer } = server();
    const lookout = new Lookout({ query });
    for (let guest = 0; guest < 4; guest++) expect(lookout.shared()).toBeUndefined();
    const look = lookout.look();
    answer();
    await look;
    const now = performance.now();
    for (let guest = 0; guest < 4; guest++) lookout.shared(now);
    expect(lookout.shared(now)?.now).toBe('1');
    expect(waiting).toHaveLength(1);
    for (let guest = 0; guest < 4; guest++) lookout.shared(now + 30);
    expect(lookout.shared(now + 30)?.now).toBe('1');
    expect(waiting).toHaveLength(2);
    for (let guest = 0; guest < 4; guest++) lookout.shared(now + 100);
    expect(lookout.shared(now + 100)).toBeUndefined();
  });

  it('says nothing of a server that is silent, without asking it more', async () => {
    const { query, waiting, answer } = server();
    const lookout = new Lookout({ query });
    expect(await lookout.look()).toBeUndefined();
    expect(await lookout.look()).toBeUndefined();
    expect(waiting).toHaveLength(1);
    answer();
    await delay(0);
    const look = lookout.look();
    answer();
    expect((await look)?.now).toBe('2');
  });

  it('says nothing when the server fails, and asks again', async () => {
    let fails = true;
    const query = () => (fails ? Promise.reject(new Error('gone')) : Promise.resolve([{ now: '1', past: '', ahead: false }]));
    const lookout = new Lookout({ query: query as never });
    expect(await lookout.look()).toBeUndefined();
    fails = false;
    expect((await lookout.look())?.now).toBe('1');
  });
});
