import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Installation } from './installation.js';

interface Told {
  readonly id: string;
  readonly status: string;
  readonly message: string | null;
}

const PROGRAM = join(import.meta.dirname, '../../apps/cli/bin/palimpseste.mjs');

describe('palimpseste jobs', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.make();
  });
  afterAll(() => installation.remove());

  it('queues a rebuild for whoever will be up, once, and cancels it', async () => {
    const asked = await installation.palimpseste(['rebuild', 'timeline', '--queue']);
    expect({ code: asked.code, err: asked.err }).toEqual({ code: 0, err: '' });
    expect(asked.out).toMatch(/^Demandée : [\da-f-]{36} .*\nAucun worker n’est en marche/);
    const again = await installation.json<{ as: string; job: Told }>(['rebuild', 'timeline', '--queue']);
    expect(again).toMatchObject({ as: 'open', job: { status: 'waiting' } });
    const { id } = again.job;
    expect(asked.out).toContain(id);
    expect((await installation.palimpseste(['jobs'])).out).toMatch(new RegExp(`^${id} +rebuild +en attente`));
    expect((await installation.palimpseste(['jobs', 'cancel', id])).out).toBe(`Tâche ${id} annulée.\n`);
    expect(await installation.json<Told>(['jobs', 'show', id])).toMatchObject({ id, status: 'cancelled', askedBy: 'cli' });
  }, 120_000);

  it('has it done by a server, and says what came of it', async () => {
    const server = await installation.serve();
    const { job } = await installation.json<{ job: Told }>(['rebuild', '--queue', '--restart']);
    await done(job.id);
    const shown = await installation.palimpseste(['jobs', 'show', job.id]);
    expect(shown.out).toMatch(/état +faite\n/);
    expect(shown.out).toMatch(/résultat +Reconstruit : captures, claims, .*timeline \(\d+ événements\)\.\n/);
    const refused = await installation.palimpseste(['jobs', 'cancel', job.id]);
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('déjà pris fin (faite)')]);
    expect(await server.stop('SIGINT')).toBe(0);
  }, 120_000);

  it.each([
    ['a job that is none', ['jobs', 'show', 'demain'], 2],
    ['a job that was never asked for', ['jobs', 'show', '01890a5d-ac96-774b-bcce-b302099a8057'], 5],
    ['a job to cancel that was never asked for', ['jobs', 'cancel', '01890a5d-ac96-774b-bcce-b302099a8057'], 5],
    ['a number of jobs that is none', ['jobs', '--limit', 'beaucoup'], 2],
    ['a rebuild to queue and to pause', ['rebuild', '--queue', '--pause'], 2],
  ])('says what is wrong with %s', async (_, args, expected) => {
    const { code, out, err } = await installation.palimpseste(args);
    expect([code, out, err]).toEqual([expected, '', expect.stringMatching(/^palimpseste : .+\n$/)]);
  });

  it('status tells it all to people and to programs, once where there is no terminal', async () => {
    const plain = await installation.palimpseste(['status', '--watch']);
    expect({ code: plain.code, err: plain.err }).toEqual({ code: 0, err: '' });
    for (const said of ['WORKERS (0)', 'timeline', 'à jour', 'TÂCHES', 'faite', 'Reconstruit']) expect(plain.out).toContain(said);
    expect(plain.out).not.toContain('\u001b');
    expect(await installation.json(['status'])).toMatchObject({
      head: expect.any(String),
      projections: expect.any(Array),
      parked: [],
      workers: [],
      jobs: expect.arrayContaining([expect.objectContaining({ status: 'done' })]),
    });
  });

  it('status --watch draws in place at a terminal, and gives it back on Ctrl-C', async () => {
    // A terminal of its own: `script` comes with every Debian.
    const { PATH, HOME } = process.env;
    const child = spawn('script', ['-qec', `exec "${process.execPath}" "${PROGRAM}" status --watch`, '/dev/null'], {
      env: { PATH, HOME, TERM: 'xterm', PALIMPSESTE_DATA: join(installation.folder, 'data') },
      cwd: installation.folder,
    });
    let out = '';
    const drawn = new Promise<void>((resolve, reject) => {
      child.once('close', () => reject(new Error(`it ended: ${out}`)));
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        if (out.split('PROJECTIONS').length > 3) resolve();
      });
    });
    await drawn;
    expect(out).toContain('\u001b[?1049h\u001b[?25l');
    child.stdin.write('\u0003');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(out.trimEnd().endsWith('\u001b[?25h\u001b[?1049l')).toBe(true);
  });

  async function done(id: string): Promise<void> {
    for (const end = Date.now() + 60_000; Date.now() < end;) {
      const job = await installation.json<Told>(['jobs', 'show', id]);
      if (job.status === 'done') return;
      if (!['waiting', 'running'].includes(job.status)) throw new Error(`the job ended otherwise: ${JSON.stringify(job)}`);
    }
    throw new Error('the job was not done in 60 s');
  }
});
