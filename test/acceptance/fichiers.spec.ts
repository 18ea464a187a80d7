import { readXlsx } from 'hucre/xlsx';
import { parquetReadObjects } from 'hyparquet';
import { TestApi } from '../support/api.js';
import { tellBridgestone } from './stories.js';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await tellBridgestone(api);
  const outline = { sources: [{ documentId: 'accord-2023' }], geometry: { type: 'Polygon', coordinates: [clockwise] } };
  expect((await api.post('/api/v1/sites/bridgestone-bethune/outline', outline)).status).toBe(201);
  await api.settled();
});
afterAll(() => api?.close());

const clockwise = [
  [2.64, 50.53],
  [2.64, 50.54],
  [2.66, 50.54],
  [2.64, 50.53],
];
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PARQUET = 'application/vnd.apache.parquet';

interface Told {
  id: string;
  occurred: { latest: string | null } | null;
  recordedAt: string;
  data: object;
  disputed: object | null;
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

const bytesOf = async (path: string, headers: Record<string, string> = {}) =>
  new Uint8Array(await (await fetch(`${api.base}${path}`, { headers })).arrayBuffer());

describe('Emporter la frise dans un fichier', () => {
  it('donne au tableur tous les faits de la recherche, sous des libellés français', async () => {
    const { status, headers, text } = await api.get('/api/v1/timeline.csv?kind=site&dialect=fr');
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'text/csv; charset=utf-8; header=present' });
    expect(headers.get('content-disposition')).toBe(`attachment; filename="timeline.csv"; filename*=UTF-8''Frise%20des%20faits.csv`);
    // fetch takes the byte order mark away.
    const [heading, ...lines] = text.trimEnd().split('\r\n');
    expect(heading).toMatch(/^Jour sur la frise;Date;Sorte;Sujet;Fait;Situation;Commune;Chiffres;Sources;Identifiant du fait;/);
    const { items } = (await api.get('/api/v1/timeline?kind=site&limit=500')).json;
    expect(lines.map((line) => UUID.exec(line)![0])).toEqual(items.map(({ id }: { id: string }) => id));
    expect([...(await bytesOf('/api/v1/timeline.csv?dialect=fr'))].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('donne aux programmes des noms stables, des points et des virgules', async () => {
    const { text } = await api.get('/api/v1/timeline.csv?kind=site&type=SiteClosed');
    const [heading, line] = text.split('\r\n');
    expect(heading).toBe(
      'day,occurred_text,kind_label,subject_name,sentence,status_label,commune_name,figures,sources,event_id,type,kind,subject_id,status,commune_code,' +
        'territory_ids,theme,occurred,earliest,latest,day_basis,source_ids,disputed,corrected,reason,exception,recorded_at,data,address',
    );
    expect(line).toMatch(/^2020-12-01,vers décembre 2020,site,Bridgestone Béthune,.*,SiteClosed,site,bridgestone-bethune,closed,/);
  });

  it('donne à Excel des identifiants en texte, des dates en dates, et une feuille qui dit d’où cela vient', async () => {
    const { sheets } = await readXlsx(await bytesOf('/api/v1/sites.xlsx'));
    expect(sheets.map(({ name }) => name)).toEqual(['Données', 'Source']);
    const [headings, line] = sheets[0]!.rows as [string[], unknown[]];
    const cell = (label: string) => line[headings.indexOf(label)];
    expect([cell('Identifiant'), cell('Code de la commune'), cell('Nombre de faits')]).toEqual(['bridgestone-bethune', '62119', 7]);
    expect(cell('Premier fait')).toEqual(new Date('1961-01-01'));
    const source = sheets[1]!.rows.map((row) => row.filter(Boolean).join(' | '));
    expect(source).toEqual(
      expect.arrayContaining(['Titre | Sites', 'Licence | Licence Ouverte / Open Licence 2.0', 'Adresse | /api/v1/sites.xlsx']),
    );
  });

  it('donne à R, Python ou DuckDB un fichier Parquet typé', async () => {
    const file = (await bytesOf('/api/v1/timeline.parquet?kind=site')).buffer;
    const { items } = (await api.get('/api/v1/timeline?kind=site')).json;
    const rows = await parquetReadObjects({ file, columns: ['event_id', 'latest', 'recorded_at', 'data', 'disputed'] });
    expect(rows).toEqual(
      items.map(({ id, occurred, recordedAt, data, disputed }: Told) => ({
        event_id: id,
        latest: occurred?.latest ? new Date(occurred.latest) : null,
        recorded_at: new Date(recordedAt),
        data,
        disputed: disputed !== null,
      })),
    );
  });

  it('donne aux cartes les sites et leur contour, tourné comme il faut', async () => {
    const { headers, json } = await api.get('/api/v1/sites.geojson');
    expect(headers.get('content-type')).toBe('application/geo+json');
    expect(json).toMatchObject({ type: 'FeatureCollection', metadata: { licence: { name: expect.any(String) }, asOf: null } });
    expect(json.features).toMatchObject([
      {
        id: 'bridgestone-bethune',
        geometry: { type: 'Polygon', coordinates: [[...clockwise].reverse()] },
        properties: { name: 'Bridgestone Béthune', commune_code: '62119', facts: 7 },
      },
    ]);
  });

  it('parle anglais à qui le demande', async () => {
    const { text, headers } = await api.get('/api/v1/sites.csv?dialect=fr&lang=en');
    expect(text).toMatch(/^.?Identifier;Name;Kind;/);
    expect(headers.get('content-language')).toBe('en');
  });

  it('a un fichier pour chaque liste, même vide', async () => {
    for (const plural of ['projects', 'programmes', 'labels', 'decisions', 'bodies', 'territories', 'aids', 'sources']) {
      const { status, text } = await api.get(`/api/v1/${plural}.csv`);
      expect([plural, status, text.split(',')[0]]).toEqual([plural, 200, 'id']);
    }
  });

  it('ne dit libre que ce qui est public', async () => {
    const open = await api.get('/api/v1/timeline.csv');
    expect(open.headers.get('link')).toBe('<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel="license"');
    const officer = await api.get('/api/v1/timeline.csv', { as: 'officer' });
    expect([officer.headers.get('link'), officer.headers.get('cache-control')]).toEqual([null, 'private, no-store']);
    expect(officer.text.split('\r\n')[0]).toMatch(/,address,visibility$/);
    const places = await api.get('/api/v1/sites.geojson', { as: 'officer' });
    expect(places.json.metadata).toMatchObject({ licence: null, notice: expect.stringContaining('ne le diffusez pas') });
  });
});

describe('Choisir le format', () => {
  const typeOf = async (path: string, headers?: Record<string, string>) =>
    (await api.get(path, { headers })).headers.get('content-type')!.split(';')[0];

  it.each([
    ['/api/v1/sites', undefined, 'application/json'],
    ['/api/v1/sites.json', undefined, 'application/json'],
    ['/api/v1/sites?f=json', 'text/csv', 'application/json'],
    ['/api/v1/sites?f=csv', undefined, 'text/csv'],
    ['/api/v1/sites', 'text/csv', 'text/csv'],
    ['/api/v1/sites', `${EXCEL}, application/json;q=0.5`, EXCEL],
    ['/api/v1/sites', 'text/html,application/xhtml+xml,*/*;q=0.8', 'application/json'],
    ['/api/v1/sites', PARQUET, PARQUET],
    ['/api/v1/sites.csv?f=xlsx', 'application/json', 'text/csv'],
    ['/api/v1/timeline.parquet', 'text/html', PARQUET],
  ])('%s, Accept %s : %s', async (path, accept, type) => {
    expect(await typeOf(path, accept === undefined ? {} : { accept })).toBe(type);
  });

  it('garde les pages sous .json', async () => {
    const { json } = await api.get('/api/v1/timeline.json?limit=2');
    expect(json.items).toHaveLength(2);
    expect(json.next).toMatch(/^\/api\/v1\/timeline\.json\?/);
    expect((await api.get(json.next)).json.items).toHaveLength(2);
  });

  it('dit que la réponse dépend d’Accept', async () => {
    for (const path of ['/api/v1/sites', '/api/v1/sites?f=csv'])
      expect((await api.get(path)).headers.get('vary')).toBe('Accept, Authorization, Accept-Language');
  });

  it('refuse, avec la liste, ce que rien ne satisfait', async () => {
    const { status, json } = await api.get('/api/v1/timeline', { headers: { accept: 'application/pdf, text/html' } });
    expect({ status, code: json.code }).toEqual({ status: 406, code: 'NOT_ACCEPTABLE' });
    expect(json.detail).toContain('application/json (f=json), text/csv (f=csv)');
  });

  it('dit sous quels suffixes une adresse existe', async () => {
    const { status, json } = await api.get('/api/v1/timeline.pdf');
    expect({ status, code: json.code }).toEqual({ status: 404, code: 'FORMAT_UNKNOWN' });
    expect(json.detail).toContain('.json, .csv, .xlsx, .parquet');
    expect(await api.get('/api/v1/timeline.geojson')).toMatchObject({ status: 404 });
    expect(await api.get('/api/v1/rien.csv')).toMatchObject({ status: 404, json: { code: 'ROUTE_UNKNOWN' } });
    expect(await api.post('/api/v1/sites.csv', {})).toMatchObject({ status: 405 });
  });

  it.each([
    ['/api/v1/timeline?f=pdf', 'f', /json, csv, xlsx, parquet/],
    ['/api/v1/timeline?f=geojson', 'f', /json, csv, xlsx, parquet/],
    ['/api/v1/timeline.csv?dialect=us', 'dialect', /standard, fr/],
    ['/api/v1/timeline.xlsx?dialect=fr', 'dialect', /f=csv/],
    ['/api/v1/timeline?dialect=fr', 'dialect', /f=csv/],
    ['/api/v1/timeline.csv?limit=10', 'limit', /f=json/],
    ['/api/v1/sites?f=csv&cursor=abc', 'cursor', /f=json/],
    ['/api/v1/timeline.csv?at=hier', 'at', /2020-09/],
    ['/api/v1/timeline.csv?territoire=x', 'territoire', /territory/],
  ])('refuse %s et dit pourquoi', async (path, field, remedy) => {
    const { status, json } = await api.get(path);
    expect(status).toBe(400);
    expect(json.errors).toEqual([expect.objectContaining({ field, remedy: expect.stringMatching(remedy) })]);
  });
});

describe('Ne pas redemander ce que l’on a', () => {
  it.each(['/api/v1/timeline.csv', '/api/v1/timeline.xlsx', '/api/v1/timeline.parquet', '/api/v1/sites.geojson'])(
    '%s : la même étiquette tant que rien ne change, HEAD comme GET',
    async (path) => {
      const get = await fetch(`${api.base}${path}`);
      const length = String((await get.arrayBuffer()).byteLength);
      const etag = get.headers.get('etag')!;
      expect([get.headers.get('content-length'), etag]).toEqual([length, expect.stringMatching(/^"[\w-]{27}"$/)]);
      const head = await api.ask(path, { method: 'HEAD' });
      expect([head.status, head.headers.get('etag'), head.headers.get('content-length'), head.text]).toEqual([200, etag, length, '']);
      for (const name of ['content-type', 'content-disposition', 'vary', 'cache-control', 'link'])
        expect(head.headers.get(name)).toBe(get.headers.get(name));
      const again = await api.get(path, { headers: { 'if-none-match': etag } });
      expect([again.status, again.headers.get('etag'), again.text]).toEqual([304, etag, '']);
    },
  );

  it('dit de quand date ce qui n’a plus changé, et s’en contente', async () => {
    // As if everything had been recorded two minutes ago.
    await api.readModels
      .query(`UPDATE rm.timeline SET recorded_from = recorded_from - interval '2 minutes', visible_from = visible_from - interval '2 minutes',
      recorded_to = recorded_to - interval '2 minutes'`);
    const date = (await api.ask('/api/v1/sites.csv', { method: 'HEAD' })).headers.get('last-modified')!;
    expect(Date.now() - Date.parse(date)).toBeGreaterThan(100_000);
    const since = (value: string) => api.get('/api/v1/sites.csv', { headers: { 'if-modified-since': value } });
    expect((await since(date)).status).toBe(304);
    expect((await since(new Date(Date.parse(date) - 1_000).toUTCString())).status).toBe(200);
    // A fact that has just been recorded: another may still be on its way.
    await api.post('/api/v1/sites/bridgestone-bethune/headcounts', {
      sources: [{ documentId: 'accord-2023' }],
      employees: 12,
      occurred: '2024',
    });
    await api.settled();
    const fresh = await since(date);
    expect([fresh.status, fresh.headers.get('last-modified')]).toEqual([200, null]);
  });
});
