import { db, describeServers, failureOf, freshStream, happened, numbersIn } from './against.js';

const { ANY, NO_STREAM, STREAM_EXISTS } = db;

describeServers('deleting', (client) => {
  it('softly: the stream is not found, its events stay in the log', async () => {
    const stream = freshStream();
    const { position } = await client().appendToStream(stream, [happened(0)]);
    const deleted = await client().deleteStream(stream, { expectedRevision: 0n });
    expect(deleted.position!.commit).toBeGreaterThan(position!.commit);
    expect(await failureOf(numbersIn(client(), stream))).toBeInstanceOf(db.StreamNotFoundError);
    for await (const { event } of client().readAll({ fromPosition: position!, maxCount: 1 }))
      expect(event).toMatchObject({ streamId: stream });
  });

  it.each([ANY, NO_STREAM, 1n] as const)('softly: appending with %s reopens it, and numbers go on', async (expectedRevision) => {
    const stream = freshStream();
    await client().appendToStream(stream, [happened(0), happened(1)]);
    await client().deleteStream(stream);
    const appended = await client().appendToStream(stream, [happened(2), happened(3)], { expectedRevision });
    expect(appended.nextExpectedRevision).toBe(3n);
    expect(await numbersIn(client(), stream)).toEqual([2, 3]);
    expect((await client().getStreamMetadata(stream)).metadata).toMatchObject({ truncateBefore: 2 });
  });

  it('softly: a stream that must exist does not', async () => {
    const stream = freshStream();
    await client().appendToStream(stream, happened(0));
    await client().deleteStream(stream);
    const error = await failureOf(client().appendToStream(stream, happened(1), { expectedRevision: STREAM_EXISTS }));
    expect(error).toBeInstanceOf(db.StreamDeletedError);
  });

  it('what was never written is a conflict', async () => {
    const stream = freshStream();
    expect(await failureOf(client().deleteStream(stream))).toMatchObject({
      type: 'wrong-expected-version',
      streamName: stream,
      expectedVersion: -2n,
      actualVersion: -1n,
    });
  });

  it('expects a revision', async () => {
    const stream = freshStream();
    await client().appendToStream(stream, [happened(0), happened(1)]);
    for (const call of [
      () => client().deleteStream(stream, { expectedRevision: 0n }),
      () => client().tombstoneStream(stream, { expectedRevision: 0n }),
    ])
      expect(await failureOf(call())).toMatchObject({ type: 'wrong-expected-version', expectedVersion: 0n, actualVersion: 1n });
  });

  it('for ever: nothing is read or written again', async () => {
    const stream = freshStream();
    const { position } = await client().appendToStream(stream, happened(0));
    const deleted = await client().tombstoneStream(stream);
    expect(deleted.position!.commit).toBeGreaterThan(position!.commit);
    const failures = [
      () => numbersIn(client(), stream),
      () => client().appendToStream(stream, happened(1)),
      () => client().appendToStream(stream, happened(1), { credentials: { username: 'admin', password: 'changeit' } }),
      () => client().deleteStream(stream),
      () => client().tombstoneStream(stream),
    ];
    for (const call of failures) {
      const error = await failureOf(call());
      expect(error).toBeInstanceOf(db.StreamDeletedError);
      expect(error).toMatchObject({ type: 'stream-deleted', streamName: stream });
    }
    const types = [];
    for await (const { event } of client().readAll({ fromPosition: deleted.position!, maxCount: 1 })) types.push(event?.type);
    expect(types).toEqual(['$streamDeleted']);
  });

  it('for ever: what was never written can be forbidden', async () => {
    const stream = freshStream();
    await client().tombstoneStream(stream, { expectedRevision: NO_STREAM });
    expect(await failureOf(client().appendToStream(stream, happened(0)))).toBeInstanceOf(db.StreamDeletedError);
  });
});

describeServers('metadata of a stream', (client) => {
  it('is there before the stream is', async () => {
    const stream = freshStream();
    await client().setStreamMetadata(stream, { maxCount: 3, owner: 'someone' });
    expect(await client().getStreamMetadata(stream)).toMatchObject({ metadata: { maxCount: 3, owner: 'someone' } });
    expect(await failureOf(numbersIn(client(), stream))).toBeInstanceOf(db.StreamNotFoundError);
    expect(await client().appendToStream(stream, happened(0), { expectedRevision: STREAM_EXISTS })).toMatchObject({ success: true });
  });

  it('shows only the last so many events', async () => {
    const stream = freshStream();
    await client().appendToStream(
      stream,
      [0, 1, 2, 3].map((n) => happened(n)),
    );
    await client().setStreamMetadata(stream, { maxCount: 2 });
    expect(await numbersIn(client(), stream)).toEqual([2, 3]);
    expect(await numbersIn(client(), stream, { fromRevision: 0n, maxCount: 3 })).toEqual([2, 3]);
  });

  it('shows nothing before a revision', async () => {
    const stream = freshStream();
    await client().appendToStream(
      stream,
      [0, 1, 2, 3].map((n) => happened(n)),
    );
    await client().setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await numbersIn(client(), stream)).toEqual([3]);
    await client().setStreamMetadata(stream, { truncateBefore: 9 });
    expect(await numbersIn(client(), stream)).toEqual([]);
    expect(await client().appendToStream(stream, happened(4), { expectedRevision: 3n })).toMatchObject({ nextExpectedRevision: 4n });
  });
});
