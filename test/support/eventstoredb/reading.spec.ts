import { db, describeServers, failureOf, freshStream, happened, numbersIn, type Connected, type Position } from './against.js';

const { BACKWARDS, FORWARDS, START, END } = db;

describeServers('reading', (client) => {
  describe('a stream', () => {
    let stream: string;
    beforeAll(async () => {
      stream = freshStream();
      await client().appendToStream(
        stream,
        [0, 1, 2, 3, 4].map((n) => happened(n)),
      );
    });

    it.each([
      ['from its start', { fromRevision: START }, [0, 1, 2, 3, 4]],
      ['from a revision, which is included', { fromRevision: 2n }, [2, 3, 4]],
      ['so many of it', { fromRevision: 1n, maxCount: 2 }, [1, 2]],
      ['past its end, where nothing is', { fromRevision: 5n }, []],
      ['backwards from its end', { fromRevision: END, direction: BACKWARDS }, [4, 3, 2, 1, 0]],
      ['its last event', { fromRevision: END, direction: BACKWARDS, maxCount: 1 }, [4]],
      ['backwards from a revision, which is included', { fromRevision: 2n, direction: BACKWARDS }, [2, 1, 0]],
      ['backwards from its start', { fromRevision: START, direction: BACKWARDS }, [0]],
      ['backwards from past its end', { fromRevision: 9n, direction: BACKWARDS }, [4, 3, 2, 1, 0]],
    ] as const)('is read %s', async (_, options, expected) => {
      expect(await numbersIn(client(), stream, options)).toEqual(expected);
    });

    it('that is not there is an error, in either direction', async () => {
      for (const direction of [FORWARDS, BACKWARDS] as const) {
        const missing = freshStream();
        const error = await failureOf(numbersIn(client(), missing, { direction, fromRevision: direction === FORWARDS ? START : END }));
        expect(error).toBeInstanceOf(db.StreamNotFoundError);
        expect(error).toMatchObject({ type: 'stream-not-found', streamName: missing });
      }
    });

    it('of more than a page is read whole', async () => {
      const long = freshStream();
      await client().appendToStream(
        long,
        Array.from({ length: 1_000 }, (_, n) => happened(n)),
      );
      expect(await numbersIn(client(), long)).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
    });
  });

  describe('the whole log', () => {
    let stream: string;
    const positions: Position[] = [];
    beforeAll(async () => {
      stream = freshStream();
      for (const n of [0, 1, 2]) positions.push((await client().appendToStream(stream, happened(n))).position!);
    });

    it('forwards starts at the position, backwards before it', async () => {
      expect(await revisionsFrom(client(), stream, { fromPosition: positions[1]!, maxCount: 2 })).toEqual([1n, 2n]);
      expect(await revisionsFrom(client(), stream, { fromPosition: positions[2]!, direction: BACKWARDS, maxCount: 2 })).toEqual([1n, 0n]);
    });

    it('from its end backwards starts with the last event', async () => {
      const { position } = await client().appendToStream(stream, happened(3));
      const [last] = await allFrom(client(), { fromPosition: END, direction: BACKWARDS, maxCount: 1 });
      expect(last!.position!.commit).toBeGreaterThanOrEqual(position!.commit);
    });

    it('past its end is empty', async () => {
      const far = { commit: 2n ** 62n, prepare: 2n ** 62n };
      expect(await allFrom(client(), { fromPosition: far, maxCount: 5 })).toEqual([]);
    });

    it('at no position of an event is an error', async () => {
      const { commit, prepare } = positions[1]!;
      const between = { commit: commit + 1n, prepare: prepare + 1n };
      const error = await failureOf(allFrom(client(), { fromPosition: between, maxCount: 5 }));
      expect(error).toBeInstanceOf(db.UnknownError);
      expect((error as Error).message).toContain('InvalidPosition');
    });

    it('backwards from past its end is an error', async () => {
      const far = { commit: 2n ** 62n, prepare: 2n ** 62n };
      const error = await failureOf(allFrom(client(), { fromPosition: far, direction: BACKWARDS, maxCount: 5 }));
      expect((error as Error).message).toContain('ReadAllResult: Error');
    });

    it('from its start holds events of the server', async () => {
      const first = await allFrom(client(), { maxCount: 20 });
      expect(first.some(({ streamId }) => streamId.startsWith('$'))).toBe(true);
    });
  });

  it('resolves links, also those that lead nowhere', async () => {
    const stream = freshStream();
    const links = freshStream('links');
    await client().appendToStream(stream, [happened(0), happened(1)]);
    const link = (data: string) => db.binaryEvent({ type: '$>', data: Buffer.from(data) });
    await client().appendToStream(links, [link(`1@${stream}`), link(`9@${stream}`)]);
    const found = [];
    for await (const { event, link } of client().readStream(links, { resolveLinkTos: true })) found.push([event?.revision, link?.revision]);
    expect(found).toEqual([
      [1n, 0n],
      [undefined, 1n],
    ]);
    expect(await numbersIn(client(), links).then((read) => read.length)).toBe(2);
  });
});

async function allFrom(client: Connected, options: Parameters<Connected['readAll']>[0]) {
  const found = [];
  for await (const { event } of client.readAll(options)) if (event) found.push(event);
  return found;
}

const revisionsFrom = async (client: Connected, stream: string, options: Parameters<Connected['readAll']>[0]) =>
  (await allFrom(client, options)).filter(({ streamId }) => streamId === stream).map(({ revision }) => revision);
