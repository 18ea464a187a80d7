import { ConfigurationError, readConfiguration } from './configuration.js';

describe('the configuration', () => {
  it('needs nothing: an embedded database serves for everything', () => {
    const { port, host, data, databaseUrl, eventStoreUrl } = readConfiguration({});
    expect({ port, host, databaseUrl, eventStoreUrl }).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      eventStoreUrl: undefined,
    });
    expect(data.endsWith('.data')).toBe(true);
  });

  it('names every variable that is wrong, with what to write', () => {
    const problems = problemsOf({ PORT: 'http', LOG_LEVEL: 'loud', PALIMPSESTE_SECRET: 'short' });
    expect(problems.map(({ variable, value }) => [variable, value])).toEqual([
      ['PORT', 'http'],
      ['LOG_LEVEL', 'loud'],
      ['PALIMPSESTE_SECRET', undefined],
    ]);
    expect(problems.every(({ message }) => message.includes('attendu'))).toBe(true);
  });

  it.each(['-1', '1.5', '4097', 'beaucoup'])('keeps no "%s" megabytes of answers', (given) =>
    expect(problemsOf({ KEPT_ANSWERS_MB: given })).toEqual([expect.objectContaining({ variable: 'KEPT_ANSWERS_MB', value: given })]),
  );

  it('keeps 64 megabytes of answers, or as many as it is told', () => {
    expect(readConfiguration({}).keptAnswers).toBe(67_108_864);
    expect(readConfiguration({ KEPT_ANSWERS_MB: '0' }).keptAnswers).toBe(0);
  });

  it('never repeats an address, which may hold a password', () => {
    const secret = 'x'.repeat(32);
    for (const url of ['mysql://root:hunter2@db/x', 'postgres//hunter2']) {
      expect(() => readConfiguration({ DATABASE_URL: url, PALIMPSESTE_SECRET: secret })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
      );
    }
  });

  it.each(['esdb://127.0.0.1:2113?tls=false', 'esdb://admin:a%40b@n1:2113,n2:2113,n3:2113', 'esdb+discover://cluster.example:2113'])(
    'takes %s for the events, and the embedded database for the read models',
    (url) => expect(readConfiguration({ EVENT_STORE_URL: url })).toMatchObject({ eventStoreUrl: url, databaseUrl: undefined }),
  );

  it.each(['kurrentdb://n1', 'n1:2113', 'esdb //n1'])('refuses the event store "%s"', (url) =>
    expect(problemsOf({ EVENT_STORE_URL: url }).map(({ variable }) => variable)).toEqual(['EVENT_STORE_URL']),
  );

  it.each(['postgres://a@r1/c,postgres://a@r2/c', 'postgres://a@r1/c postgres://a@r2/c', ' postgres://a@r1/c ,\n postgresql://a@r2/c,'])(
    'takes several replicas, separated as people separate them: "%s"',
    (text) => {
      const { readDatabaseUrls } = readConfiguration({ ...primary, READ_DATABASE_URL: text });
      expect(readDatabaseUrls.map((url) => new URL(url).hostname)).toEqual(['r1', 'r2']);
    },
  );

  it.each([
    ['https://memoire.exemple.fr/', 'https://memoire.exemple.fr'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ])('is called %s from outside', (given, publicUrl) => expect(readConfiguration({ PUBLIC_URL: given })).toMatchObject({ publicUrl }));

  it.each(['memoire.exemple.fr', 'https://a@memoire.exemple.fr', 'https://exemple.fr/memoire'])('refuses to be called %s', (given) =>
    expect(problemsOf({ PUBLIC_URL: given }).map(({ variable }) => variable)).toEqual(['PUBLIC_URL']),
  );

  it('has no replicas unless told', () => {
    for (const none of [{}, { READ_DATABASE_URL: ' ' }, { READ_DATABASE_URL: ',' }])
      expect(readConfiguration({ ...primary, ...none }).readDatabaseUrls).toEqual([]);
  });

  it.each(['mysql://root:hunter2@r1/c', 'postgres://a@r1/c,r2:hunter2', 'postgres://a:hunter,2@r1/c'])(
    'refuses the replicas "%s", without repeating them',
    (text) => {
      const problems = problemsOf({ ...primary, READ_DATABASE_URL: text });
      expect(problems.map(({ variable }) => variable)).toEqual(['READ_DATABASE_URL']);
      expect(JSON.stringify(problems)).not.toContain('hunter');
    },
  );

  it('wants the database that replicas are of', () =>
    expect(problemsOf({ READ_DATABASE_URL: 'postgres://a@r1/c' })).toEqual([
      { variable: 'READ_DATABASE_URL', message: expect.stringContaining('DATABASE_URL'), value: undefined },
    ]));

  it('wants one secret for all programs once they run apart', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://a@b/c' }).map(({ variable }) => variable)).toEqual(['PALIMPSESTE_SECRET']);
  });
});

const primary = { DATABASE_URL: 'postgres://a@b/c', PALIMPSESTE_SECRET: 'x'.repeat(32) };

function problemsOf(environment: Record<string, string>) {
  try {
    readConfiguration(environment);
  } catch (error) {
    return (error as ConfigurationError).problems;
  }
  throw new Error('the configuration was accepted');
}
