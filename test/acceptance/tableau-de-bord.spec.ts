import { TestApi } from '../support/api.js';
import { departures, type Schema } from '../support/conforms.js';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await told('sources/mel-2021/registration', { title: 'PSTET', occurred: '2021-02-19', sources: undefined });
  await told('decisions/pstet/adoption', {
    title: 'Projet Stratégique de Transformation Economique du Territoire',
    challenges: CHALLENGES.map((name, index) => ({ no: index + 1, name })),
    occurred: '2021-02-19',
  });
  const set = (targetId: string, body: object) => told('decisions/pstet/targets', { targetId, occurred: '2021-02-19', ...body });
  await set('jobs', { target: 'emplois créés', figure: { value: 300, unit: 'people', bound: 'at-least' }, challenge: 1 });
  await set('firms', { target: 'entreprises accompagnées', figure: { value: 4000, unit: 'count', bound: 'at-least' }, challenge: 6 });
  await set('numerique', { target: 'métropole du numérique de rang européen', by: '2025', challenge: 4 });
  await told('decisions/pstet/target-measures', { targetId: 'jobs', indicator: 'emploi-competences/jobs-created' });
  for (const [index, jobs] of [100, 200, 130, 375, 225].entries()) {
    const project = `projects/usine-${index}`;
    const year = 2018 + index;
    await told(`${project}/announcement`, { name: `Usine ${index}`, communeCode: '59350', occurred: '2017', jobsPledged: 400 });
    await told(`${project}/opening`, { occurred: String(year) });
    await told(`${project}/realised-jobs`, { jobs: { value: jobs }, occurred: String(year) });
  }
  await api.settled();
});
afterAll(() => api?.close());

const CHALLENGES = [
  'Talents, initiative, entrepreneuriat et retour à l’emploi',
  'Attractivité et rayonnement international',
  'Écosystèmes innovants',
  'Numérique',
  'Économie de proximité, écologie industrielle territoriale et accueil d’activités',
  'Accompagnement des entreprises, commerçants et artisans',
];
const BOARD = '/api/v1/dashboard';

async function told(path: string, body: object): Promise<void> {
  const answer = await api.post(`/api/v1/${path}`, { sources: [{ documentId: 'mel-2021', locator: 'p. 3' }], ...body });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
}

interface Told {
  readonly targetId: string;
  readonly [field: string]: unknown;
}

const targetsAt = async (query = ''): Promise<Record<string, Told>> => {
  const { json } = await api.get(`${BOARD}${query}`);
  return Object.fromEntries(json.items.flatMap(({ targets }: { targets: Told[] }) => targets.map((target) => [target.targetId, target])));
};

describe('Le tableau de bord de la politique', () => {
  it('montre les six défis, et chaque objectif avec sa décision, sa source et ce qui en est atteint', async () => {
    const { json } = await api.get(BOARD);
    const [{ decision, challenges }] = json.items;
    expect(decision).toMatchObject({ id: 'pstet', inForce: true, sources: [{ id: 'mel-2021', title: 'PSTET' }] });
    expect(challenges.map(({ name }: { name: string }) => name)).toEqual(CHALLENGES);
    const { jobs } = await targetsAt();
    expect(jobs).toMatchObject({
      challenge: 1,
      figure: { value: 300, text: expect.stringMatching(/^au moins 300\spersonnes$/) },
      indicator: { key: 'jobs-created', href: '/api/v1/observatories/emploi-competences/indicators/jobs-created' },
      territory: { id: 'france' },
      period: { from: '2021-02-19', to: null },
      reached: { code: 'reached', label: 'atteint' },
      missing: null,
      sources: [{ id: 'mel-2021', locator: 'p. 3' }],
    });
    const { items } = (await api.get('/api/v1/observatories/emploi-competences/indicators/jobs-created?from=2021-02-19')).json;
    expect((jobs!.result as { value: number }).value).toBe(items[0].value);
    expect(jobs!.share).toBeCloseTo(items[0].value / 300, 5);
  });

  it('dit ce qui manque plutôt que d’inventer un résultat', async () => {
    const { firms, numerique } = await targetsAt();
    expect(firms).toMatchObject({ result: null, share: null, reached: null, missing: { code: 'NO_MEASURE' } });
    expect(numerique).toMatchObject({ figure: null, due: { edtf: '2025', text: '2025' }, missing: { code: 'NO_MEASURE' } });
    await told('decisions/pstet/target-measures', { targetId: 'firms', indicator: 'conjoncture-reprise/aid-beneficiaries' });
    await told('decisions/pstet/target-measures', { targetId: 'numerique', indicator: 'numerique/rang-europeen' });
    await api.settled();
    expect((await targetsAt('?lang=en')).firms).toMatchObject({
      missing: { code: 'NOTHING_RECORDED', text: 'Nothing is recorded for this period.' },
    });
    expect((await targetsAt()).numerique).toMatchObject({ missing: { code: 'INDICATOR_UNKNOWN' } });
  });

  it('à une date, et tel qu’on le connaissait', async () => {
    const before = await targetsAt('?at=2017-12-31');
    expect(before).toEqual({});
    expect((await api.get(`${BOARD}?asOf=2020-01-01`)).json.items).toEqual([]);
    expect((await targetsAt('?at=2021-02-20')).jobs).toMatchObject({ reached: { code: 'reached' } });
  });

  it('ne dit rien au public d’un objectif confidentiel', async () => {
    const body = { targetId: 'secret', target: 'Hyperion', visibility: { level: 'internal' } };
    const before = await api.get(BOARD);
    await told('decisions/pstet/targets', body);
    await api.settled();
    expect((await api.get(BOARD)).text).toBe(before.text);
    expect((await api.get(BOARD, { as: 'auditor' })).text).toContain('Hyperion');
  });

  it('en fichiers, et 304 à qui l’a déjà', async () => {
    const { text } = await api.get(`${BOARD}.csv?dialect=fr`);
    expect(text).toMatch(/^\ufeff?Décision;Défi;Objectif;/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(4);
    const { headers } = await api.get(BOARD);
    expect((await api.get(BOARD, { headers: { 'if-none-match': headers.get('etag')! } })).status).toBe(304);
    expect((await api.ask(BOARD, { method: 'HEAD' })).headers.get('etag')).toBe(headers.get('etag'));
    expect(await api.get(`${BOARD}?decison=pstet`)).toMatchObject({ status: 400 });
  });
});

describe('La trajectoire', () => {
  const trajectory = `${BOARD}/trajectory?at=2022-12-31`;

  it('met le promis en face du constaté, et prévoit en le disant, avec sa règle et son intervalle', async () => {
    const { json } = await api.get(`${trajectory}&ahead=1&from=2018`);
    expect(json.years.map(({ year, realised }: { year: number; realised: object }) => [year, realised])).toEqual([
      [2018, { atTheEnd: 100, within: 100 }],
      [2019, { atTheEnd: 300, within: 200 }],
      [2020, { atTheEnd: 430, within: 130 }],
      [2021, { atTheEnd: 805, within: 375 }],
      [2022, { atTheEnd: 1030, within: 225 }],
    ]);
    expect(json.years.at(-1).pledged.atTheEnd).toBe(2000);
    // The same years as in the test of the formula.
    expect(json.forecast).toMatchObject({
      label: 'Prévision, et non un constat',
      rule: expect.stringContaining('t(0,975'),
      level: 0.95,
      from: 2018,
      to: 2022,
      years: [{ year: 2023, value: 334, low: 0, high: 778 }],
    });
  });

  it('ne prévoit rien sur trop peu d’années, et le dit', async () => {
    const { json } = await api.get(`${BOARD}/trajectory?at=2020-12-31&from=2018&lang=en`);
    expect(json).toMatchObject({ forecast: null, noForecast: { code: 'TOO_FEW_YEARS', text: expect.stringContaining('five') } });
    expect((await api.get(`${BOARD}/trajectory?territory=ca-nulle-part`)).status).toBe(400);
    expect((await api.get(`${BOARD}/trajectory?of=investment`)).json).toMatchObject({ years: [], noForecast: { code: 'TOO_FEW_YEARS' } });
  });

  it('en fichier : les années constatées, puis celles prévues, qui le disent', async () => {
    const { text } = await api.get(`${BOARD}/trajectory.csv?at=2022-12-31&from=2018`);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 5 + 3);
    expect(lines.filter((line) => line.includes('Prévision'))).toHaveLength(3);
  });
});

it('Le tableau de bord répond ce que le document annonce', async () => {
  const { paths, components } = (await api.get('/api/openapi.json')).json;
  const schemaOf = (path: string): Schema => paths[path].get.responses['200'].content['application/json'].schema;
  for (const as of [undefined, 'officer'] as const) {
    const board = (await api.get(BOARD, { as })).json;
    expect(departures(board, schemaOf('/api/v1/dashboard'), components.schemas)).toEqual([]);
    const trajectory = (await api.get(`${BOARD}/trajectory?at=2022-12-31`, { as })).json;
    expect(departures(trajectory, schemaOf('/api/v1/dashboard/trajectory'), components.schemas)).toEqual([]);
  }
});
