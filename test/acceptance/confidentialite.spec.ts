import { randomUUID } from 'node:crypto';
import { TestApi, type Answer } from '../support/api.js';
import { tellBridgestone } from './stories.js';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await tellBridgestone(api);
  await api.post('/api/v1/sites/sans-date/registration', {
    sources: [{ documentId: 'secret-2019' }],
    name: 'Sans date',
    communeCode: '62119',
    siteKind: 'plant',
  });
  await api.post('/api/v1/territories/cabbalr/registration', {
    ...sourced,
    name: 'Béthune-Bruay',
    territoryKind: 'intercommunality',
    code: '200072460',
  });
  await api.post('/api/v1/territories/cabbalr/members', { ...sourced, communeCodes: ['62119'] });
  await api.post('/api/v1/projects/projet-public/announcement', { ...sourced, name: 'Projet public', occurred: '2021' });
  await api.settled();
});
afterAll(() => api?.close());

const sourced = { sources: [{ documentId: 'accord-2023' }] };
const site = '/api/v1/sites/bridgestone-bethune';
const secretWord = 'Hyperion';

/** Everything the public may read that a secret could show through. */
const addresses = [
  '/api/v1/timeline',
  '/api/v1/timeline?limit=3',
  '/api/v1/timeline?order=desc&limit=2',
  '/api/v1/timeline?territory=cabbalr',
  '/api/v1/timeline?commune=62119',
  `/api/v1/timeline?q=${secretWord}`,
  '/api/v1/timeline?asOfBasis=publication&asOf=2024-12-31',
  '/api/v1/timeline.csv',
  '/api/v1/timeline.xlsx',
  '/api/v1/timeline.parquet?commune=62119',
  '/api/v1/projects.csv?dialect=fr',
  '/api/v1/sites.geojson',
  '/api/v1/projects',
  '/api/v1/projects?territory=cabbalr',
  `/api/v1/projects?q=${secretWord}`,
  '/api/v1/projects/projet-public',
  '/api/v1/projects/projet-public/timeline',
  '/api/v1/projects?commune=62119',
  `/api/v1/projects?theme=${secretWord}`,
  '/api/v1/timeline?territory=cabbalr&kind=project',
  '/api/v1/timeline?to=2019',
  '/api/v1/timeline?source=secret-2019',
  '/api/v1/sites?limit=1',
  '/api/v1/sources',
  '/api/v1/territories/cabbalr/timeline',
  '/api/v1/dashboard',
  '/api/v1/dashboard/trajectory?territory=cabbalr',
  '/api/v1/timeline.atom',
  '/api/v1/timeline.atom?territory=cabbalr&limit=2',
  '/api/v1/events',
  '/api/v1/events?limit=3&lang=en',
  '/api/v1/events?territory=cabbalr',
  '/api/v1/events?kind=project&type=ProjectProspected',
  site,
  `${site}/timeline`,
  `${site}/history`,
  `${site}/history?limit=2&order=desc`,
  `${site}/history.csv`,
  `${site}/history/changes?since=2020-01-01`,
  '/api/v1/projects/projet-public/history',
  '/api/v1/restatements',
  '/api/v1/restatements?minLag=0&limit=2',
  '/api/v1/restatements?minLag=0&observatory=emploi-competences&limit=100',
  '/api/v1/restatements.csv?minLag=0',
  '/api/v1/restatements.csv?minLag=0&indicators=true',
  `${site}/claims`,
  `${site}/claims.csv`,
  `${site}/timeline.csv`,
  `${site}/replay?speed=1000`,
  '/api/v1/territories/cabbalr/replay?speed=1000',
  '/api/v1/territories/cabbalr',
  `/api/v1/sites?q=${secretWord}`,
  '/catalog.jsonld',
  '/catalog.jsonld?page=2',
  '/ogc/collections',
  '/ogc/collections/projets',
  '/ogc/collections/projets/items',
  '/ogc/collections/projets/items?limit=1&lang=en',
  '/ogc/collections/projets/items?bbox=2.5,50.4,2.8,50.6',
  '/ogc/collections/projets/items?datetime=2021-01-01T00:00:00Z/..',
  '/ogc/collections/projets/items?at=2022-01-01',
  '/ogc/collections/projets/items/projet-public',
  '/ogc/collections/sites/items?crs=http://www.opengis.net/def/crs/EPSG/0/2154',
  '/ogc/collections/friches/items',
  '/ogc/collections/territoires/items?limit=1000',
];

async function photograph(): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  for (const address of addresses) seen[address] = trace(await api.get(address));
  return seen;
}

/** All that comes back, save the hour and the number of the request. */
function trace({ status, text, headers }: Answer) {
  const told = [...headers].filter(([name]) => !['date', 'x-correlation-id', 'keep-alive', 'connection'].includes(name));
  return { status, text: text.replace(/,"timeStamp":"[^"]*"/, ''), headers: Object.fromEntries(told) };
}

describe('Un projet confidentiel', () => {
  const projectId = randomUUID();
  const project = `/api/v1/projects/${projectId}`;
  let before: Record<string, unknown>;

  beforeAll(async () => {
    before = await photograph();
    const prospected = await api.post(`${project}/prospection`, {
      ...sourced,
      name: `Projet ${secretWord}`,
      communeCode: '62119',
      company: `${secretWord} SA`,
    });
    expect(prospected.status).toBe(201);
    const internal = { ...sourced, visibility: { level: 'internal' } };
    expect(await api.post(`${site}/occupations`, { ...internal, occupant: `${secretWord} SA`, role: 'tenant', projectId })).toMatchObject({
      status: 201,
    });
    expect(
      await api.post('/api/v1/subjects/site/bridgestone-bethune/claims', {
        ...internal,
        about: 'jobs-lost',
        figure: { value: 1, unit: 'people' },
      }),
    ).toMatchObject({ status: 201 });
    // A secret about what is public: another name and another place for a project that everybody knows.
    expect(
      await api.post('/api/v1/projects/projet-public/revisions', {
        ...internal,
        name: `${secretWord} bis`,
        communeCode: '62119',
        theme: secretWord,
      }),
    ).toMatchObject({
      status: 201,
    });
    // And a document that nobody else knows, which dates what cites it.
    expect(
      await api.post('/api/v1/sources/secret-2019/registration', {
        title: secretWord,
        occurred: '2019',
        visibility: { level: 'internal' },
      }),
    ).toMatchObject({ status: 201 });
    await api.settled();
  });

  it('ne change pas un octet de ce que lit le public : ni texte, ni ETag, ni curseur', async () => {
    expect(await photograph()).toEqual(before);
  });

  it('se lit par l’agent et par l’auditeur', async () => {
    expect((await api.get(project, { as: 'officer' })).json).toMatchObject({ subject: { name: `Projet ${secretWord}` }, revision: 0 });
    expect(await api.get(project, { as: 'auditor' })).toMatchObject({ status: 200 });
    expect((await api.get(`/api/v1/timeline?q=${secretWord}`, { as: 'auditor' })).json.items.length).toBeGreaterThan(0);
  });

  it('est sur la carte de l’agent, pas sur celle du public', async () => {
    const layer = '/ogc/collections/projets/items';
    expect((await api.get(`${layer}/${projectId}`, { as: 'officer' })).json).toMatchObject({ properties: { status: 'prospected' } });
    const [hidden, absent] = await Promise.all([projectId, randomUUID()].map((id) => api.get(`${layer}/${id}`)));
    expect([hidden!.status, hidden!.json.code]).toEqual([absent!.status, absent!.json.code]);
    expect(hidden!.status).toBe(404);
  });

  it('répond au public comme un projet qui n’existe pas', async () => {
    const other = randomUUID();
    for (const suffix of ['', '/timeline', '/history', '/claims', '?lang=en', '?asOf=2020-01-01']) {
      const hidden = trace(await api.get(`${project}${suffix}`));
      const absent = trace(await api.get(`/api/v1/projects/${other}${suffix}`));
      expect({ ...hidden, text: hidden.text.replaceAll(projectId, other) }).toEqual(absent);
      expect(hidden.status).toBe(404);
    }
  });

  it('n’est pas gardé par un intermédiaire quand un agent le lit', async () => {
    expect((await api.get(project, { as: 'officer' })).headers.get('cache-control')).toMatch(/^private/);
    expect((await api.get(project, { as: 'officer' })).headers.get('vary')).toContain('Authorization');
  });

  it('paraît le jour de son annonce', async () => {
    expect(
      await api.post(`${project}/announcement`, { ...sourced, occurred: '2024-02', name: `Projet ${secretWord}`, communeCode: '62119' }),
    ).toMatchObject({ status: 201 });
    await api.settled();
    expect((await api.get(project)).json).toMatchObject({
      subject: { name: `Projet ${secretWord}` },
      state: { status: { code: 'announced' } },
    });
    expect((await api.get(site)).text).not.toContain(`${secretWord} SA`);
    const { features, numberMatched } = (await api.get('/ogc/collections/projets/items')).json;
    expect(features.map(({ id }: { id: string }) => id)).toEqual([projectId, 'projet-public'].sort());
    expect(numberMatched).toBe(2);
  });
});

describe('Un secret qui tombe un jour à venir', () => {
  it('ne se lit pas plus tôt à qui demande ce que l’on saura ce jour-là', async () => {
    const visibility = { level: 'confidential', until: { date: '2999-01-01' } };
    const occupied = await api.post(`${site}/occupations`, { ...sourced, visibility, occupant: 'Chronos SA', role: 'tenant' });
    expect(occupied.status).toBe(201);
    await api.settled();
    for (const path of [
      '/api/v1/timeline?asOf=2999-06-01&limit=500',
      `${site}?asOf=2999-06-01`,
      `${site}/history?asOf=2999-06-01T00:00:00Z`,
    ]) {
      expect((await api.get(path, { as: 'officer' })).text).toContain('Chronos');
      expect((await api.get(path)).text).not.toContain('Chronos');
    }
    expect((await api.get(`${site}/history/changes?since=2999-06-01`)).status).toBe(400);
  });
});
