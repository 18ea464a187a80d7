import { observatories } from '@app/observatories';
import { subjects } from '@app/domain';
import { TestApi } from '../support/api.js';
import { faults, triplesOf } from '../support/shacl.js';
import { tellBridgestone } from './stories.js';

/**
 * Recommended by DCAT-AP, and not given: what kind of body publishes, and since when; the days of what has no date; what is on other pages; the
 * box of a country, which its term tells, and the centre of a box.
 */
const UNKNOWN = [
  'dc/terms/type |',
  '#catalogue | http://purl.org/dc/terms/issued',
  'dc/terms/temporal',
  'dcat#servesDataset',
  'country/FRA',
  'dcat#centroid',
];

type Node = Readonly<Record<string, unknown>>;

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ publicUrl: 'https://memoire.exemple.fr', publisher: 'Pôle métropolitain de l’Artois' });
  await tellBridgestone(api);
});
afterAll(() => api?.close());

/** Every page, as a harvester reads them: by the link to the next. */
async function pages(): Promise<Node[]> {
  const all: Node[] = [];
  for (let address: string | undefined = '/catalog.jsonld'; address !== undefined;) {
    const { status, headers, json }: Awaited<ReturnType<typeof api.get>> = await api.get(address);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/ld+json']);
    all.push(json as Node);
    address = json['hydra:view']['hydra:next']?.['@id'].replace('https://memoire.exemple.fr', '');
  }
  return all;
}

const datasetsOf = (all: readonly Node[]) => all.flatMap((page) => page['dcat:dataset'] as (Node & { 'dcat:distribution': Node[] })[]);

describe('Le catalogue', () => {
  it('est sans faute selon les règles de DCAT-AP 3, page par page', async () => {
    for (const page of await pages()) {
      const triples = await triplesOf(page);
      expect(triples.size).toBeGreaterThan(100);
      expect(await faults(triples, 'dcat-ap-SHACL.ttl')).toEqual([]);
      const recommended = (await faults(triples, 'shapes_recommended.ttl')).filter(
        (fault) => !UNKNOWN.some((term) => fault.includes(term)),
      );
      expect(recommended).toEqual([]);
    }
  });

  it('serait repris s’il lui manquait ce que DCAT-AP exige', async () => {
    const [page] = await pages();
    const broken = { ...page, 'dct:publisher': undefined, 'dct:language': { '@id': 'http://exemple.fr/langue' } };
    const found = await faults(await triplesOf(broken), 'dcat-ap-SHACL.ttl');
    expect(found.some((fault) => fault.includes('terms/publisher'))).toBe(true);
    expect(found.some((fault) => fault.includes('terms/language'))).toBe(true);
  });

  it('décrit chaque observatoire, chaque couche et chaque liste, sous un identifiant à lui', async () => {
    const all = await pages();
    const datasets = datasetsOf(all);
    const identifiers = datasets.map((dataset) => dataset['dct:identifier']);
    expect(new Set(identifiers).size).toBe(identifiers.length);
    expect(all[0]!['hydra:totalItems']).toBe(identifiers.length);
    for (const { key } of observatories) expect(identifiers).toContain(`palimpseste-observatoire-${key}`);
    for (const { plural } of subjects) expect(identifiers).toContain(`palimpseste-liste-${plural}`);
    for (const layer of ['parcs', 'sites', 'friches', 'projets', 'aides', 'territoires'])
      expect(identifiers).toContain(`palimpseste-couche-${layer}`);
    expect(identifiers).toContain('palimpseste-frise');
    expect(datasets.every((dataset) => (dataset['@id'] as string).startsWith('https://memoire.exemple.fr/catalog.jsonld#'))).toBe(true);
  });

  it('ne donne que des adresses qui répondent, dans le format annoncé', async () => {
    const datasets = datasetsOf(await pages());
    // Des indicateurs, un par observatoire suffit : leurs adresses sont faites de même.
    const distributions = datasets.flatMap((dataset) => dataset['dcat:distribution'].slice(0, 5));
    expect(distributions.length).toBeGreaterThan(80);
    for (const distribution of distributions) {
      const { '@id': address } = (distribution['dcat:downloadURL'] ?? distribution['dcat:accessURL']) as { '@id': string };
      const { status, headers } = await api.ask(address.replace('https://memoire.exemple.fr', ''), { method: 'HEAD' });
      const type = (distribution['dcat:mediaType'] as { '@id': string })['@id'].split('/media-types/')[1]!;
      expect([address, status, headers.get('content-type')!.split(';')[0]]).toEqual([address, 200, type]);
    }
    for (const dataset of datasets)
      expect(
        (
          await api.ask((dataset['dcat:landingPage'] as { '@id': string })['@id'].replace('https://memoire.exemple.fr', ''), {
            method: 'HEAD',
          })
        ).status,
      ).toBe(200);
  });

  it('dit quand les données ont changé, jamais dans l’avenir, et de quels jours elles parlent', async () => {
    const sites = datasetsOf(await pages()).find((dataset) => dataset['dct:identifier'] === 'palimpseste-liste-sites')!;
    const modified = (sites['dct:modified'] as { '@value': string })['@value'];
    expect(Date.parse(modified)).toBeLessThanOrEqual(Date.now());
    expect(Date.now() - Date.parse(modified)).toBeLessThan(600_000);
    expect(sites['dct:temporal']).toMatchObject({
      'dcat:startDate': { '@value': '1961-01-01' },
      'dcat:endDate': { '@value': '2023-12-31' },
    });
    const layer = datasetsOf(await pages()).find((dataset) => dataset['dct:identifier'] === 'palimpseste-couche-sites')!;
    expect(JSON.stringify(layer['dct:spatial'])).toMatch(/POLYGON\(\(2\.6\d+ 50\.5/);
  });

  it('nomme qui publie et sous quelle licence, ne change pas d’un octet tant que rien ne change, et répond à HEAD', async () => {
    const first = await api.get('/catalog.jsonld');
    expect(first.json['dct:publisher']['foaf:name']).toBe('Pôle métropolitain de l’Artois');
    expect(first.json['dct:license']['dct:title']).toContain('Licence Ouverte');
    const again = await api.get('/catalog.jsonld', { as: 'officer', headers: { 'if-none-match': first.headers.get('etag')! } });
    expect(again.status).toBe(304);
    expect(await api.ask('/catalog.jsonld', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    expect((await api.get('/catalog.jsonld?page=99')).status).toBe(400);
    expect((await api.get('/catalog.jsonld?pages=2')).json.errors[0].remedy).toContain('« page »');
  });
});
