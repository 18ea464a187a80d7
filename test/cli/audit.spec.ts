import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { runningPostgres } from '../../libs/embedded-postgres/index.js';
import { until } from '../support/until.js';
import { Installation, type Served } from './installation.js';

describe('the audit log, on the command line', () => {
  let installation: Installation;
  let served: Served;
  let key: string;
  beforeAll(async () => {
    installation = await Installation.make();
    served = await installation.serve();
    await until(
      async () => (await installation.json<{ audit: { pending: number } | null }>(['status'])).audit?.pending === 0,
      () => 'nothing was sealed',
    );
    key = (await installation.json<{ key: string }>(['audit', 'key'])).key;
  }, 120_000);
  afterAll(async () => {
    await served?.stop('SIGTERM');
    await installation?.remove();
  });

  it('has a key of its own, which only this account reads', async () => {
    const file = join(installation.folder, 'data/secrets/audit-key.pem');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(key).toMatch(/^palimpseste-[0-9a-f]{16}\+[0-9a-f]{8}\+/);
    expect((await (await fetch(`${served.address}/api/v1/audit/key`)).text()).trim()).toBe(key);
    const secret = (await readFile(file, 'utf8')).split('\n')[1]!;
    expect(served.said.out + served.said.err).not.toContain(secret.slice(0, 20));
  });

  it('is verified on the live store', async () => {
    const report = await installation.json<{ verified: boolean; size: number; events: number; given: number }>(['audit', 'verify']);
    expect(report).toMatchObject({ verified: true, differing: 0, findings: [], given: 1 });
    expect(report.size).toBeGreaterThan(50);
    const { code, out } = await installation.palimpseste(['audit', 'verify', '--key', key]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ événements sont ceux qui furent scellés/)]);
  });

  it('gives proofs that are verified elsewhere, with the key and nothing else', async () => {
    const { items } = (await (await fetch(`${served.address}/api/v1/timeline?limit=1`)).json()) as { items: { id: string }[] };
    const proof = await (await fetch(`${served.address}/api/v1/events/${items[0]!.id}/proof`)).text();
    const file = await installation.write('fait.tlog-proof', proof);
    const keyFile = await installation.write('cle.txt', `${key}\n`);
    const elsewhere = { env: { PALIMPSESTE_DATA: join(installation.folder, 'nothing'), DATABASE_URL: '' } };
    const verified = await installation.palimpseste(['audit', 'verify', file, '--key', keyFile], elsewhere);
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining(items[0]!.id)]);
    const extra = /^extra (.*)$/m.exec(proof)![1]!;
    const told = Buffer.from(extra, 'base64').toString();
    const lies = {
      'another payload': proof.replace(extra, Buffer.from(told.replace('"data":"{', '"data":"{ ')).toString('base64')),
      'another place': proof.replace(/^index (\d+)$/m, (_, index) => `index ${Number(index) + 1}`),
      'another checkpoint': proof.replace(/\n(\d+)\n([A-Za-z0-9+/]{43}=)\n\n—/, (_, size, root) => `\n${Number(size) + 1}\n${root}\n\n—`),
      'no proof': 'rien',
    };
    for (const [name, lie] of Object.entries(lies)) {
      expect([name, lie]).not.toEqual([name, proof]);
      const run = await installation.palimpseste(
        ['audit', 'verify', await installation.write('faux.tlog-proof', lie), '--key', key],
        elsewhere,
      );
      expect([name, run.code, run.err]).toEqual([name, 6, expect.stringContaining('la preuve ne tient pas')]);
    }
    expect((await installation.palimpseste(['audit', 'verify', file], elsewhere)).code).toBe(2);
    expect(await installation.database()).toBeDefined();
  });

  it('makes decision files that are verified elsewhere, with the key and nothing else', async () => {
    const file = join(installation.folder, 'dossier.zip');
    const made = await installation.json<{ file: string; bytes: number; sha256: string; events: number }>([
      ...['audit', 'file', '--subject', 'site/bridgestone-bethune', '--public', '--out', file],
    ]);
    expect(made).toMatchObject({ file, audience: 'public', subject: { kind: 'site', id: 'bridgestone-bethune' } });
    const bytes = await readFile(file);
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([made.bytes, made.sha256]);
    // What the api gives to everybody is the same file.
    const given = await fetch(`${served.address}/api/v1/sites/bridgestone-bethune/file`);
    expect(bytes.equals(Buffer.from(await given.arrayBuffer()))).toBe(true);
    const elsewhere = { env: { PALIMPSESTE_DATA: join(installation.folder, 'nothing'), DATABASE_URL: '' } };
    const verified = await installation.palimpseste(['audit', 'verify', file, '--key', key], elsewhere);
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('est tel qu’il fut fait.')]);
    expect(verified.out).toContain(`${made.events} événements du journal`);
    const changed = Buffer.from(bytes);
    changed[changed.indexOf('%PDF') + 40]! ^= 1;
    const refused = await installation.palimpseste(
      ['audit', 'verify', await installation.write('faux.zip', changed), '--key', key],
      elsewhere,
    );
    expect([refused.code, refused.err]).toEqual([6, expect.stringContaining('le dossier ne tient pas : history.pdf')]);
    const all = join(installation.folder, 'tout.zip');
    const { out } = await installation.palimpseste([
      'audit',
      'file',
      '--subject',
      'site/bridgestone-bethune',
      '--from',
      '2020',
      '--out',
      all,
    ]);
    expect(out).toContain('ne le diffusez pas');
    expect((await stat(all)).mode & 0o777).toBe(0o600);
    for (const [args, code, said] of [
      [['--subject', 'site/nulle-part'], 5, 'SUBJECT_UNKNOWN'],
      [['--subject', 'usine/x'], 2, 'sorte/identifiant'],
      [['--subject', 'site/bridgestone-bethune', '--from', 'hier'], 2, '--from'],
    ] as const) {
      const run = await installation.palimpseste(['audit', 'file', ...args, '--out', join(installation.folder, 'aucun.zip')]);
      expect([run.code, run.err]).toEqual([code, expect.stringContaining(said)]);
    }
    expect((await readdir(installation.folder)).filter((name) => name.startsWith('aucun'))).toEqual([]);
  }, 120_000);

  it('tells what came late, and under each fact the indicators that it moved', async () => {
    const api = (await (await fetch(`${served.address}/api/v1/restatements?limit=5&observatory=emploi-competences`)).json()) as {
      items: { fact: { id: string }; indicators: { key: string; label: string; before: number | null; after: number | null }[] }[];
    };
    const asked = ['audit', 'restatements', '--limit', '5', '--observatory', 'emploi-competences'];
    const told = await installation.json<{ total: number; items: { version: { eventId: string }; indicators: object[] }[] }>(asked);
    expect(told.items.map(({ version, indicators }) => [version.eventId, indicators.length])).toEqual(
      api.items.map(({ fact, indicators }) => [fact.id, indicators.length]),
    );
    const [first] = api.items.flatMap(({ indicators }) => indicators);
    expect(told.items.flatMap(({ indicators }) => indicators)[0]).toMatchObject({
      key: first!.key,
      before: first!.before,
      after: first!.after,
    });
    const { out } = await installation.palimpseste(asked);
    const lines = out.split('\n').filter((line) => line.startsWith(`${' '.repeat(14)}${first!.label} (`));
    expect(lines[0]).toMatch(/ \([^)]+\) : .+ → .+/);
    const without = await installation.palimpseste([...asked, '--no-indicators']);
    expect(without.out).not.toContain(' → ');
    // What is left out is said, with what shows it.
    expect(told.total).toBeGreaterThan(5);
    expect(without.out).toContain(`Faits montrés : 5 sur ${told.total}. --limit en montre davantage`);
    const all = await installation.palimpseste([...asked, '--no-indicators', '--limit', String(told.total)]);
    expect(all.out).not.toContain('Faits montrés');
  }, 120_000);

  it('tells the first event that is another, rings, and says so where people look', async () => {
    const client = new pg.Client({ connectionString: (await runningPostgres(join(installation.folder, 'data')))! });
    await client.connect();
    await client.query('SET session_replication_role = replica');
    const { rows } = await client.query(`UPDATE es.events SET meta = meta || ' ' WHERE position = 7 RETURNING event_id AS id`);
    const { code, err } = await installation.palimpseste(['audit', 'verify']);
    expect(code).toBe(6);
    expect(err).toContain(`L’événement n° 6 n’est plus celui qui a été scellé (${rows[0].id} s’y trouve). [EVENT_DIFFERS]`);
    const ready = async () => (await (await fetch(`${served.address}/health/ready`)).json()) as { status: string; reasons: string[] };
    await until(
      async () => (await ready()).reasons.length > 0,
      () => 'it did not ring',
    );
    expect(await ready()).toEqual({ status: 'ready', reasons: [expect.stringContaining('[EVENT_DIFFERS]')] });
    expect((await installation.palimpseste(['status'])).out).toContain('ALARME du journal d’audit');
    await client.query('UPDATE es.events SET meta = rtrim(meta) WHERE position = 7');
    await until(
      async () => (await ready()).reasons.length === 0,
      () => 'it still rings',
    );
    await client.end();
  }, 90_000);

  it('changes its key, and is verified with the old one as with the new one', async () => {
    const { items } = (await (await fetch(`${served.address}/api/v1/timeline?limit=1`)).json()) as { items: { id: string }[] };
    const proof = await installation.write(
      'avant.tlog-proof',
      await (await fetch(`${served.address}/api/v1/events/${items[0]!.id}/proof`)).text(),
    );
    const refused = await installation.palimpseste(['audit', 'key', 'rotate']);
    expect([refused.code, refused.err]).toEqual([4, expect.stringContaining('un worker tient le journal')]);
    await served.stop('SIGTERM');
    const changed = await installation.json<{ key: string; former: string; note: string; retired: string }>(['audit', 'key', 'rotate']);
    expect(changed).toMatchObject({ former: key, key: expect.stringMatching(/^palimpseste-/) });
    expect(changed.key.split('+')[0]).toBe(key.split('+')[0]);
    expect((await stat(changed.retired)).mode & 0o777).toBe(0o600);
    served = await installation.serve();
    expect((await (await fetch(`${served.address}/api/v1/audit/key`)).text()).trim()).toBe(changed.key);
    const told = (await (await fetch(`${served.address}/api/v1/audit/successions`)).json()) as { items: { note: string }[] };
    expect(told.items).toEqual([expect.objectContaining({ from: key, to: changed.key, note: changed.note })]);
    for (const known of [key, changed.key]) {
      const { code, out } = await installation.palimpseste(['audit', 'verify', '--key', known]);
      expect([code, out]).toEqual([0, expect.stringContaining('événements sont ceux qui furent scellés')]);
    }
    const succession = await installation.write('changement.txt', told.items[0]!.note);
    expect((await installation.palimpseste(['audit', 'verify', proof, '--key', changed.key])).code).toBe(6);
    expect((await installation.palimpseste(['audit', 'verify', proof, '--key', changed.key, '--succession', succession])).code).toBe(0);
    expect((await (await fetch(`${served.address}/health/ready`)).json()) as object).toMatchObject({ reasons: [] });
  }, 120_000);
});
