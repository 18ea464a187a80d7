import { demonstration } from '../support/demonstration.js';
import type { TestApi } from '../support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await demonstration();
}, 120_000);
afterAll(() => api?.close());

const pole = 'territory=pole-metropolitain-artois';
const bridgestone = 'subject=site-bridgestone-bethune';

type Row = readonly [said: string, observatory: string, indicator: string, query: string, figure: object, source: string];

const published: readonly Row[] = [
  [
    '58 lauréats du label Euralens',
    'conjoncture-reprise',
    'label-laureates-to-date',
    'subject=label-label-euralens',
    { value: 58 },
    'grand-forum-2022',
  ],
  [
    'dont 8 en 2022',
    'conjoncture-reprise',
    'label-laureates',
    'subject=label-label-euralens&from=2022&to=2022',
    { value: 8 },
    'grand-forum-2022',
  ],
  [
    '13 M€ du Fonds de rebond',
    'conjoncture-reprise',
    'aid-granted',
    'territory=mel',
    { value: 13_000_000, approximate: false },
    'mel-pstet-2021',
  ],
  ['versés', 'conjoncture-reprise', 'aid-paid', 'programme=fonds-rebond', { value: 13_000_000 }, 'mel-pstet-2021'],
  [
    'à près de 4 500 entreprises',
    'conjoncture-reprise',
    'aid-beneficiaries',
    'territory=mel',
    { value: 4_500, approximate: true },
    'mel-pstet-2021',
  ],
  [
    '121 M€ de la Région à ACC',
    'conjoncture-reprise',
    'aid-granted',
    'subject=project-gigafactory-acc',
    { value: 121_000_000 },
    'accord-2023',
  ],
  [
    'plus de 2 Md€ à Billy-Berclau',
    'conjoncture-reprise',
    'investment-announced',
    'territory=ca-bethune-bruay',
    { value: 2e9, approximate: true },
    'grand-forum-2022',
  ],
  ['2 000 emplois chez ACC', 'emploi-competences', 'jobs-pledged', 'subject=project-gigafactory-acc', { value: 2_000 }, 'grand-forum-2022'],
  ['280 emplois chez Amazon', 'emploi-competences', 'jobs-pledged', 'territory=ca-lens-lievin', { value: 280 }, 'presse-lens-2020'],
  [
    '864 emplois supprimés',
    'emploi-competences',
    'jobs-lost',
    bridgestone,
    { value: 864, low: 830, high: 864, disputed: true },
    'accord-2023',
  ],
  ['863 salariés, ou 835', 'emploi-competences', 'employees', bridgestone, { value: 863, low: 830, disputed: true }, '20min-2020-11'],
  ['80 % avec une solution', 'emploi-competences', 'people-solved-share-published', bridgestone, { value: 0.8 }, 'accord-2023'],
  [
    'dont la moitié sur place',
    'emploi-competences',
    'people-solved-on-same-site-share-published',
    bridgestone,
    { value: 0.5 },
    'accord-2023',
  ],
  [
    '786 salariés accompagnés',
    'emploi-competences',
    'people-accompanied',
    bridgestone,
    { value: 786, high: 864, disputed: true },
    'gazette-2024',
  ],
  ['772 avec une solution', 'emploi-competences', 'people-solved', bridgestone, { value: 772 }, 'gazette-2024'],
  [
    '225 à 485 emplois de reprise',
    'emploi-competences',
    'jobs-expected-on-closed-sites',
    bridgestone,
    { low: 225, high: 485, disputed: true },
    '20min-2021-02',
  ],
  ['56 % du site réemployé', 'sig', 'share-reused', bridgestone, { value: 0.56 }, 'gazette-2024'],
  [
    '25 000 emplois industriels',
    'conjoncture-reprise',
    'observed-people',
    `${pole}&category=industrial-jobs`,
    { value: 25_000 },
    'inspiration-2022',
  ],
  [
    '17 % des emplois',
    'conjoncture-reprise',
    'observed-share',
    `${pole}&category=industrial-jobs-share`,
    { value: 0.17 },
    'inspiration-2022',
  ],
  [
    '−5 points de chômage',
    'conjoncture-reprise',
    'observed-points',
    `${pole}&category=unemployment-rate-change`,
    { value: -5 },
    'grand-forum-2022',
  ],
  [
    '−3 en France',
    'conjoncture-reprise',
    'observed-points',
    'territory=france-metropolitaine&category=unemployment-rate-change',
    { value: -3 },
    'grand-forum-2022',
  ],
  [
    '2,5 Md€ depuis 2020',
    'conjoncture-reprise',
    'observed-eur',
    `${pole}&category=investments-since-2020`,
    { value: 2.5e9, approximate: true },
    'grand-forum-2022',
  ],
  [
    'soit 4 000 emplois',
    'conjoncture-reprise',
    'observed-people',
    `${pole}&category=jobs-of-investments-since-2020`,
    { value: 4_000, approximate: true },
    'grand-forum-2022',
  ],
  [
    '80 lauréats de France 2030',
    'conjoncture-reprise',
    'observed-count',
    `${pole}&category=france-2030-laureates`,
    { value: 80 },
    'grand-forum-2022',
  ],
  [
    'sur 200 en région',
    'conjoncture-reprise',
    'observed-count',
    'territory=region-hauts-de-france&category=france-2030-laureates',
    { value: 200 },
    'grand-forum-2022',
  ],
  [
    'un quart de l’emploi industriel perdu',
    'conjoncture-reprise',
    'observed-share',
    'territory=ca-bethune-bruay&category=industrial-employment-change',
    { value: -0.25 },
    'accord-2023',
  ],
  [
    '1 800 projets de Territoires d’industrie',
    'conjoncture-reprise',
    'observed-count',
    'territory=france&category=territoires-dindustrie-projects',
    { value: 1_800 },
    'inspiration-2022',
  ],
  [
    '1 M€ au moins d’aide d’urgence',
    'conjoncture-reprise',
    'programme-envelope',
    'territory=ca-lens-lievin',
    { value: 1_000_000, approximate: true },
    'presse-lens-2020',
  ],
];

describe('Les chiffres publiés sur l’Artois', () => {
  it.each(published)('%s : %s, %s', async (_, observatory, indicator, query, figure, source) => {
    const address = `/api/v1/observatories/${observatory}/indicators/${indicator}`;
    const { json } = await api.get(`${address}?${query}`);
    expect(json.items).toEqual([expect.objectContaining(figure)]);
    const facts = (await api.get(`${address}/facts?${query}`)).json.items as { sources: { id: string }[] }[];
    expect(facts.flatMap(({ sources }) => sources.map(({ id }) => id))).toContain(source);
  });

  it('544 en emploi, 115 à leur compte, 89 à la retraite et 24 autres : nommés dans la langue de qui lit', async () => {
    const address = `/api/v1/observatories/emploi-competences/indicators/people-by-solution?${bridgestone}&by=category`;
    const told = async (language: string) => {
      const { json } = await api.get(`${address}&lang=${language}`);
      return Object.fromEntries(
        json.items.map(({ labels, value }: { labels: { category: string }; value: number }) => [labels.category, value]),
      );
    };
    expect(await told('fr')).toEqual({ 'emploi durable': 544, 'création ou reprise d’entreprise': 115, retraite: 89, autre: 24 });
    expect(await told('en')).toEqual({ 'stable job': 544, 'own business': 115, retirement: 89, other: 24 });
  });

  it.each([
    ['territories/pole-metropolitain-artois', 'population', [150_000, 644_460], ['inspiration-2022', 'decoupage-administratif-2026']],
    ['decisions/pstet', 'hubs-count', [6], ['mel-pstet-2021']],
  ])('se contredisent, et cela se voit : %s, %s', async (subject, about, values, sources) => {
    const { json } = await api.get(`/api/v1/${subject}/claims`);
    const group = json.groups.find((each: { about: string }) => each.about === about);
    expect(group).toMatchObject({ diverging: true });
    const claims = group.claims as { figure: { value: number }; sources: { id: string }[]; contradicts: unknown[] }[];
    expect(claims.map(({ figure }) => figure.value)).toEqual(expect.arrayContaining(values));
    expect(new Set(claims.flatMap((claim) => claim.sources.map(({ id }) => id)))).toEqual(new Set(sources));
    expect(claims.some(({ contradicts }) => contradicts.length > 0)).toBe(true);
  });
});
