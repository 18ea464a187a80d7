import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { TestApi, type Answer } from '../support/api.js';
import { tellBridgestone } from './stories.js';

let api: TestApi;
let events: Record<string, string>;
beforeAll(async () => {
  api = await TestApi.start();
  events = await tellBridgestone(api);
  await registered('forge', { name: 'Forge & « Fils » <SARL>' });
  await api.settled();
});
afterAll(() => api?.close());

const ATOM = '/api/v1/timeline.atom';
const sourced = { sources: [{ documentId: 'voix-2020', locator: 'p. 1' }] };
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => ['entry', 'link', 'category'].includes(name),
});

interface Link {
  '@rel': string;
  '@href': string;
}
interface Entry {
  id: string;
  title: string;
  updated: string;
  content: { '#text': string };
  link: Link[];
}
interface Feed {
  '@xml:lang': string;
  id: string;
  title: string;
  updated: string;
  author: { name: string };
  link: Link[];
  entry?: Entry[];
}

async function registered(id: string, body: object): Promise<void> {
  const site = { ...sourced, communeCode: '62119', siteKind: 'plant', ...body };
  expect((await api.post(`/api/v1/sites/${id}/registration`, site)).status).toBe(201);
}

function feedOf(answer: Answer): Feed {
  expect([answer.status, XMLValidator.validate(answer.text)]).toEqual([200, true]);
  return parser.parse(answer.text).feed as Feed;
}

const read = async (query = ''): Promise<Feed> => feedOf(await api.get(`${ATOM}${query}`));
const linkOf = ({ link }: { link: Link[] }, rel: string): string | undefined => link.find((one) => one['@rel'] === rel)?.['@href'];

describe('S’abonner à la frise', () => {
  it('par un fil Atom, le dernier fait appris d’abord, avec ce qu’exige la RFC 4287', async () => {
    const answer = await api.get(ATOM);
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const feed = feedOf(answer);
    expect(feed).toMatchObject({ '@xml:lang': 'fr', author: { name: 'Palimpseste' }, updated: feed.entry![0]!.updated });
    expect(feed.id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([linkOf(feed, 'self'), linkOf(feed, 'alternate')]).toEqual([ATOM, '/']);
    const updated = feed.entry!.map((entry) => entry.updated);
    expect(updated).toEqual(updated.toSorted().reverse());
    for (const { id, title, updated: at, link } of feed.entry!) {
      expect({ id, title, at }).toEqual({
        id: expect.stringMatching(/^urn:uuid:/),
        title: expect.any(String),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      });
      expect(link.filter((one) => one['@rel'] === 'alternate')).toHaveLength(1);
    }
    const announced = feed.entry!.find(({ id }) => id === `urn:uuid:${events.announced}`)!;
    expect(announced.title).toContain('Bridgestone Béthune\u00a0: ');
    expect(announced.content['#text']).toContain('16 septembre 2020');
    expect([linkOf(announced, 'alternate'), linkOf(announced, 'via')]).toEqual([
      '/sites/bridgestone-bethune',
      'https://www.lavoixdunord.fr/',
    ]);
  });

  it('écrit ce qui se lirait comme du XML', async () => {
    const answer = await api.get(`${ATOM}?kind=site`);
    expect(answer.text).toContain('Forge &amp; « Fils » &lt;SARL&gt;');
    expect(feedOf(answer).entry!.map(({ title }) => title)).toContainEqual(expect.stringMatching(/^Forge & « Fils » <SARL>/));
  });

  it('avec les filtres de la frise, en anglais aussi', async () => {
    const site = await read('?kind=site&type=SiteClosed');
    expect(site.entry!.map(({ id }) => id)).toEqual([`urn:uuid:${events.closed}`]);
    expect(await read('?kind=programme')).toMatchObject({ updated: '1970-01-01T00:00:00Z' });
    const english = await read('?type=SiteClosureAnnounced&lang=en');
    expect([english['@xml:lang'], english.entry![0]!.title]).toEqual(['en', expect.stringMatching(/^Bridgestone Béthune: /)]);
    expect(await api.get(`${ATOM}?kind=usine`)).toMatchObject({ status: 400 });
    expect(await api.get(`${ATOM}?order=asc`)).toMatchObject({ status: 400 });
  });

  it('page après page, sans rien sauter ni répéter, sous le même nom', async () => {
    const all = (await read('?limit=100')).entry!.map(({ id }) => id);
    const told: string[] = [];
    const names = new Set<string>();
    for (let next: string | undefined = `${ATOM}?limit=3`; next;) {
      const feed: Feed = feedOf(await api.get(next));
      names.add(feed.id);
      told.push(...feed.entry!.map(({ id }) => id));
      next = linkOf(feed, 'next');
    }
    expect(told).toEqual(all);
    expect(names.size).toBe(1);
    expect((await read('?kind=site')).id).not.toBe([...names][0]);
  });

  it('une correction ramène le fait en tête, sous le même nom', async () => {
    const correction = {
      reason: 'Relu',
      command: { name: 'AnnounceSiteClosure', occurred: '2020-09-16', operator: 'Bridgestone', jobsAtRisk: 860, ...sourced },
    };
    expect((await api.post(`/api/v1/subjects/site/bridgestone-bethune/facts/${events.announced}/correction`, correction)).status).toBe(201);
    await api.settled();
    const [first] = (await read()).entry!;
    expect([first!.id, first!.title]).toEqual([`urn:uuid:${events.announced}`, expect.stringContaining('860')]);
  });

  it('se contente de ce que l’on tient, et répond à HEAD', async () => {
    const held = await api.get(ATOM);
    const etag = held.headers.get('etag')!;
    expect(await api.get(ATOM, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304, text: '' });
    const head = await api.ask(ATOM, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), head.text]).toEqual([200, etag, '']);
  });
});

describe('Emporter l’histoire d’un sujet', () => {
  const site = '/api/v1/sites/bridgestone-bethune';
  const linesOf = ({ text }: Answer) => text.trimEnd().split('\r\n').slice(1);

  it('ses faits, ceux de la page et dans le même ordre', async () => {
    const { items } = (await api.get(`${site}/timeline`)).json;
    const file = await api.get(`${site}/timeline.csv`);
    expect(file.headers.get('content-disposition')).toContain('bridgestone-bethune-timeline.csv');
    const ids = linesOf(file).map((line) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(line)![0]);
    expect(ids).toEqual(items.map(({ id }: { id: string }) => id));
    expect(await api.get(`${site}/timeline?f=parquet`)).toMatchObject({ status: 200 });
    expect(await api.get(`${site}/timeline.csv?limit=3`)).toMatchObject({ status: 400 });
  });

  it('ses déclarations, une par ligne, avec leur source', async () => {
    const { groups } = (await api.get(`${site}/claims`)).json;
    const file = await api.get(`${site}/claims.csv?dialect=fr`);
    expect(file.text).toMatch(/^\ufeff?Objet;Ce qui est dit;Valeur;/);
    const lines = linesOf(file);
    expect(lines).toHaveLength(groups.flatMap(({ claims }: { claims: object[] }) => claims).length);
    expect(lines.filter((line) => line.includes(';863;'))).toHaveLength(1);
    expect((await api.get(`${site}/claims.xlsx`)).headers.get('content-type')).toContain('spreadsheetml');
  });

  it('rien d’un sujet inconnu', async () => {
    for (const path of ['timeline.csv', 'claims.csv', 'timeline?f=xlsx', 'claims?f=parquet'])
      expect(await api.get(`/api/v1/sites/inconnu/${path}`)).toMatchObject({ status: 404 });
    expect(await api.get(`${site}/claims.pdf`)).toMatchObject({ status: 404, json: { code: 'FORMAT_UNKNOWN' } });
  });
});
