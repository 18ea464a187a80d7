import { randomUUID } from 'node:crypto';
import { db, describeServers, freshStream, happened, type Connected, type Position } from './against.js';
import { until } from '../until.js';

const { END, START, streamNameFilter, eventTypeFilter } = db;
type Filter = NonNullable<NonNullable<Parameters<Connected['subscribeToAll']>[0]>['filter']>;

describeServers('subscribing to a stream', (client) => {
  it('gives what is there, says that it caught up, then what comes', async () => {
    const stream = freshStream();
    await client().appendToStream(stream, [happened(0), happened(1)]);
    const seen = follow(client().subscribeToStream(stream, { fromRevision: START }));
    await until(() => seen.caughtUp === 1);
    expect(seen.log).toEqual(['confirmation', 0, 1, 'caughtUp']);
    await client().appendToStream(stream, happened(2));
    await until(() => seen.log.at(-1) === 2);
    await seen.end();
  });

  it('starts after the revision it is given', async () => {
    const stream = freshStream();
    await client().appendToStream(stream, [happened(0), happened(1), happened(2)]);
    const seen = follow(client().subscribeToStream(stream, { fromRevision: 1n }));
    await until(() => seen.caughtUp === 1);
    expect(seen.log).toEqual(['confirmation', 2, 'caughtUp']);
    await seen.end();
  });

  it('starts at the end of it, or with what will come to a stream that is not there', async () => {
    const stream = freshStream();
    await client().appendToStream(stream, happened(0));
    const absent = freshStream();
    const end = follow(client().subscribeToStream(stream, { fromRevision: END }));
    const future = follow(client().subscribeToStream(absent));
    await until(() => end.caughtUp === 1 && future.caughtUp === 1);
    await client().appendToStream(stream, happened(1));
    await client().appendToStream(absent, happened(2));
    await until(() => end.log.length === 3 && future.log.length === 3);
    expect([end.log, future.log]).toEqual([
      ['confirmation', 'caughtUp', 1],
      ['confirmation', 'caughtUp', 2],
    ]);
    await Promise.all([end.end(), future.end()]);
  });

  it('ends with an error when the stream is gone for ever', async () => {
    const stream = freshStream();
    await client().appendToStream(stream, happened(0));
    const live = follow(client().subscribeToStream(stream));
    await until(() => live.caughtUp === 1);
    await client().tombstoneStream(stream);
    await until(() => live.error !== undefined);
    expect(live.error).toBeInstanceOf(db.StreamDeletedError);
    const late = follow(client().subscribeToStream(stream));
    await until(() => late.error !== undefined);
    expect(late.error).toBeInstanceOf(db.StreamDeletedError);
  });
});

describeServers('subscribing to the log', (client) => {
  it('starts after the position it is given', async () => {
    const stream = freshStream();
    const { position } = await client().appendToStream(stream, happened(0));
    await client().appendToStream(stream, happened(1));
    const seen = follow(client().subscribeToAll({ fromPosition: position! }), stream);
    await until(() => seen.caughtUp === 1);
    expect(seen.log).toEqual(['confirmation', 1, 'caughtUp']);
    await seen.end();
  });

  it('at the end is caught up at once, and gives only what comes', async () => {
    const stream = freshStream();
    await client().appendToStream(stream, happened(0));
    const seen = follow(client().subscribeToAll({ fromPosition: END }), stream);
    await until(() => seen.caughtUp === 1);
    await client().appendToStream(stream, [happened(1), happened(2)]);
    await until(() => seen.log.at(-1) === 2);
    expect(seen.log).toEqual(['confirmation', 'caughtUp', 1, 2]);
    await seen.end();
  });

  it('at no position of an event is an error', async () => {
    const { position } = await client().appendToStream(freshStream(), happened(0));
    const between = { commit: position!.commit - 1n, prepare: position!.commit - 1n };
    const seen = follow(client().subscribeToAll({ fromPosition: between }));
    await until(() => seen.error !== undefined);
    expect(seen.error).toBeInstanceOf(db.UnknownError);
    expect(seen.error!.message).toContain('invalid position');
  });

  describe('with a filter', () => {
    it.each<[string, (name: string) => Filter]>([
      ['a prefix of the stream', (name: string) => streamNameFilter({ prefixes: [name] })],
      ['an expression on the stream', (name: string) => streamNameFilter({ regex: `^${name}-\\d+$` })],
      ['a prefix of the type', (name: string) => eventTypeFilter({ prefixes: [`Of${name}`] })],
      ['an expression on the type', (name: string) => eventTypeFilter({ regex: `${name}$` })],
    ])('gives what matches %s', async (_, filterFor) => {
      const name = `w${randomUUID().slice(0, 8)}`;
      const event = (n: number) => db.jsonEvent({ type: `Of${name}`, data: { n } });
      const { position } = await client().appendToStream(freshStream(), happened(0));
      await client().appendToStream(`${name}-1`, event(1));
      await client().appendToStream(freshStream(), happened(2));
      await client().appendToStream(`${name}-2`, event(3));
      const seen = follow(client().subscribeToAll({ fromPosition: position!, filter: filterFor(name) }));
      await until(() => seen.caughtUp === 1);
      await client().appendToStream(`${name}-3`, event(4));
      await until(() => seen.log.at(-1) === 4);
      expect(seen.log).toEqual(['confirmation', 1, 3, 'caughtUp', 4]);
      await seen.end();
    });

    it('checkpoints once before it goes live, at the last event it gave', async () => {
      const stream = freshStream();
      const { position } = await client().appendToStream(stream, happened(0));
      const last = await client().appendToStream(stream, happened(1));
      await client().appendToStream(freshStream(), happened(2));
      const checkpoints = await checkpointsUntilLive(client(), stream, position!);
      expect(checkpoints).toEqual([last.position]);
    });

    it('checkpoints where it started when nothing matched', async () => {
      const { position } = await client().appendToStream(freshStream(), happened(0));
      await client().appendToStream(freshStream(), happened(1));
      expect(await checkpointsUntilLive(client(), freshStream(), position!)).toEqual([position]);
    });

    // Taken as a position to go on from, it would skip everything.
    it('checkpoints at the largest number there is when it started at the start and nothing matched', async () => {
      await client().appendToStream(freshStream(), happened(0));
      const checkpoints = await checkpointsUntilLive(client(), freshStream(), START, { maxSearchWindow: 100_000_000 });
      expect(checkpoints).toEqual([{ commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n }]);
    });

    it('checkpoints on the way after so many windows of events', async () => {
      const other = freshStream();
      const { position } = await client().appendToStream(other, happened(0));
      for (let batch = 0; batch < 3; batch++)
        await client().appendToStream(
          other,
          Array.from({ length: 50 }, (_, n) => happened(n)),
        );
      const checkpoints = await checkpointsUntilLive(client(), freshStream(), position!, { maxSearchWindow: 10, checkpointInterval: 3 });
      expect(checkpoints.length).toBeGreaterThanOrEqual(4);
      expect(checkpoints.length).toBeLessThanOrEqual(6);
      const later = checkpoints.slice(1);
      expect(later.every(({ commit }, at) => commit > checkpoints[at]!.commit)).toBe(true);
      expect(later.every(({ prepare }) => prepare === 0n)).toBe(true);
    });

    it('goes on from a checkpoint and misses nothing', async () => {
      const stream = freshStream();
      const { position } = await client().appendToStream(freshStream(), happened(0));
      for (let n = 0; n < 40; n++) await client().appendToStream(n % 10 === 9 ? stream : freshStream(), happened(n));
      const narrow = { maxSearchWindow: 4, checkpointInterval: 1 };
      const checkpoints = await checkpointsUntilLive(client(), stream, position!, narrow);
      for (const checkpoint of checkpoints) {
        const seen = follow(client().subscribeToAll({ fromPosition: checkpoint, filter: filterOn(stream, narrow) }));
        await until(() => seen.caughtUp === 1);
        const missing = [9, 19, 29, 39].filter((n) => !seen.log.includes(n));
        const before: unknown[] = [];
        for await (const { event } of client().readStream(stream))
          if (event!.position!.commit <= checkpoint.commit && checkpoint.prepare > 0n) before.push((event!.data as { n: number }).n);
          else if (event!.position!.commit < checkpoint.commit) before.push((event!.data as { n: number }).n);
        expect(missing).toEqual(before);
        await seen.end();
      }
    });

    it('checkpoints while live, though nothing matches', async () => {
      const checkpoints: Position[] = [];
      const filter = filterOn(freshStream(), { maxSearchWindow: 4, checkpointInterval: 2, checkpoints });
      const seen = follow(client().subscribeToAll({ fromPosition: END, filter }));
      await until(() => seen.caughtUp === 1);
      const positions = [];
      for (let n = 0; n < 17; n++) positions.push((await client().appendToStream(freshStream(), happened(n))).position);
      await until(() => checkpoints.length === 2);
      expect(checkpoints).toEqual([positions[7], positions[15]]);
      await seen.end();
    });
  });

  it('loses nothing of what a slow reader lets lie', async () => {
    const stream = freshStream();
    const { position } = await client().appendToStream(stream, happened(0));
    const subscription = client().subscribeToAll({ fromPosition: position!, filter: filterOn(stream) });
    let caughtUp = 0;
    subscription.on('caughtUp', () => (caughtUp += 1));
    await until(() => caughtUp === 1);
    const large = 'x'.repeat(20_000);
    for (let n = 1; n <= 300; n++)
      await client().appendToStream(stream, db.jsonEvent({ type: 'SiteRegistered', data: { n, large } }), { expectedRevision: 'any' });
    const seen: number[] = [];
    // Read only from here on.
    subscription.on('data', ({ event }) => seen.push((event!.data as { n: number }).n));
    // It fell behind meanwhile, and says again that it caught up.
    await until(() => seen.length === 300 && caughtUp === 2);
    expect(seen).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
    await subscription.unsubscribe();
  });

  it('that is ended tells nothing', async () => {
    const seen = follow(client().subscribeToAll({ fromPosition: END }));
    await until(() => seen.caughtUp === 1);
    await seen.end();
    expect(seen.error).toBeUndefined();
  });
});

interface Narrow {
  readonly maxSearchWindow?: number;
  readonly checkpointInterval?: number;
  readonly checkpoints?: Position[];
}

const filterOn = (stream: string, { checkpoints, ...narrow }: Narrow = {}): Filter =>
  streamNameFilter({
    prefixes: [stream],
    ...narrow,
    checkpointReached: async (_, position) => {
      checkpoints?.push(position);
    },
  });

async function checkpointsUntilLive(
  client: Connected,
  stream: string,
  fromPosition: Position | typeof START,
  narrow: Narrow = {},
): Promise<Position[]> {
  const checkpoints: Position[] = [];
  const seen = follow(client.subscribeToAll({ fromPosition, filter: filterOn(stream, { ...narrow, checkpoints }) }));
  await until(() => seen.caughtUp === 1);
  await seen.end();
  return checkpoints;
}

type Subscription = ReturnType<Connected['subscribeToAll']> | ReturnType<Connected['subscribeToStream']>;

/** What a subscription tells, in order: the numbers of its events (of one stream, if named), and the names of its other signs. */
function follow(subscription: Subscription, only?: string) {
  const seen = {
    log: [] as unknown[],
    caughtUp: 0,
    error: undefined as Error | undefined,
    end: () => subscription.unsubscribe(),
  };
  const all = subscription as ReturnType<Connected['subscribeToAll']>;
  all.on('confirmation', () => seen.log.push('confirmation'));
  all.on('caughtUp', () => {
    seen.log.push('caughtUp');
    seen.caughtUp += 1;
  });
  all.on('error', (error) => {
    seen.error = error as Error;
  });
  all.on('data', ({ event }) => {
    if (event && (!only || event.streamId === only)) seen.log.push((event.data as { n?: number }).n);
  });
  return seen;
}
