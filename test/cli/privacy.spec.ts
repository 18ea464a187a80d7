import { Installation } from './installation.js';

describe('palimpseste privacy', () => {
  let installation: Installation;
  let person: string;
  beforeAll(async () => {
    installation = await Installation.make();
    ({ personId: person } = await installation.json<{ personId: string }>(['privacy', 'reference']));
    const fields = ['requestId=demande-1', 'requesterKind=other', 'topic=un terrain', `contact={{person:${person}|06 12 34 56 78}}`];
    await installation.json(['record', 'ReceiveRequest', ...fields.flatMap((field) => ['-f', field])]);
  }, 120_000);
  afterAll(() => installation.remove());

  it('shows what is kept of a person, and nothing of somebody unknown', async () => {
    const { code, out } = await installation.palimpseste(['privacy', 'show', person]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /: lisible\n {2}\d{4}-\d{2}-\d{2} {2}request-demande-1 {2}RequestReceived {2}\/data\/contact {2}06 12 34 56 78\n$/,
      ),
    ]);
    const unknown = await installation.palimpseste(['privacy', 'show', '3f0c9c52-6c1f-4a7e-9d3b-0d8f0f1f2a11']);
    expect([unknown.code, unknown.err]).toEqual([5, expect.stringContaining('rien n’est gardé')]);
    expect(await installation.palimpseste(['privacy', 'show', 'jeanne'])).toMatchObject({ code: 2 });
  }, 120_000);

  it('erases a person once, shows when, and every proof holds', async () => {
    const asked = ['privacy', 'erase', '--person', person, '--reason', 'Demande de la personne'];
    const first = await installation.palimpseste(asked);
    expect([first.code, first.out]).toEqual([0, expect.stringContaining('sont effacées : leur clé est détruite')]);
    const again = await installation.palimpseste(asked);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('étaient déjà effacées')]);
    const { out: list } = await installation.palimpseste(['privacy', 'list']);
    expect(list).toMatch(new RegExp(`^${person} {2}1 événement {2}effacée le \\d`));
    const { out } = await installation.palimpseste(['privacy', 'show', person]);
    expect(out).toMatch(/: effacée le .*\n.*\/data\/contact {2}—\n$/);
    const { out: shown } = await installation.palimpseste(['show', 'request', 'demande-1', '--json']);
    expect(shown).toContain('[donnée effacée le ');
    expect(shown).not.toContain('06 12');
    const server = await installation.serve('--no-dataset');
    for (;;) {
      const { code, out: verified } = await installation.palimpseste(['audit', 'verify']);
      if (verified.includes('2 événements sont ceux')) break;
      expect([0, 5]).toContain(code);
    }
    await server.stop('SIGINT');
  }, 180_000);

  it('erases nobody of whom nothing is kept', async () => {
    const { code, err } = await installation.palimpseste([
      ...['privacy', 'erase', '--person', '3f0c9c52-6c1f-4a7e-9d3b-0d8f0f1f2a11'],
      ...['--reason', 'Demande'],
    ]);
    expect([code, err]).toEqual([3, expect.stringContaining('Rien n’est gardé d’une personne')]);
  }, 120_000);
});

describe('palimpseste audit trail', () => {
  let installation: Installation;
  beforeAll(async () => void (installation = await Installation.make()), 120_000);
  afterAll(() => installation.remove());

  it('tells of roles and exports done here, newest first, and that all of it still holds', async () => {
    const { id } = await installation.json<{ id: string }>(['token', 'create', 'auditor', 'essai']);
    await installation.palimpseste(['token', 'revoke', id]);
    await installation.palimpseste(['export', await installation.write('tout.jsonl', '')]);
    const { out } = await installation.palimpseste(['audit', 'trail']);
    expect(out.split('\n').map((line) => line.split('  ').slice(3).join(' '))).toEqual([
      'trail-read palimpseste audit trail',
      'export palimpseste export',
      `token-revoked palimpseste token revoke ${id}`,
      `token-created palimpseste token create auditor ${id}`,
      '',
    ]);
    const about = await installation.json<{ action: string }[]>(['audit', 'trail', '--about', id, '--action', 'token-created']);
    expect(about.map(({ action }) => action)).toEqual(['token-created']);
    const verified = await installation.palimpseste(['audit', 'trail', '--verify']);
    const [, head] = /entrées tiennent\. À garder ailleurs : (\S+)\n$/.exec(verified.out)!;
    expect(await installation.palimpseste(['audit', 'trail', '--verify', '--head', head!])).toMatchObject({ code: 0 });
    const other = `${head!.split(':')[0]}:${'0'.repeat(64)}`;
    const refused = await installation.palimpseste(['audit', 'trail', '--verify', '--head', other]);
    expect([refused.code, refused.err]).toEqual([6, expect.stringContaining('[HEAD_DIFFERS]')]);
    expect(await installation.palimpseste(['audit', 'trail', '--action', 'lecture'])).toMatchObject({ code: 2 });
  }, 180_000);
});
