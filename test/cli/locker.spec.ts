import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Installation } from './installation.js';

describe('palimpseste locker verify', () => {
  let installation: Installation;
  let shas: string[];
  beforeAll(async () => {
    installation = await Installation.make();
    const server = await installation.serve('--no-dataset');
    const { token } = await installation.json<{ token: string }>(['token', 'create', 'officer', 'essai']);
    const post = (path: string, body: string, type: string) =>
      fetch(`${server.address}/api/v1/sources/rapport/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        body,
      });
    await post('registration', JSON.stringify({ title: 'Le rapport' }), 'application/json');
    for (const text of ['un', 'deux', 'trois']) expect((await post('captures', text, 'text/plain')).status).toBe(201);
    await server.stop('SIGINT');
    shas = ['un', 'deux', 'trois'].map(sha256);
  }, 120_000);
  afterAll(() => installation.remove());

  it('says that all is there', async () => {
    const { code, out } = await installation.palimpseste(['locker', 'verify']);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/3 documents relus, 11 octets\.\nTout ce que le registre attend est là, intact\.\n$/),
    ]);
  }, 120_000);

  it('names what is missing, altered and too much, and ends as a failure', async () => {
    await rm(fileOf(shas[0]!));
    await writeFile(fileOf(shas[1]!), 'DEUX');
    const orphan = await strange('orphan');
    await writeFile(join(coffre(), 'incoming', 'a.part'), 'half');
    const { code, out } = await installation.palimpseste(['locker', 'verify', '--prune']);
    expect(code).toBe(6);
    expect(out).toMatch(
      new RegExp(`MANQUANT  ${shas[0]}  rapport\nALTÉRÉ    ${shas[1]}  rapport  \\(empreinte trouvée : ${sha256('DEUX')}\\)\n`),
    );
    expect(out).toContain(`ORPHELIN  ${orphan}`);
    expect(out).toContain('INACHEVÉ  a.part  4 octets');
    // Somebody may still be about to record what is younger than an hour.
    expect(await readFile(fileOf(orphan), 'utf8')).toBe('orphan');
  }, 120_000);

  it('takes away what has been too much for long', async () => {
    const old = new Date(Date.now() - 7_200_000);
    await utimes(fileOf(sha256('orphan')), old, old);
    await utimes(join(coffre(), 'incoming', 'a.part'), old, old);
    await installation.palimpseste(['locker', 'verify', '--prune']);
    const { out } = await installation.palimpseste(['locker', 'verify', '--json']);
    expect(JSON.parse(out)).toMatchObject({ orphans: [], leftovers: [], missing: [{ sha256: shas[0] }], altered: [{ sha256: shas[1] }] });
  }, 120_000);

  const coffre = () => join(installation.folder, 'data', 'locker');
  const fileOf = (sha: string) => join(coffre(), sha.slice(0, 2), sha.slice(2, 4), sha);

  /** Bytes that no event speaks of. */
  async function strange(text: string): Promise<string> {
    const sha = sha256(text);
    await mkdir(join(fileOf(sha), '..'), { recursive: true });
    await writeFile(fileOf(sha), text);
    return sha;
  }
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
