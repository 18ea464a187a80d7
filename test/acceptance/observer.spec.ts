import { outlinesIn, storeOutlines } from '@app/territories';
import { demonstration } from '../support/demonstration.js';
import { departures, type Schema } from '../support/conforms.js';
import type { TestApi } from '../support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await demonstration();
}, 120_000);
afterAll(() => api?.close());

interface Feature {
  readonly geometry: { readonly type: string } | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

const employment = '/api/v1/observatories/emploi-competences/indicators';
const bridgestone = 'subject=site-bridgestone-bethune';
const valueOf = async (address: string) => (await api.get(address)).json.items[0];

describe('Les observatoires', () => {
  it('se présentent avec leurs indicateurs, leur définition et leur règle, dans les deux langues', async () => {
    const { json } = await api.get('/api/v1/observatories');
    const { indicators } = json.items.find(({ key }: { key: string }) => key === 'emploi-competences');
    expect(indicators.find(({ key }: { key: string }) => key === 'jobs-lost')).toMatchObject({
      label: 'Emplois supprimés',
      unit: { code: 'people', label: 'personnes ou emplois' },
      href: `${employment}/jobs-lost`,
    });
    expect((await api.get('/api/v1/observatories/emploi-competences?lang=en')).json.label).toBe('Employment and skills');
  });

  it('comptent 864 emplois supprimés à Béthune, et montrent que les sources se contredisent', async () => {
    expect(await valueOf(`${employment}/jobs-lost?territory=ca-bethune-bruay&from=2020&to=2021`)).toMatchObject({
      value: 864,
      low: 830,
      high: 864,
      disputed: true,
      facts: 1,
    });
  });

  it('ne calculent ni 80 % ni la moitié sur le même site : ils les donnent comme publiés', async () => {
    expect(await valueOf(`${employment}/people-solved-share-published?${bridgestone}`)).toMatchObject({ value: 0.8 });
    expect(await valueOf(`${employment}/people-solved-on-same-site-share-published?${bridgestone}`)).toMatchObject({ value: 0.5 });
    expect(await valueOf(`${employment}/people-solved?${bridgestone}`)).toMatchObject({ value: 772 });
  });

  it('ajoutent 2 000 emplois annoncés à Billy-Berclau et 280 à Avion', async () => {
    expect(await valueOf(`${employment}/jobs-pledged?subject=project-gigafactory-acc`)).toMatchObject({ value: 2000 });
    const { json } = await api.get(`${employment}/jobs-pledged?territory=pole-metropolitain-artois&by=territory`);
    const told = Object.fromEntries(
      json.items.map(({ labels, value }: { labels: { territory: string }; value: number }) => [labels.territory, value]),
    );
    expect(json.territory).toMatchObject({ id: 'pole-metropolitain-artois', kind: 'metropolitan-pole' });
    expect(Object.values(told)).toEqual(expect.arrayContaining([2000, 280]));
    expect(json.boundaries.label).toEqual(expect.any(String));
  });

  it('ouvrent un chiffre jusqu’à ses faits, qui s’ajoutent à lui, avec leurs sources', async () => {
    const { json } = await api.get(`${employment}/jobs-pledged/facts?territory=pole-metropolitain-artois`);
    const whole = await valueOf(`${employment}/jobs-pledged?territory=pole-metropolitain-artois`);
    expect(json.items.reduce((sum: number, { share }: { share: number }) => sum + share, 0)).toBe(whole.value);
    expect(json.items.find(({ subject }: { subject: { id: string } }) => subject.id === 'gigafactory-acc')).toMatchObject({
      share: 2000,
      role: 'counted',
      sources: [{ id: 'grand-forum-2022', title: expect.any(String) }],
      subject: { href: '/api/v1/projects/gigafactory-acc' },
    });
  });

  it('se portent sur une carte : une forme par territoire, qui dit ce qu’elle est', async () => {
    const jobs = `${employment}/jobs-pledged`;
    const { headers, json } = await api.get(`${jobs}.geojson?territory=pole-metropolitain-artois&by=territory`);
    expect(headers.get('content-type')).toBe('application/geo+json');
    const { items } = (await api.get(`${jobs}?territory=pole-metropolitain-artois&by=territory`)).json;
    expect(json.features).toHaveLength(items.length);
    for (const [index, { id, geometry, properties }] of json.features.entries()) {
      const { key, labels, value } = items[index];
      expect({ id, label: properties.territory_label, value: properties.value }).toEqual({
        id: key.territory,
        label: labels.territory,
        value,
      });
      // Without outlines that somebody gave, a soft shape that says so.
      expect([geometry.type, properties.drawn, properties.indicative]).toEqual(['Polygon', 'indicative', true]);
      expect(properties.drawn_source).toEqual(expect.any(String));
    }
    const communes = await api.get(`${jobs}?territory=ca-bethune-bruay&by=territory&f=geojson`);
    expect(communes.json.features.map(({ geometry, properties }: Feature) => [geometry?.type, properties.drawn])).toEqual([
      ['Point', 'point'],
    ]);
  });

  it('une carte porte les tracés donnés dès qu’ils le sont, et n’est datée d’aucun fait', async () => {
    const address = `${employment}/jobs-pledged.geojson?territory=ca-bethune-bruay&by=territory`;
    const before = await api.get(address);
    const [{ id }] = before.json.features;
    const square = [[2.8, 50.5], [2.9, 50.5], [2.9, 50.6], [2.8, 50.5]]; // prettier-ignore
    const feature = {
      type: 'Feature',
      properties: { code: id.slice('commune-'.length) },
      geometry: { type: 'Polygon', coordinates: [square] },
    };
    const { outlines } = outlinesIn({ type: 'FeatureCollection', features: [feature] });
    await storeOutlines(api.readModels, outlines, 'IGN Admin Express', 2026);
    const after = await api.get(address, { headers: { 'if-none-match': before.headers.get('etag')! } });
    expect(after.json.features[0]).toMatchObject({
      geometry: { type: 'Polygon' },
      properties: { drawn: 'given', indicative: false, drawn_source: expect.stringContaining('IGN Admin Express'), drawn_year: 2026 },
    });
    expect([after.headers.get('cache-control'), after.headers.get('last-modified')]).toEqual(['public, no-cache', null]);
    const head = await api.ask(address, { method: 'HEAD' });
    expect(head.headers.get('etag')).toBe(after.headers.get('etag'));
  });

  it.each(['', '?by=year', '?by=territory,year'])('refusent une carte sans une case par territoire %s', async (query) => {
    const { status, json } = await api.get(`${employment}/jobs-pledged.geojson${query}`);
    expect([status, json.errors[0].field]).toEqual([400, 'by']);
  });

  it('expliquent ce qui a changé depuis : des nouvelles, des corrections', async () => {
    const before = new Date().toISOString();
    const { events } = (
      await api.post('/api/v1/projects/amazon-avion/realised-jobs', {
        jobs: { value: 120 },
        occurred: '2022',
        sources: [{ documentId: 'accord-2023' }],
      })
    ).json;
    await api.settled();
    const between = new Date().toISOString();
    const corrected = await api.post(`/api/v1/subjects/project/amazon-avion/facts/${events[0]}/correction`, {
      reason: 'Faute de frappe',
      command: { name: 'RealiseJobs', jobs: { value: 100 }, occurred: '2022', sources: [{ documentId: 'accord-2023' }] },
    });
    expect(corrected.status).toBe(201);
    await api.settled();
    const explained = (since: string) => api.get(`${employment}/jobs-created/restatement?territory=ca-lens-lievin&since=${since}`);
    expect((await explained(before)).json).toMatchObject({
      before: null,
      after: 100,
      parts: { rule: 0, boundaries: 0, corrections: 0, news: 100 },
    });
    expect((await explained(between)).json).toMatchObject({
      before: 120,
      after: 100,
      parts: { rule: 0, boundaries: 0, corrections: -20, news: 0 },
      changes: [{ eventId: events[0], because: 'correction', before: 120, after: 100 }],
    });
  });

  it.each([
    [`${employment}/jobs-lost?territory=bethune`, 'territory'],
    [`${employment}/jobs-lost?by=category`, 'by'],
    [`${employment}/jobs-lost?by=yaer`, 'by'],
    [`${employment}/jobs-lost?teritory=france`, 'teritory'],
    [`${employment}/jobs-lost/restatement`, 'since'],
    [`${employment}/jobs-lost/restatement?since=2026-02-01&asOf=2026-01-01`, 'since'],
  ])('disent ce qui ne va pas : %s', async (address, field) => {
    const { status, json } = await api.get(address);
    expect(status).toBe(400);
    expect(json.errors[0]).toMatchObject({ field, remedy: expect.stringMatching(/.../) });
  });

  it('n’ont pas d’indicateur inconnu', async () => {
    for (const suffix of ['', '.csv', '/facts', '/restatement?since=2020-01-01']) {
      const { status, json } = await api.get(`${employment}/job-lost${suffix}`);
      expect({ status, code: json.code }).toEqual({ status: 404, code: 'SUBJECT_UNKNOWN' });
      expect(json.errors).toEqual([
        {
          field: 'indicator',
          value: 'job-lost',
          message: 'L’observatoire « Emploi et compétences » n’a pas d’indicateur « job-lost ».',
          remedy: 'Vouliez-vous dire « jobs-lost » ? La liste est à /api/v1/observatories/emploi-competences.',
        },
      ]);
    }
    const { json } = await api.get(`${employment}/inconnu?lang=en`);
    expect(json.errors[0].remedy).toBe('The list is at /api/v1/observatories/emploi-competences.');
  });

  it('disent quel observatoire a l’indicateur que l’on demande à un autre', async () => {
    const { status, json } = await api.get(`${employment}/brownfield-sites`);
    expect([status, json.errors[0].remedy]).toEqual([
      404,
      expect.stringContaining('/api/v1/observatories/sig/indicators/brownfield-sites'),
    ]);
  });

  it.each([
    ['conjoncture-repise', 'Vouliez-vous dire « conjoncture-reprise » ? La liste est à /api/v1/observatories.'],
    ['emploi', 'Noms connus : '],
  ])('nomment l’observatoire le plus proche de %s', async (asked, remedy) => {
    for (const suffix of ['', '/indicators/jobs-lost', '/indicators/jobs-lost/facts']) {
      const { status, json } = await api.get(`/api/v1/observatories/${asked}${suffix}`);
      expect({ status, value: json.errors[0].value }).toEqual({ status: 404, value: asked });
      expect(json.errors[0].remedy).toContain(remedy);
    }
    const english = (await api.get(`/api/v1/observatories/${asked}?lang=en`)).json.errors[0];
    expect(english.message).toBe(`No observatory has the name "${asked}".`);
  });

  it('disent par quoi un indicateur se décompose, dimension fausse par dimension fausse', async () => {
    const { json } = await api.get(`${employment}/jobs-lost?by=yaer,year,teritory`);
    expect(json.errors).toEqual([
      expect.objectContaining({ field: 'by', value: 'yaer', remedy: expect.stringMatching(/^Vouliez-vous dire « year » \? Valeurs : /) }),
      expect.objectContaining({ field: 'by', value: 'teritory', remedy: expect.stringContaining('« territory »') }),
    ]);
    const foreign = await api.get(`${employment}/jobs-lost?by=category`);
    expect(foreign.json.errors).toEqual([
      {
        field: 'by',
        value: 'category',
        message: '« Emplois supprimés » ne se décompose pas par « category ».',
        remedy: expect.stringMatching(
          /^Dimensions de cet indicateur : .*year.* Celles de chacun sont à \/api\/v1\/observatories\/emploi-competences\.$/,
        ),
      },
    ]);
    for (const by of ['year,year', 'year,territory,sector,theme'])
      expect((await api.get(`${employment}/jobs-lost?by=${by}`)).json.errors[0]).toMatchObject({ field: 'by', value: by });
  });

  it('se lisent dans Excel et dans un script : identifiants intacts, virgule décimale', async () => {
    const csv = await api.get(`${employment}/jobs-pledged.csv?territory=pole-metropolitain-artois&by=territory,year`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.text.split('\r\n')[0]).toBe(
      'territory,year,territory_label,value,low,high,sure,possible,facts,subjects,disputed,approximate,withheld,unit',
    );
    const french = await api.get(`${employment}/people-solved-share-published?f=csv&dialect=fr&${bridgestone}`);
    expect(french.text.split('\r\n')[1]).toMatch(/^0,8;/);
    const head = await api.get(`${employment}/jobs-pledged.xlsx`, { method: 'HEAD' });
    expect(head.headers.get('content-disposition')).toMatch(/jobs-pledged\.xlsx/);
  });

  it('répondent 304 à qui a déjà la réponse', async () => {
    const first = await api.get(`${employment}/jobs-lost?by=year`);
    const again = await api.get(`${employment}/jobs-lost?by=year`, { headers: { 'if-none-match': first.headers.get('etag')! } });
    expect(again.status).toBe(304);
  });

  it('répondent ce que le document annonce', async () => {
    const document = (await api.get('/api/openapi.json')).json;
    const schemas = document.components.schemas as Record<string, Schema>;
    for (const [schema, address] of [
      ['Observatories', '/api/v1/observatories'],
      ['Observatory', '/api/v1/observatories/emploi-competences'],
      ['Figures', `${employment}/jobs-lost?by=year,territory&territory=pole-metropolitain-artois`],
      ['FactsOfFigure', `${employment}/jobs-lost/facts`],
      ['Restatement', `${employment}/jobs-lost/restatement?since=2026-01-01`],
    ] as const)
      expect(departures((await api.get(address)).json, schemas[schema]!, schemas)).toEqual([]);
  });
});
