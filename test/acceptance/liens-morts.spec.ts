import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { parquetReadObjects } from 'hyparquet';
import type { JobContext } from '@app/jobs';
import { productJobs } from '@app/operations';
import { TestApi, type Asking } from '../support/api.js';

// Les documents sont à des adresses d’un vrai serveur, que la vraie veille interroge.

let api: TestApi;
let server: Server;
let site: string;
/** Ce que répond chaque adresse ; 200 les autres. */
const answers: Record<string, number> = { '/perdu': 404, '/retire': 410, '/garde': 403 };
let corrected: string;

beforeAll(async () => {
  server = createServer(({ url }, response) => void response.writeHead(answers[url!] ?? 200).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = await TestApi.start();
  await register('bilan', 'Bilan du site', '/perdu', { occurred: '2019-05-02' });
  await register('dossier', 'Dossier de presse', '/perdu', { visibility: { level: 'confidential' } });
  await register('enquete', 'Enquête publique', '/retire');
  await register('abonnes', 'Article réservé', '/garde');
  await register('rapport', 'Rapport annuel', '/rapport');
  await register('archive', 'Note d’archive');
  const registered = await register('avis', 'Avis rectifié', '/perdu');
  await watch();
  await settledSince();
  corrected = new Date().toISOString();
  await settledSince();
  const correction = await api.post(`/api/v1/subjects/source/avis/facts/${registered}/correction`, {
    reason: 'Le document a changé d’adresse',
    command: { name: 'RegisterSource', title: 'Avis rectifié', url: `${site}/avis` },
  });
  expect(correction.status).toBe(201);
  await watch();
});
afterAll(async () => {
  await api?.close();
  await new Promise((resolve) => server?.close(resolve));
});

async function register(id: string, title: string, path?: string, more: object = {}): Promise<string> {
  const { status, json } = await api.post(`/api/v1/sources/${id}/registration`, { title, ...(path && { url: `${site}${path}` }), ...more });
  expect(status).toBe(201);
  return json.events[0];
}

async function watch(): Promise<void> {
  await api.settled();
  await productJobs
    .find(({ name }) => name === 'link-watch')!
    .run({ hours: 0 }, {
      tools: { readModels: api.readModels, links: { privateToo: true, pause: 0 } },
      signal: new AbortController().signal,
      progress: () => undefined,
    } as unknown as JobContext);
}

/** Une milliseconde est passée : ce qui suit n’est pas du même instant. */
const settledSince = () => new Promise((resolve) => setTimeout(resolve, 2));

const listed = async (query: string, asking: Asking = {}) => {
  const { status, json } = await api.get(`/api/v1/sources?${query}`, asking);
  expect(status).toBe(200);
  return json;
};
const idsOf = async (query: string, asking?: Asking): Promise<string[]> =>
  (await listed(query, asking)).items.map(({ id }: { id: string }) => id);

describe('La liste des documents dont l’adresse ne répond plus', () => {
  it('les donne, avec leur adresse et le moment depuis lequel elle ne répond plus', async () => {
    const { items, next } = await listed('link=failed');
    expect(items).toMatchObject([
      {
        id: 'bilan',
        name: 'Bilan du site',
        facts: 1,
        link: { url: `${site}/perdu`, outcome: { code: 'failed', label: 'ne répond plus' }, status: 404, fault: null },
      },
      { id: 'enquete', link: { url: `${site}/retire`, status: 410 } },
    ]);
    expect(next).toBeNull();
    const copies = (await api.get('/api/v1/sources/bilan/captures')).json;
    expect(items[0].link).toEqual(copies.link);
    expect(items[0].link.firstFailedAt).toEqual(expect.any(String));
    expect((await listed('link=failed&lang=en')).items[0].link.outcome.label).toBe('does not answer any more');
  });

  it('ne les confond ni avec ceux qui répondent, ni avec ceux qui ne répondent qu’aux personnes, ni avec ceux qui n’ont pas d’adresse', async () => {
    expect(await idsOf('link=guarded')).toEqual(['abonnes']);
    expect(await idsOf('link=alive')).toEqual(['avis', 'rapport']);
    expect((await listed('link=alive')).items[0].link).toMatchObject({ outcome: { code: 'alive' }, status: 200, firstFailedAt: null });
    const { items } = await listed('');
    expect(items).toHaveLength(6);
    expect(items.some((item: object) => 'link' in item)).toBe(false);
  });

  it('se réduit comme toute liste', async () => {
    expect(await idsOf('link=failed&q=bilan')).toEqual(['bilan']);
    expect(await idsOf('link=alive&q=bilan')).toEqual([]);
    expect(await idsOf('link=failed&at=2019-12-31')).toEqual(['bilan']);
    expect(await idsOf('link=failed&at=2019-05-01')).toEqual([]);
  });

  it('ne laisse rien paraître d’un document que le lecteur ne peut connaître : ni ligne, ni page de plus', async () => {
    expect(await idsOf('link=failed', { as: 'auditor' })).toEqual(['bilan', 'dossier', 'enquete']);
    const pages: string[][] = [];
    for (let path: string | null = '/api/v1/sources?link=failed&limit=1'; path;) {
      const { json } = await api.get(path);
      pages.push(json.items.map(({ id }: { id: string }) => id));
      path = json.next;
    }
    expect(pages).toEqual([['bilan'], ['enquete']]);
    for (const path of ['/api/v1/sources?link=failed&q=dossier', '/api/v1/sources.csv?link=failed'])
      expect((await api.get(path)).text).not.toContain('Dossier de presse');
  });

  it('suit l’adresse que l’on connaissait, et dit ce qu’elle répond aujourd’hui', async () => {
    expect(await idsOf(`link=failed&asOf=${corrected}`)).toEqual(['avis', 'bilan', 'enquete']);
    expect(await idsOf(`link=alive&asOf=${corrected}`)).toEqual(['rapport']);
  });

  it.each([
    ['link=faild', 'link', '« failed »'],
    ['link=mort', 'link', 'alive, guarded, failed'],
    ['link=failed&link=alive', 'link', 'une fois'],
  ])('refuse une valeur inconnue, et dit lesquelles le sont : %s', async (query, field, remedy) => {
    const { status, json } = await api.get(`/api/v1/sources?${query}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 'PARAMETER_INVALID', errors: [{ field, remedy: expect.stringContaining(remedy) }] });
  });

  it('n’a de sens que pour les documents', async () =>
    expect(await api.get('/api/v1/sites?link=failed')).toMatchObject({ status: 400, json: { code: 'PARAMETER_UNKNOWN' } }));

  it('est décrite, avec ses valeurs', async () => {
    const { paths } = (await api.get('/api/openapi.json')).json;
    const named = (path: string) => paths[path].get.parameters.find(({ name }: { name: string }) => name === 'link');
    for (const path of ['/api/v1/sources', '/api/v1/sources.{format}'])
      expect(named(path)).toMatchObject({ in: 'query', required: false, schema: { enum: ['alive', 'guarded', 'failed'] } });
    expect(named('/api/v1/sites')).toBeUndefined();
  });
});

describe('Cette liste en fichier', () => {
  it('dit au tableur et aux programmes l’adresse, ce qu’elle répond et depuis quand', async () => {
    const { link } = (await listed('link=failed')).items[0];
    const [header, ...lines] = parseCsv((await api.get('/api/v1/sources.csv?link=failed')).text) as [string[], ...string[][]];
    const told = lines.map((line) => Object.fromEntries(header.map((name, index) => [name, line[index]])));
    expect(told).toMatchObject([
      { id: 'bilan', url: link.url, link: 'failed', link_label: 'ne répond plus', first_failed_at: link.firstFailedAt, link_status: '404' },
      { id: 'enquete', link: 'failed', link_status: '410' },
    ]);
    const bytes = async (path: string) => new Uint8Array(await (await fetch(`${api.base}${path}`)).arrayBuffer());
    const { sheets } = await readXlsx(await bytes('/api/v1/sources.xlsx?link=failed'));
    const [headings, line] = sheets[0]!.rows as [string[], unknown[]];
    expect(line[headings.indexOf('Adresse du document')]).toBe(link.url);
    expect(line[headings.indexOf('Ne répond plus depuis (UTC)')]).toBeInstanceOf(Date);
    const file = (await bytes('/api/v1/sources.parquet?link=failed')).buffer;
    expect(await parquetReadObjects({ file, columns: ['id', 'link', 'first_failed_at'] })).toMatchObject([
      { id: 'bilan', link: 'failed', first_failed_at: new Date(link.firstFailedAt) },
      { id: 'enquete', link: 'failed' },
    ]);
    expect((await api.get('/api/v1/sources.csv')).text).not.toContain('link');
  });

  it('n’est datée d’aucun fait', async () => {
    const { readModels } = api;
    await readModels.query(
      `UPDATE rm.timeline SET recorded_from = recorded_from - interval '1 hour', visible_from = visible_from - interval '1 hour', recorded_to = recorded_to - interval '1 hour'`,
    );
    expect((await api.get('/api/v1/sources.csv')).headers.get('last-modified')).not.toBeNull();
    expect((await api.get('/api/v1/sources.csv?link=failed')).headers.get('last-modified')).toBeNull();
  });
});

describe('Ce que répond une adresse n’est pas un fait', () => {
  it('et la liste n’est gardée par personne comme si elle ne devait plus changer', async () => {
    const moment = 'at=2020-12-31&asOf=2021-01-01';
    expect((await api.get(`/api/v1/sources?${moment}`)).headers.get('cache-control')).toContain('immutable');
    for (const path of [`/api/v1/sources?link=failed&${moment}`, `/api/v1/sources.csv?link=failed&${moment}`])
      expect((await api.get(path)).headers.get('cache-control')).toBe('public, no-cache');
    expect((await api.get('/api/v1/sources?link=failed', { as: 'officer' })).headers.get('cache-control')).toBe('private, no-cache');
  });

  it('et la même demande reçoit le nouvel état sans que rien n’ait été enregistré', async () => {
    const before = await idsOf('link=failed');
    expect(await idsOf('link=failed')).toEqual(before);
    answers['/perdu'] = 200;
    answers['/rapport'] = 500;
    await watch();
    expect(await idsOf('link=failed')).toEqual(['enquete', 'rapport']);
    expect(await idsOf('link=alive')).toEqual(['avis', 'bilan']);
  });
});
