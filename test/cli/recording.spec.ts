import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Installation, type Served } from './installation.js';

const BODY = { siteId: 'bridgestone-bethune', sources: [{ documentId: 'accord-2023' }] };
const ID = '0192f7a4-3b1c-7c8e-9d2f-6a5b4c3d2e1f';

interface Recorded {
  status: string;
  streamId: string;
  eventIds: string[];
}
interface Shown {
  facts: number;
  steps: { entry: { type: string; eventId: string } }[];
}

describe('palimpseste, beside a running server', () => {
  let installation: Installation;
  let server: Served;
  const record = (name: string, body: object, ...more: string[]) =>
    installation.json<Recorded>(['record', name, '--body', '-', ...more], JSON.stringify({ ...BODY, ...body }));

  beforeAll(async () => {
    installation = await Installation.make();
    server = await installation.serve('--no-dataset');
    const path = await installation.write('depart.yaml', DEPARTURE);
    const { recorded } = await installation.json<{ recorded: number }>(['load', path]);
    expect(recorded).toBe(2);
  });
  afterAll(async () => {
    await server.stop('SIGINT');
    await installation.remove();
  });

  it('loads the same file again without recording anything', async () => {
    const { code, out } = await installation.palimpseste(['load', join(installation.folder, 'depart.yaml')]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('0 enregistrées, 2 déjà enregistrées') as string });
  });

  it('records a fact, shows it, and replays it', async () => {
    const announced = await record('AnnounceSiteClosure', { occurred: '2020-09-16', jobsAtRisk: 863 });
    expect(announced).toMatchObject({ status: 'recorded', streamId: 'site-bridgestone-bethune' });
    const shown = await installation.json<Shown>(['show', 'site', 'bridgestone-bethune']);
    expect(shown.steps.map(({ entry }) => entry.type)).toEqual(['SiteRegistered', 'SiteClosureAnnounced']);
    const replayed = await installation.json<Shown['steps']>(['replay', 'site', 'bridgestone-bethune', '--backwards']);
    expect(replayed[0]!.entry.eventId).toBe(announced.eventIds[0]);
    const { out } = await installation.palimpseste(['replay', 'site', 'bridgestone-bethune']);
    expect(out).toContain('[2/2] 16 septembre 2020 — Annonce de la fermeture');
  });

  it('keeps the outlines of a file, which the server then shows', async () => {
    const ring = [
      [2.6, 50.5],
      [2.7, 50.5],
      [2.7, 50.6],
      [2.6, 50.6],
      [2.6, 50.5],
    ];
    const feature = { type: 'Feature', properties: { code: '62119' }, geometry: { type: 'Polygon', coordinates: [ring] } };
    const path = await installation.write('contours.geojson', JSON.stringify(feature));
    const args = ['territories', 'outlines', path, '--source', 'IGN Admin Express', '--vintage', '2026'];
    expect(await installation.json(args)).toEqual({ stored: 1, former: [] });
    const shown = await (await fetch(`${server.address}/api/v1/geo/territories/commune-62119/outline`)).json();
    expect(shown).toMatchObject({ geometry: feature.geometry, properties: { source: 'IGN Admin Express', vintage: 2026 } });
    await installation.write('contours.geojson', JSON.stringify({ ...feature, properties: { code: '99999' } }));
    const { code, err } = await installation.palimpseste(args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('élément 1 : le code « 99999 » n’est celui d’aucun') as string });
  });

  it('takes fields as people type them', async () => {
    const fields = ['siteId=bridgestone-bethune', 'occurred=2020-11', 'employees=863'].flatMap((field) => ['-f', field]);
    const { code, out } = await installation.palimpseste(['record', 'CountEmployees', ...fields, '-s', 'accord-2023']);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^Enregistré \(site-bridgestone-bethune, /) as string });
  });

  it('records the same command once', async () => {
    const first = await record('OccupySite', { occupant: 'Log’s', role: 'owner', occurred: '2022-01-01' }, '--id', ID);
    const again = await record('OccupySite', { occupant: 'Log’s', role: 'owner', occurred: '2022-01-01' }, '--id', ID);
    expect([first.status, again.status]).toEqual(['recorded', 'repeated']);
    expect(again.eventIds).toEqual(first.eventIds);
    const other = await installation.palimpseste(['record', 'OccupySite', '--id', ID, '--body', '-'], {
      input: JSON.stringify({ ...BODY, occupant: 'Un autre', role: 'owner' }),
    });
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining(ID) as string });
  });

  it('is refused by a rule, in French, with its code', async () => {
    const input = JSON.stringify({ ...BODY, occurred: '2020-09-15', jobsLost: 863 });
    const { code, out, err } = await installation.palimpseste(['record', 'CloseSite', '--body', '-'], { input });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('[CLOSED_BEFORE_ANNOUNCEMENT]');
  });

  it.each([
    ['show', ['show', 'site', 'nulle-part']],
    ['replay', ['replay', 'site', 'nulle-part']],
    ['token revoke', ['token', 'revoke', 'aucun']],
  ])('says that there is nothing of that name: %s', async (_, args) => {
    const { code, out, err } = await installation.palimpseste(args);
    expect({ code, out }).toEqual({ code: 5, out: '' });
    expect(err).toContain(args.at(-1));
  });

  it('tells a mistake in a file by line and column, and writes nothing', async () => {
    const path = await installation.write('faux.yaml', DEPARTURE.replace('communeCode: "62119"', 'communeCode: Béthune'));
    const before = await installation.json<{ head: string }>(['status']);
    for (const args of [
      ['load', '--check', path],
      ['load', path],
    ]) {
      const { code, err } = await installation.palimpseste(args);
      expect(code).toBe(2);
      expect(err).toMatch(/faux\.yaml:14:\d+ .*communeCode/);
    }
    expect((await installation.json<{ head: string }>(['status'])).head).toBe(before.head);
  });

  it('rebuilds the read models to the same answer', async () => {
    const before = await installation.json<Shown>(['show', 'site', 'bridgestone-bethune']);
    expect(await installation.json(['rebuild', '--pause'])).toEqual({ paused: [] });
    expect((await installation.palimpseste(['rebuild', '--resume'])).code).toBe(2);
    expect((await installation.palimpseste(['rebuild', '--pause', '--restart'])).code).toBe(2);
    const rebuilt = await installation.json<{ status: string; events: number; projections: string[] }>(['rebuild', '--restart']);
    const { head } = await installation.json<{ head: string }>(['status']);
    expect(rebuilt).toMatchObject({ status: 'done', events: Number(head), projections: expect.arrayContaining(['timeline']) as string[] });
    expect(await installation.json<Shown>(['show', 'site', 'bridgestone-bethune'])).toEqual(before);
  }, 180_000);

  it('grants a token that the server accepts until it is taken back', async () => {
    const { token, id } = await installation.json<{ token: string; id: string }>(['token', 'create', 'officer', 'essai']);
    const write = () =>
      fetch(`${server.address}/api/v1/sites/bridgestone-bethune/headcounts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ occurred: '2019', employees: 900, sources: BODY.sources }),
      });
    expect((await write()).status).toBe(201);
    expect((await installation.palimpseste(['token', 'revoke', id])).code).toBe(0);
    expect((await write()).status).toBe(401);
    expect((await installation.palimpseste(['token', 'list'])).out).not.toContain(token);
  });

  it('exports everything, and puts it back into an empty store elsewhere, record times included', async () => {
    const path = join(installation.folder, 'tout.jsonl');
    expect((await installation.palimpseste(['export', path])).code).toBe(0);
    const elsewhere = await Installation.make();
    try {
      expect(await elsewhere.palimpseste(['import', path])).toMatchObject({ code: 0 });
      const there = await elsewhere.json<Shown>(['show', 'site', 'bridgestone-bethune']);
      expect(there).toEqual(await installation.json<Shown>(['show', 'site', 'bridgestone-bethune']));
      const back = join(elsewhere.folder, 'retour.jsonl');
      await elsewhere.palimpseste(['export', back]);
      expect(await readFile(back, 'utf8')).toBe(await readFile(path, 'utf8'));
      expect(await elsewhere.palimpseste(['import', path])).toMatchObject({ code: 2, out: '' });
      expect(await elsewhere.database()).toBeUndefined();
    } finally {
      await elsewhere.remove();
    }
  }, 180_000);
});

const DEPARTURE = `format: palimpseste/1
dataset: essai
sources:
  - id: accord-2023
    title: Accord sur la réindustrialisation
    kind: press-article
    date: 2023-12~
events:
  - id: bridgestone
    record: RegisterSite
    siteId: bridgestone-bethune
    name: Bridgestone Béthune
    siteKind: plant
    communeCode: "62119"
    source: accord-2023
`;
