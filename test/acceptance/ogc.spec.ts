import { TestApi, type Answer } from '../support/api.js';
import { departures, type Schema } from '../support/conforms.js';
import { eventually } from '../support/until.js';

let api: TestApi;
const accord = { sources: [{ documentId: 'accord-2023' }] };
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const WGS84 = 'http://www.opengis.net/def/crs/EPSG/0/4326';
const LAMBERT93 = 'http://www.opengis.net/def/crs/EPSG/0/2154';

interface Feature {
  readonly id: string;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

beforeAll(async () => {
  api = await TestApi.start();
  const post = async (path: string, body: object) => {
    const { status, text } = await api.post(`/api/v1/${path}`, { ...accord, ...body });
    if (status !== 201) throw new Error(`${path} ${text}`);
  };
  await post('sources/accord-2023/registration', { title: 'Accord de méthode', occurred: '2023-12~', sources: undefined });
  await post('sites/bridgestone-bethune/registration', { name: 'Bridgestone Béthune', communeCode: '62119', siteKind: 'plant' });
  await post('sites/bridgestone-bethune/closure-announcement', { occurred: '2020-09-16', jobsAtRisk: 863 });
  await post('sites/bridgestone-bethune/closure', { occurred: '2020-12', jobsLost: 864 });
  await post('sites/bridgestone-bethune/outline', { geometry: { type: 'Polygon', coordinates: [clockwise(2.64, 50.53, 0.01)] }, area: 33 });
  await post('sites/parc-artois-flandres/registration', {
    name: 'Parc Artois-Flandres',
    communeCode: '62276',
    siteKind: 'business-park',
    occurred: '1970',
  });
  await post('sites/parc-artois-flandres/areas', { of: 'land', state: 'available', area: 12.5, occurred: '2023-01-01' });
  await post('sites/nulle-part/registration', { name: 'Nulle part', communeCode: '62716', siteKind: 'building', occurred: '2015-03' });
  await post('sites/usine-lille/registration', { name: 'Usine de Lille', communeCode: '59350', siteKind: 'plant', occurred: '1990-05-01' });
  for (let index = 0; index < 12; index++) {
    const point = index === 0 ? { point: [2.8, 50.43] } : {};
    await post(`projects/projet-${String.fromCharCode(97 + index)}/announcement`, {
      name: `Projet ${index}`,
      communeCode: '62498',
      occurred: `20${10 + index}-03-01`,
      jobsPledged: index,
      ...point,
    });
  }
  await post('programmes/revitalisation/opening', { name: 'Fonds de revitalisation', occurred: '2021' });
  await post('programmes/revitalisation/aids', {
    aidId: 'a1',
    amount: 2_000_000,
    beneficiary: 'Maisons & Cités',
    communeCode: '62178',
    occurred: '2022-06-15',
  });
  await post('territories/ca-henin-carvin/registration', {
    name: 'CA d’Hénin-Carvin',
    code: '246200299',
    territoryKind: 'intercommunality',
  });
  await api.settled();
});
afterAll(() => api?.close());

const ask = (path: string, headers: Record<string, string> = {}): Promise<Answer> => api.get(`/ogc${path}`, { headers });
const items = async (
  query: string,
): Promise<{ features: Feature[]; ids: string[]; numberMatched: number; links: { rel: string; href: string }[] }> => {
  const { status, json, text } = await ask(`/collections/${query}`);
  if (status !== 200) throw new Error(text);
  expect(json.numberReturned).toBe(json.features.length);
  return { ...json, ids: json.features.map(({ id }: Feature) => id) };
};
const hrefOf = (links: readonly { rel: string; href: string }[], rel: string) =>
  links.find((link) => link.rel === rel)!.href.replace(api.base, '');

describe('L’interface OGC', () => {
  it('mène de sa première page à tout le reste, avec des titres dans la langue demandée', async () => {
    const { json } = await ask('');
    const rels = ['self', 'service-desc', 'service-doc', 'conformance', 'data', 'license'];
    expect(json.links.map(({ rel }: { rel: string }) => rel)).toEqual(rels);
    for (const rel of ['self', 'service-desc', 'service-doc', 'conformance', 'data'])
      expect((await api.get(hrefOf(json.links, rel))).status).toBe(200);
    expect(json.links[4].title).toBe('Les couches');
    expect((await ask('?lang=en')).json.links[4].title).toBe('The layers');
    expect((await ask('', { 'accept-language': 'en' })).json.title).toBe('Palimpseste: the layers of the territory');
    expect(await ask('/?f=json')).toMatchObject({ status: 308 });
  });

  it('dit les règles qu’elle suit', async () =>
    expect((await ask('/conformance?f=json')).json).toEqual({
      conformsTo: [
        'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
        'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
        'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
        'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
      ],
    }));

  it('se décrit en OpenAPI 3.0, et répond comme elle se décrit', async () => {
    const { headers, json } = await ask('/api');
    expect(headers.get('content-type')).toBe('application/vnd.oai.openapi+json;version=3.0');
    expect(json.openapi).toMatch(/^3\.0\./);
    expect(json.servers).toEqual([{ url: `${api.base}/ogc` }]);
    expect(json.components.parameters.limit.schema).toMatchObject({ maximum: 1_000, default: 100 });
    const schemas = json.components.schemas as Record<string, Schema>;
    for (const [path, { get }] of Object.entries<{ get: { responses: Record<string, { content: Record<string, { schema: Schema }> }> } }>(
      json.paths,
    )) {
      const address = path.replace('{collectionId}', 'sites').replace('{featureId}', 'bridgestone-bethune').replace(/^\/$/, '');
      const answer = await ask(address);
      const [type, { schema }] = Object.entries(get.responses['200']!.content)[0]!;
      expect([path, answer.headers.get('content-type')!.replace('; charset=utf-8', '')]).toEqual([path, type]);
      expect([path, departures(answer.json, schema, schemas)]).toEqual([path, []]);
    }
  });

  it('a six couches, avec leur étendue, leurs systèmes de coordonnées et leurs propriétés', async () => {
    const { collections, links } = (await ask('/collections')).json;
    expect(collections.map(({ id }: { id: string }) => id)).toEqual(['parcs', 'sites', 'friches', 'projets', 'aides', 'territoires']);
    expect(hrefOf(links, 'self')).toBe('/ogc/collections');
    for (const collection of collections) {
      expect((await ask(`/collections/${collection.id}`)).json).toMatchObject({
        id: collection.id,
        title: collection.title,
        extent: collection.extent,
      });
      expect(collection).toMatchObject({ itemType: 'feature', crs: [CRS84, WGS84, LAMBERT93], storageCrs: CRS84 });
      const { features } = (await api.get(`${hrefOf(collection.links, 'items')}?limit=1000`)).json as { features: Feature[] };
      const schema = (await api.get(hrefOf(collection.links, 'describedBy'))).json.properties.properties.properties;
      expect(features.length).toBeGreaterThan(0);
      for (const { properties } of features) {
        expect(Object.keys(properties)).toEqual(Object.keys(schema));
        for (const [key, value] of Object.entries(properties))
          if (value !== null) expect([key, typeof value]).toEqual([key, schema[key].type.replace('integer', 'number')]);
      }
    }
    expect(collections[1].extent.temporal.interval).toEqual([['1970-01-01T00:00:00Z', null]]);
    const [west, south, east, north] = collections[1].extent.spatial.bbox[0];
    expect([west <= 2.64, south < 50.54, east > 3, north > 50.6]).toEqual([true, true, true, true]);
  });

  it('met chaque site dans ses couches, au lieu de son contour, ou de sa commune et le dit', async () => {
    expect((await items('sites/items')).ids).toEqual(['bridgestone-bethune', 'nulle-part', 'parc-artois-flandres', 'usine-lille']);
    expect((await items('parcs/items')).ids).toEqual(['parc-artois-flandres']);
    const friches = await items('friches/items');
    expect(friches.features).toEqual([
      expect.objectContaining({
        id: 'bridgestone-bethune',
        // Dessiné dans l’autre sens : la RFC 7946 veut que les contours tournent à gauche.
        geometry: { type: 'Polygon', coordinates: [clockwise(2.64, 50.53, 0.01).reverse()] },
        properties: expect.objectContaining({
          status: 'closed',
          status_label: 'fermé',
          kind_label: 'usine',
          commune_code: '62119',
          commune_name: 'Béthune',
          precision: 'outline',
          area_ha: 33,
          began: '2020-09-16',
          brownfield_since: '2020-12-01',
          address: '/api/v1/sites/bridgestone-bethune',
        }),
      }),
    ]);
    const [parc] = (await items('parcs/items?lang=en')).features;
    expect(parc).toMatchObject({
      geometry: { type: 'Point' },
      properties: { precision: 'commune', available_ha: 12.5, kind_label: 'business park' },
    });
    expect((await ask('/collections/sites/items/nulle-part')).json).toMatchObject({ geometry: null, properties: { precision: null } });
    expect((await ask('/collections/projets/items/projet-a')).json).toMatchObject({
      geometry: { type: 'Point', coordinates: [2.8, 50.43] },
      properties: { precision: 'point' },
    });
    expect((await items('aides/items')).features[0]).toMatchObject({
      id: 'revitalisation--a1',
      properties: { amount_eur: 2_000_000, began: '2022-06-15', ended: '2022-06-15', programme: 'revitalisation' },
    });
    const territories = await items('territoires/items?limit=1000');
    expect(territories.numberMatched).toBe(15);
    expect(territories.features.find(({ id }) => id === 'ca-henin-carvin')!.properties).toMatchObject({
      drawn: 'indicative',
      code: '246200299',
    });
  });

  it('donne des pages stables, comptées juste, avec une suite tant qu’il y en a une', async () => {
    const whole = await items('projets/items');
    expect([whole.numberMatched, whole.ids.length]).toEqual([12, 12]);
    const seen: string[] = [];
    let address: string | undefined = 'projets/items?limit=5&f=json&offset=0';
    for (let pages = 0; address !== undefined; pages++) {
      expect(pages).toBeLessThan(3);
      const page: Awaited<ReturnType<typeof items>> = await items(address);
      expect(page.numberMatched).toBe(12);
      seen.push(...page.ids);
      address = page.links.find(({ rel }) => rel === 'next')?.href.replace(`${api.base}/ogc/collections/`, '');
    }
    expect(seen).toEqual(whole.ids);
    const beyond = await items('projets/items?offset=100');
    expect([beyond.numberMatched, beyond.ids, beyond.links.some(({ rel }) => rel === 'next')]).toEqual([12, [], false]);
    expect((await items('projets/items?limit=100000')).ids.length).toBe(12);
  });

  it('choisit par rectangle, dans trois systèmes, et garde ce qui n’a pas de lieu', async () => {
    const around = ['bridgestone-bethune', 'nulle-part'];
    for (const bbox of [
      'bbox=2.63,50.52,2.66,50.55',
      'bbox=2.63,50.52,0,2.66,50.55,100',
      `bbox=50.52,2.63,50.55,2.66&bbox-crs=${encodeURIComponent(WGS84)}`,
      `bbox=674000,7047500,675500,7050000&bbox-crs=${encodeURIComponent(LAMBERT93)}`,
      // Par le 180e méridien : de 170° est à 2,66° est.
      'bbox=170,50.52,2.66,50.55',
    ])
      expect((await items(`sites/items?${bbox}`)).ids).toEqual(around);
    expect((await items('sites/items?bbox=-10,40,-9,41')).ids).toEqual(['nulle-part']);
    // Le coin du rectangle qui entoure la forme indicative de la CA, hors de cette forme.
    const [west, south] = (await ask('/collections/territoires/items/ca-henin-carvin')).json.geometry.coordinates[0].reduce(
      ([w, s]: number[], [x, y]: number[]) => [Math.min(w!, x!), Math.min(s!, y!)],
    );
    expect((await items(`territoires/items?limit=1000&bbox=${west},${south},${west + 0.001},${south + 0.001}`)).ids).toEqual([]);
    expect((await items('projets/items?bbox=2.79,50.42,2.81,50.44')).ids).toContain('projet-a');
    expect((await items('territoires/items?bbox=-10,40,-9,41')).numberMatched).toBe(0);
  });

  it('choisit par le temps des objets, et garde ce qui n’en a pas', async () => {
    const during = async (datetime: string) => (await items(`projets/items?datetime=${encodeURIComponent(datetime)}`)).numberMatched;
    expect(await during('2012-03-01T12:00:00Z')).toBe(3);
    expect(await during('2012-02-28')).toBe(2);
    expect(await during('../2010-12-31T23:59:59Z')).toBe(1);
    expect(await during('/2010-12-31T23:59:59Z')).toBe(1);
    expect(await during('2012-01-01T00:00:00Z/..')).toBe(12);
    // À Paris, le 1er mars 2012 a commencé une heure avant celui de Greenwich.
    expect(await during('2012-02-29T23:30:00Z')).toBe(3);
    expect((await items('aides/items?datetime=2022-06-16')).ids).toEqual([]);
    expect((await items('territoires/items?datetime=1900-01-01')).numberMatched).toBe(15);
  });

  it('se lit à deux dates', async () => {
    expect((await items('friches/items?at=2020-10-01')).ids).toEqual([]);
    expect((await items('friches/items?at=2021-01-01')).ids).toEqual(['bridgestone-bethune']);
    expect((await items('projets/items?at=2012-12-31')).numberMatched).toBe(3);
    expect((await items('projets/items?asOf=2020-01-01')).numberMatched).toBe(0);
    expect((await ask('/collections/sites/items/bridgestone-bethune?at=2020-10-01')).json.properties).toMatchObject({ status: 'closing' });
    const final = await eventually(
      () => ask('/collections/sites/items?at=2019-01-01&asOf=2020-01-01'),
      ({ headers }) => headers.get('cache-control') === 'public, max-age=31536000, immutable',
    );
    expect(final.json).not.toHaveProperty('timeStamp');
  });

  it('donne Lambert-93 et WGS 84 dans l’ordre de leurs axes, et dit lequel', async () => {
    const corner = async (crs?: string) => {
      const { headers, json } = await ask(`/collections/projets/items/projet-a${crs ? `?crs=${encodeURIComponent(crs)}` : ''}`);
      return [headers.get('content-crs'), json.geometry.coordinates];
    };
    expect(await corner()).toEqual([`<${CRS84}>`, [2.8, 50.43]]);
    expect(await corner(WGS84)).toEqual([`<${WGS84}>`, [50.43, 2.8]]);
    // gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:2154, GDAL 3.6.2.
    expect(await corner(LAMBERT93)).toEqual([`<${LAMBERT93}>`, [685768.77, 7036959.7]]);
    const { json } = await ask(`/collections/sites/items?crs=${encodeURIComponent(LAMBERT93)}`);
    expect(json.features[0].geometry.coordinates[0]).toHaveLength(5);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=dix', 'limit'],
    ['offset=-1', 'offset'],
    ['bbox=1,2,3', 'bbox'],
    ['bbox=1,2,3,NaN', 'bbox'],
    ['bbox=2.6,50.6,2.7,50.5', 'bbox'],
    ['bbox-crs=EPSG:2154', 'bbox-crs'],
    ['crs=http://www.opengis.net/def/crs/EPSG/0/3857', 'crs'],
    ['datetime=hier', 'datetime'],
    ['datetime=2021-02-30', 'datetime'],
    ['datetime=2021-01-01T00:00:00Z/2020-01-01T00:00:00Z', 'datetime'],
    ['datetime=../..', 'datetime'],
    ['f=html', 'f'],
    ['name=Bridgestone', 'name'],
    ['asOfBasis=publication', 'asOfBasis'],
  ])('refuse %s, et dit ce qu’il faut écrire', async (query, field) => {
    const { status, headers, json } = await ask(`/collections/sites/items?${query}`);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(json.errors[0]).toMatchObject({ field, remedy: expect.stringMatching(/\w/) });
  });

  it('dit quelle couche existe quand celle demandée n’existe pas', async () => {
    const { status, json } = await ask('/collections/friche/items');
    expect(status).toBe(404);
    expect(json.errors[0]).toMatchObject({
      value: 'friche',
      remedy: 'Vouliez-vous dire « friches » ? La liste est à /ogc/collections.',
    });
    for (const path of ['/collections/x', '/collections/x/schema', '/collections/x/items/y'])
      expect((await ask(path)).json.errors[0]).toMatchObject({
        field: 'collectionId',
        remedy: expect.stringMatching(/^Noms connus : .*sites/),
      });
    const feature = await ask('/collections/sites/items/introuvable');
    expect(feature.status).toBe(404);
    expect(feature.json.errors[0]).toMatchObject({
      field: 'featureId',
      value: 'introuvable',
      remedy: 'Ses objets sont à /ogc/collections/sites/items.',
    });
    expect((await api.ask('/ogc/collections', { method: 'DELETE' })).status).toBe(405);
  });

  it('ne renvoie pas ce que l’on a déjà, et répond à HEAD', async () => {
    for (const path of [
      '',
      '/collections',
      '/collections/sites/items',
      '/collections/sites/items/usine-lille',
      '/collections/territoires/items',
    ]) {
      const { headers } = await ask(path);
      const etag = headers.get('etag')!;
      expect(await ask(path, { 'if-none-match': etag })).toMatchObject({ status: 304, text: '' });
      const head = await api.ask(`/ogc${path}`, { method: 'HEAD' });
      expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', etag]);
    }
    expect((await ask('/collections/sites/items')).headers.get('etag')).toMatch(/^W\//);
  });

  it('répond à GDAL et à QGIS comme ils demandent', async () => {
    const geojson = { accept: 'application/geo+json, application/json' };
    const requests: [string, Record<string, string>][] = [
      // GDAL 3.6 : ogrinfo -spat, -where sur une date.
      ['/collections', { accept: 'application/json' }],
      ['/api', { accept: 'application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0, application/json' }],
      ['/collections/sites/schema', { accept: 'application/schema+json' }],
      ['/collections/sites/items?limit=10', geojson],
      ['/collections/sites/items?limit=2&bbox=2.60000000000000018,50.3999999999999986,2.89999999999999991,50.6000000000000014', geojson],
      ['/collections/projets/items?limit=10&datetime=2015-01-01T%2F..', geojson],
      ['/collections/projets/items?limit=10&datetime=..%2F2015-01-01T', geojson],
      // QGIS : première page, conformité, dix objets pour leurs champs, un pour leur nombre, puis mille à la fois.
      ['', { accept: 'application/json' }],
      ['/conformance', { accept: 'application/json' }],
      ['/collections/sites', { accept: 'application/json' }],
      ['/collections/sites/items?limit=1', geojson],
      ['/collections/sites/items?limit=1000&bbox=2.6,50.4,2.9,50.6', geojson],
      [`/collections/sites/items?limit=1000&crs=${LAMBERT93}&bbox=674000,7047500,675500,7050000&bbox-crs=${LAMBERT93}`, geojson],
      ['/collections/sites/items?offset=0&limit=1000&f=json', geojson],
      ['/collections/sites/items/bridgestone-bethune', geojson],
    ];
    for (const [path, headers] of requests) expect([path, (await ask(path, headers)).status]).toEqual([path, 200]);
  });
});

/** A square of this side around its lower left corner, drawn clockwise. */
function clockwise(west: number, south: number, side: number): number[][] {
  const [east, north] = [west + side, south + side].map((value) => Number(value.toFixed(5))) as [number, number];
  return [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
}
