import type { Job } from '@app/jobs';
import type { Now, ProjectionNow } from '@app/operations';
import { frame } from './screen.js';
import { view } from './view.js';

describe('what runs, as people read it', () => {
  it('counts the documents that are kept, once there are any', () => {
    const lines = (now: Now) => view(now).map(({ text }) => text);
    expect(lines(calm)).not.toContain('COFFRE');
    expect(lines({ ...calm, locker: { documents: 3, bytes: 12_345 } }).join('\n')).toMatch(/COFFRE\n {2}3 documents, 12\s345 octets/);
  });

  it('says that nothing is followed when no worker is up', () => {
    expect(texts(view({ ...calm, workers: [], projections: [{ ...timeline, owner: null }] }))).toEqual(
      expect.arrayContaining([
        '  aucun n’est en marche : rien n’est suivi, les tâches attendent',
        expect.stringMatching(/^ {2}timeline .* personne$/),
      ]),
    );
  });

  it('names in French what a worker does beside projections', () => {
    const owns = ['access trail', 'audit journal', 'link watch', 'process site-parts', 'projection timeline'];
    expect(texts(view({ ...calm, workers: [{ ...calm.workers[0]!, owns }] })).join('\n')).toContain(
      '1 projection, journal des accès, journal d’audit, liens cités, site-parts',
    );
  });

  it('gives the lag in events and in time, and the pace since the look before', () => {
    const before = { ...calm, at: new Date(calm.at.getTime() - 2_000), events: 11_000, projections: [{ ...timeline, lagEvents: 2_000 }] };
    const lines = texts(view({ ...calm, projections: [{ ...timeline, lagEvents: 1_500, lagSeconds: 200 }] }, before));
    expect(lines[0]).toMatch(/12 000 événements, 500 \/s$/);
    expect(lines.find((line) => line.startsWith('  timeline'))).toMatch(/1 500 év\., 3 min +750 \/s +– +a1b2c3d4$/);
    expect(texts(view(calm)).join('\n')).not.toContain('/s');
  });

  it('says why an event is aside, and how many others are', () => {
    const event = { eventId: 'e', streamId: 'site-usine', revision: 0, type: 'SiteClosed', parkedAt: calm.at };
    const events = [
      { ...event, reason: 'pas de date\nau fond' },
      { ...event, reason: null },
    ];
    expect(texts(view({ ...calm, projections: [{ ...timeline, parked: { count: 12, events } }] }))).toEqual(
      expect.arrayContaining(['    de côté : SiteClosed de site usine : pas de date', '    de côté : 11 autres (status --json)']),
    );
  });

  it('shows how far a rebuild and a job are, and what came of others', () => {
    const rebuild = {
      stage: 'reading',
      events: 6_000,
      total: 12_000,
      progress: 0.5,
      secondsLeft: 130,
      running: true,
      pausing: false,
      startedAt: calm.at,
    };
    const running = { ...job, status: 'running' as const, progress: 0.42, phase: 'reading', secondsLeft: 4_800, startedAt: calm.at };
    const error = { code: 'FAULT', facts: { message: 'disque plein' } };
    const failed = { ...job, name: 'export', payload: {}, status: 'failed' as const, error, endedAt: new Date(calm.at.getTime() - 60_000) };
    const lines = texts(view({ ...calm, projections: [{ ...timeline, rebuild }], jobs: [running, failed] }));
    expect(lines).toContain('    reconstruction ██████████░░░░░░░░░░  50 %  lecture, 6 000 lus, reste 2 min');
    expect(lines).toContain('  rebuild    en cours    ████████░░░░░░░░░░░░  42 %  lecture, reste 1 h 20  a1b2c3d4  (timeline)');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}export +en échec +il y a 60 s +Défaut du programme : disque plein$/));
  });

  it('shows how far the audit log is, and why it rings', () => {
    const audit = { origin: 'log', size: 12_000, pending: 3, signedAt: new Date('2026-11-26T11:59:58Z'), published: 11_900, alarm: null };
    expect(texts(view({ ...calm, audit }))).toContain(
      '  12 000 scellés, 3 en attente, dernier point de contrôle il y a 2 s, publié jusqu’à 11 900',
    );
    const alarm = { code: 'STORE_SHORT' as const, facts: { size: 12_000, held: 11_000 }, since: new Date('2026-11-26T11:59:00Z') };
    const line = view({ ...calm, audit: { ...audit, pending: null, alarm } }).find(({ text }) => text.includes('ALARME'));
    expect(line).toMatchObject({ text: expect.stringMatching(/n’en a plus que 11000.*\[STORE_SHORT\] Depuis 60 s\.$/), tone: 'bad' });
    expect(texts(view(calm)).join('\n')).not.toContain('AUDIT');
  });

  it('tells a projection that the log does not know', () => {
    const lines = view({ ...calm, projections: [{ ...timeline, astray: true, lagEvents: null, lagSeconds: null }] });
    expect(lines.find(({ text }) => text.startsWith('  timeline'))).toMatchObject({ text: expect.stringContaining('ÉGARÉE'), tone: 'bad' });
  });
});

describe('what runs, after an upgrade', () => {
  it('says which projection is of another version than the program, and whose turn it is', () => {
    const of = (fit: ProjectionNow['fit'], version: number) => ({ ...timeline, fit, version, programVersion: 2 });
    const lines = (projection: ProjectionNow) => view({ ...calm, projections: [projection] });
    expect(lines(of('older', 1))).toContainEqual({ text: '    version 1, précédente : un worker de la version 2 la refait', tone: 'bad' });
    expect(lines(of('newer', 3))).toContainEqual({
      text: '    version 3, plus récente que ce programme (2), qui ne la lit pas',
      tone: 'bad',
    });
    expect(texts(lines(of('fits', 2))).join('\n')).not.toContain('version');
  });
});

describe('a frame', () => {
  const lines = [{ text: 'un titre', tone: 'title' as const }, { text: 'x'.repeat(30) }, { text: 'c' }, { text: 'd' }];

  it('holds each line to the width, and clears what was longer before', () => {
    const drawn = frame(lines, 10, 24, false);
    expect(drawn).toContain(`${'x'.repeat(9)}…\u001b[K\r\n`);
    expect(drawn.startsWith('\u001b[Hun titre\u001b[K')).toBe(true);
    expect(drawn.endsWith('\u001b[J')).toBe(true);
  });

  it('says how many lines are below the terminal', () => {
    expect(frame(lines, 80, 4, false)).toContain('… 2 lignes de plus');
    expect(frame(lines, 80, 4, false).split('\r\n')).toHaveLength(3);
    expect(frame(lines, 80, 5, false)).not.toContain('de plus');
  });

  it('is coloured only where colours are wanted', () => {
    expect(frame(lines, 80, 24, true)).toContain('\u001b[1mun titre\u001b[22m');
    expect(frame(lines, 80, 24, false)).not.toContain('\u001b[1m');
  });
});

const texts = (lines: readonly { text: string }[]) => lines.map(({ text }) => text);

const timeline: ProjectionNow = {
  name: 'timeline',
  generation: 3,
  version: 1,
  programVersion: 1,
  fit: 'fits',
  astray: false,
  lagEvents: 0,
  lagSeconds: 0,
  parked: { count: 0, events: [] },
  owner: { id: 'a1b2c3d4-0000-4000-8000-000000000000', host: 'lens' },
  rebuild: null,
};

const calm: Now = {
  at: new Date('2026-11-26T12:00:00Z'),
  head: '12000',
  events: 12_000,
  workers: [{ id: timeline.owner!.id, host: 'lens', startedAt: new Date('2026-11-26T11:00:00Z'), owns: ['projection timeline'] }],
  projections: [timeline],
  audit: null,
  locker: { documents: 0, bytes: 0 },
  jobs: [],
};

const job: Job = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  name: 'rebuild',
  payload: { projections: ['timeline'] },
  status: 'waiting',
  progress: null,
  phase: null,
  secondsLeft: null,
  result: null,
  error: null,
  askedBy: 'cli',
  askedAt: calm.at,
  startedAt: null,
  endedAt: null,
  runs: 1,
  faults: 0,
  deaths: 0,
  worker: { id: timeline.owner!.id, host: 'lens' },
  cancelling: false,
};
