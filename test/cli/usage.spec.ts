import { Installation } from './installation.js';

const COMMANDS = [
  'serve',
  'worker',
  'load',
  'record',
  'replay',
  'show',
  'rebuild',
  'jobs',
  'status',
  'token',
  'export',
  'import',
  'territories',
  'generate',
  'audit',
];

// Nothing here may reach a database: no PostgreSQL is started.
describe('palimpseste, used wrongly', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.make();
  });
  afterEach(async () => expect(await installation.database()).toBeUndefined());
  afterAll(() => installation.remove());

  it('presents every command', async () => {
    const { code, out } = await installation.palimpseste(['--help']);
    expect(code).toBe(0);
    expect(COMMANDS.filter((name) => !new RegExp(`^  ${name}\\b`, 'm').test(out))).toEqual([]);
  });

  it('explains each command', async () => {
    const runs = await Promise.all(COMMANDS.map((name) => installation.palimpseste([name, '--help'])));
    expect(runs.map(({ code, out }) => [code, out.split('\n')[0]])).toEqual(
      COMMANDS.map((name) => [0, expect.stringContaining(`palimpseste ${name}`) as string]),
    );
  });

  it.each([
    ['an unknown command', ['effacer'], 'effacer'],
    ['an unknown option', ['show', 'site', 'x', '--vite'], '--vite'],
    ['a missing argument', ['show', 'site'], 'identifiant'],
    ['a month that does not exist', ['show', 'site', 'x', '--at', '2020-13'], '2020-13'],
    ['a day that does not exist', ['replay', 'site', 'x', '--as-of', '2021-02-30'], '2021-02-30'],
    ['an instant that is none', ['show', 'site', 'x', '--as-of', '2021-02-03Tmidi'], '2021-02-03Tmidi'],
    ['an unknown kind', ['show', 'usine', 'x'], 'usine'],
    ['a speed that is none', ['replay', 'site', 'x', '--speed', 'vite'], 'vite'],
    ['an unknown command to record', ['record', 'BurnSite'], 'BurnSite'],
    ['a field without a value', ['record', 'CloseSite', '-f', 'siteId'], 'siteId'],
    ['a body that is not JSON', ['record', 'CloseSite', '--body', '{'], '--body'],
    ['an identity that is none', ['record', 'CloseSite', '--id', '12'], '12'],
    ['an unknown projection', ['rebuild', 'carte'], 'carte'],
    ['a key of the audit log that is none', ['audit', 'verify', 'README.md', '--key', 'a+b+c'], 'a+b+c'],
    ['a proof without a key', ['audit', 'verify', 'x.tlog-proof'], '--key'],
    ['an unknown role', ['token', 'create', 'roi', 'essai'], 'roi'],
    ['a file that does not exist', ['load', 'absent.yaml'], 'absent.yaml'],
    ['outlines of no year', ['territories', 'outlines', 'x.geojson', '--source', 'IGN', '--vintage', 'hier'], 'hier'],
    ['outlines of no kind', ['territories', 'outlines', 'x.geojson', '--source', 'IGN', '--vintage', '2026', '--kind', 'canton'], 'canton'],
    ['an unknown format of file', ['load', '--format', 'tableur', 'data/artois'], 'tableur'],
    ['a number of events that is none', ['generate', '--out', '-', '--events', 'beaucoup'], 'beaucoup'],
    ['departments that are none', ['generate', '--out', '-', '--events', '10', '--departments', '00'], '00'],
  ])('says what is wrong with %s', async (_, args, repeated) => {
    const { code, out, err } = await installation.palimpseste(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(repeated);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it.each([
    ['PORT', { PORT: 'trois-mille' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://root:tres-secret@localhost/x', PALIMPSESTE_SECRET: 's'.repeat(32) }],
    ['EVENT_STORE_URL', { EVENT_STORE_URL: 'ftp://root:tres-secret@localhost/x' }],
    ['PALIMPSESTE_SECRET', { DATABASE_URL: 'postgres://root:tres-secret@localhost/x' }],
  ])('refuses a configuration whose %s cannot be used, and repeats no secret', async (variable, env) => {
    const { code, err } = await installation.palimpseste(['serve'], { env });
    expect(code).toBe(2);
    expect(err).toContain(variable);
    expect(err).not.toContain('tres-secret');
  });

  it('says that a database does not answer, and repeats no password', async () => {
    const env = { DATABASE_URL: 'postgres://root:tres-secret@127.0.0.1:1/x', PALIMPSESTE_SECRET: 's'.repeat(32) };
    const { code, err } = await installation.palimpseste(['status'], { env });
    expect(code).toBe(4);
    expect(err).not.toContain('tres-secret');
  });
});
