import { randomUUID } from 'node:crypto';
import { db, describeServers, failureOf, freshStream, happened, numbersIn } from './against.js';

const { NO_STREAM, ANY, STREAM_EXISTS } = db;

describeServers('appending', (client) => {
  it('tells the last revision and the position of the last event', async () => {
    const stream = freshStream();
    const first = await client().appendToStream(stream, [happened(1), happened(2)], { expectedRevision: NO_STREAM });
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
    const positions = [];
    for await (const { event } of client().readAll({ fromPosition: first.position!, maxCount: 1 })) positions.push(event);
    expect(positions[0]).toMatchObject({ streamId: stream, revision: 1n, position: first.position });
    expect(first.position!.commit).toBe(first.position!.prepare);
  });

  it('positions grow by the size of a record', async () => {
    const stream = freshStream();
    const { position } = await client().appendToStream(stream, [happened(1), happened(2), happened(3)]);
    const found: bigint[] = [];
    for await (const { event } of client().readStream(stream)) found.push(event!.position!.commit);
    expect(found.at(-1)).toBe(position!.commit);
    const type = 'SiteRegistered';
    // Fixed fields, then each string behind its length, then data (`{"n":1}`).
    const size = 88n + BigInt(1 + stream.length) + BigInt(1 + type.length) + 7n;
    expect([found[1]! - found[0]!, found[2]! - found[1]!]).toEqual([size, size]);
  });

  it.each([
    ['no stream', NO_STREAM, 'no_stream'],
    ['an exact revision', 7n, 7n],
  ] as const)('says which version it found instead of %s', async (_, expectedRevision, expectedVersion) => {
    const stream = freshStream();
    await client().appendToStream(stream, [happened(1), happened(2)]);
    const error = await failureOf(client().appendToStream(stream, happened(3), { expectedRevision }));
    expect(error).toBeInstanceOf(db.WrongExpectedVersionError);
    expect(error).toMatchObject({ type: 'wrong-expected-version', streamName: stream, expectedVersion, actualVersion: 1n, message: '' });
  });

  it.each([STREAM_EXISTS, 0n] as const)('says that there is no stream where %s was expected', async (expectedRevision) => {
    const error = await failureOf(client().appendToStream(freshStream(), happened(1), { expectedRevision }));
    expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 'no_stream' });
  });

  it('of many racers on one revision one wins', async () => {
    const stream = freshStream();
    const racers = Array.from({ length: 20 }, (_, n) => client().appendToStream(stream, happened(n), { expectedRevision: NO_STREAM }));
    const results = await Promise.allSettled(racers);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await numbersIn(client(), stream)).toHaveLength(1);
  });

  it('keeps the order of appends that nobody waited for', async () => {
    const stream = freshStream();
    await Promise.all(Array.from({ length: 50 }, (_, n) => client().appendToStream(stream, happened(n))));
    expect(await numbersIn(client(), stream)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  describe('what was written already', () => {
    it('is answered as the first time when it is expected where it was: data is not compared', async () => {
      const stream = freshStream();
      const ids = [randomUUID(), randomUUID()] as const;
      const events = [happened(1, ids[0]), happened(2, ids[1])];
      const first = await client().appendToStream(stream, events, { expectedRevision: NO_STREAM });
      await client().appendToStream(stream, happened(3), { expectedRevision: 1n });
      const again = [happened(8, ids[0]), happened(9, ids[1])];
      const second = await client().appendToStream(stream, again, { expectedRevision: NO_STREAM });
      expect(second).toEqual(first);
      // Also the tail of it, expected after its head.
      expect(await client().appendToStream(stream, happened(9, ids[1]), { expectedRevision: 0n })).toEqual(first);
      expect(await numbersIn(client(), stream)).toEqual([1, 2, 3]);
    });

    it('is written again at the current revision', async () => {
      const stream = freshStream();
      const id = randomUUID();
      await client().appendToStream(stream, happened(1, id), { expectedRevision: NO_STREAM });
      const again = await client().appendToStream(stream, happened(1, id), { expectedRevision: 0n });
      expect(again.nextExpectedRevision).toBe(1n);
    });

    it('is a conflict when it is so in part', async () => {
      const stream = freshStream();
      const id = randomUUID();
      await client().appendToStream(stream, [happened(1, id), happened(2)], { expectedRevision: NO_STREAM });
      for (const expectedRevision of [NO_STREAM, ANY] as const) {
        const mixed = client().appendToStream(stream, [happened(1, id), happened(4)], { expectedRevision });
        expect(await failureOf(mixed)).toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
      }
      expect(await numbersIn(client(), stream)).toEqual([1, 2]);
    });

    it.each([ANY, STREAM_EXISTS] as const)('is known with %s while it is remembered', async (expectedRevision) => {
      const stream = freshStream();
      const id = randomUUID();
      const first = await client().appendToStream(stream, happened(1, id));
      await client().appendToStream(stream, happened(2));
      expect(await client().appendToStream(stream, happened(1, id), { expectedRevision })).toEqual(first);
    });

    it('is new in another stream', async () => {
      const id = randomUUID();
      await client().appendToStream(freshStream(), happened(1, id));
      const other = freshStream();
      expect(await client().appendToStream(other, happened(1, id))).toMatchObject({ nextExpectedRevision: 0n });
    });

    it('is stored twice when one append holds one id twice', async () => {
      const stream = freshStream();
      const id = randomUUID();
      const appended = await client().appendToStream(stream, [happened(1, id), happened(2, id)], { expectedRevision: NO_STREAM });
      expect(appended.nextExpectedRevision).toBe(1n);
      expect(await numbersIn(client(), stream)).toEqual([1, 2]);
    });
  });

  it('an empty append succeeds and makes no stream', async () => {
    const stream = freshStream();
    expect(await client().appendToStream(stream, [], { expectedRevision: NO_STREAM })).toMatchObject({ success: true });
    expect(await failureOf(numbersIn(client(), stream))).toBeInstanceOf(db.StreamNotFoundError);
    // Beyond the current revision it is judged like any other.
    expect(await failureOf(client().appendToStream(stream, [], { expectedRevision: 3n }))).toMatchObject({
      type: 'wrong-expected-version',
    });
  });

  it('refuses more than 1 MiB of data in one append', async () => {
    const stream = freshStream();
    const half = (n: number) => db.binaryEvent({ type: 'ScanAdded', data: Buffer.alloc(512 * 1024 + n) });
    expect(await client().appendToStream(stream, [half(0), half(0)])).toMatchObject({ success: true });
    const error = await failureOf(client().appendToStream(stream, [half(0), half(1)]));
    expect(error).toBeInstanceOf(db.MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1_048_576 });
  });

  it('keeps what it is given: metadata, binary data, the id in lower case, the millisecond', async () => {
    const stream = freshStream();
    const id = randomUUID();
    const before = Date.now();
    await client().appendToStream(stream, [
      db.jsonEvent({ id: id.toUpperCase(), type: 'Noted', data: { text: 'é\u0000' }, metadata: { by: 'someone' } }),
      db.binaryEvent({ type: 'ScanAdded', data: Buffer.from([0, 255]) }),
    ]);
    const found = [];
    for await (const { event } of client().readStream(stream)) found.push(event!);
    expect(found[0]).toMatchObject({ id, type: 'Noted', isJson: true, data: { text: 'é\u0000' }, metadata: { by: 'someone' } });
    expect(found[1]).toMatchObject({ type: 'ScanAdded', isJson: false, revision: 1n });
    expect(Buffer.from(found[1]!.data as Uint8Array)).toEqual(Buffer.from([0, 255]));
    expect(found[0]!.created.getTime()).toBeGreaterThanOrEqual(before - 1);
    expect(found[0]!.created.getTime()).toBeLessThanOrEqual(Date.now() + 1);
  });

  it('answers the older call alike: the one that credentials of their own bring about', async () => {
    const stream = freshStream();
    const credentials = { username: 'admin', password: 'changeit' };
    const first = await client().appendToStream(stream, happened(1), { credentials, expectedRevision: NO_STREAM });
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(first.position!.commit).toBeGreaterThan(0n);
    const conflict = client().appendToStream(stream, happened(2), { credentials, expectedRevision: 4n });
    expect(await failureOf(conflict)).toMatchObject({ type: 'wrong-expected-version', expectedVersion: 4n, actualVersion: 0n });
    const large = db.binaryEvent({ type: 'ScanAdded', data: Buffer.alloc(1024 * 1024 + 1) });
    const refused = await failureOf(client().appendToStream(stream, large, { credentials }));
    expect(refused).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
  });
});
