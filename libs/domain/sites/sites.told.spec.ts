import { parseOccurred, type ClaimMeta } from '@app/kernel';
import { sites } from './sites.subject.js';

describe('what the timeline says of a site', () => {
  it.each([
    [
      'SiteRegistered',
      { operator: 'Bridgestone', activity: 'pneumatiques' },
      'Entrée au registre des sites, exploité par Bridgestone (activité : pneumatiques)',
    ],
    [
      'SiteClosureAnnounced',
      { operator: 'Bridgestone', jobsAtRisk: people(863) },
      'Annonce de la fermeture par Bridgestone (863 emplois menacés)',
    ],
    ['SiteClosureAnnounced', { jobsAtRisk: people(1) }, 'Annonce de la fermeture (1 emploi menacé)'],
    ['SiteClosed', { jobsLost: people(864) }, 'Fermeture du site (864 emplois supprimés)'],
    ['SiteClosed', { jobsLost: people(1) }, 'Fermeture du site (1 emploi supprimé)'],
    ['SiteClosed', {}, 'Fermeture du site'],
    [
      'EmployeesCounted',
      { employees: { low: 830, high: 863, unit: 'people', bound: 'about' } },
      'Effectif compté : environ 830 à 863 salariés',
    ],
    [
      'ClosurePlanSigned',
      { parties: ['Bridgestone', 'CFDT'] },
      'Signature du plan de sauvegarde de l’emploi (PSE) par Bridgestone et CFDT',
    ],
    ['SiteOccupied', { occupant: 'Outokumpu', role: 'operator', use: 'acier' }, 'Installation d’Outokumpu (exploitant) : acier'],
    ['SitePartlyReused', { share: { value: 0.56, unit: 'share' } }, 'Réemploi d’une partie du site : 56 %'],
    [
      'SiteRegistered',
      { naf: { code: '22.11Z', nomenclature: 'NAFRev2' }, sector: 'pneumatiques' },
      'Entrée au registre des sites ; activité : NAF rév. 2 22.11Z ; filière : pneumatiques',
    ],
    [
      'SiteAreaCounted',
      { of: 'land', state: 'brownfield', area: { value: 33, unit: 'ha', bound: 'about' } },
      'Terrains en friche : environ 33 ha',
    ],
    [
      'SiteAreaCounted',
      { of: 'floor', state: 'authorised', area: { value: 12_000, unit: 'm2' }, expectedDelivery: '2027-36' },
      'Bureaux autorisés : 12 000 m² ; livraison prévue : 4e trimestre 2027',
    ],
    [
      'WorkforceReclassified',
      { solved: people(544), months: 12 },
      'Reclassement des salariés, à 12 mois ; avec une solution : 544 salariés',
    ],
    ['SiteSplit', { parts: [{ name: 'Nord' }, { name: 'Sud' }] }, 'Division du site en 2 : Nord et Sud'],
  ])('%s %j', (type, data, sentence) => expect(plain(french(type, data))).toBe(sentence));

  it('breaks no line before a colon or a percent sign', () =>
    expect(french('SitePartlyReused', { share: { value: 0.56, unit: 'share' } })).toMatch(/site\u00a0: 56[\u00a0\u202f]%$/));
});

describe('what a site’s facts say that others may say otherwise', () => {
  it('a closure says its day and its jobs lost', () =>
    expect(claims('SiteClosed', { jobsLost: people(864) }, '2020-12~')).toEqual([
      { about: 'closed-on', date: parseOccurred('2020-12~') },
      { about: 'jobs-lost', figure: people(864), status: 'realised' },
    ]));

  it('an announcement says its day and the jobs at risk, which nobody has lost yet', () =>
    expect(claims('SiteClosureAnnounced', { jobsAtRisk: people(863) }, '2020-09-16')).toEqual([
      { about: 'closure-announced-on', date: parseOccurred('2020-09-16') },
      { about: 'jobs-at-risk', figure: people(863), status: 'announced' },
    ]));

  it('a plan expected is not a plan signed', () => {
    expect(claims('ClosurePlanExpected', {}, '2021-02-11')).toEqual([
      { about: 'closure-plan-expected-on', date: parseOccurred('2021-02-11') },
    ]);
    expect(claims('ClosurePlanSigned', {}, '2021-02-11')).toEqual([{ about: 'closure-plan-signed-on', date: parseOccurred('2021-02-11') }]);
  });

  it('says nothing of a day nobody told', () => {
    expect(claims('SiteClosed', {})).toEqual([]);
    expect(claims('SiteAcquired', { buyer: "Log's" })).toEqual([{ about: 'owner', text: "Log's" }]);
  });

  it('an area is a claim of its day, under its own key', () => {
    const area = { value: 12_000, unit: 'm2' };
    expect(claims('SiteAreaCounted', { of: 'floor', state: 'delivered', area }, '2024-12-31')).toEqual([
      { about: 'area-floor-delivered', figure: { ...area, observed: '2024-12-31' }, status: 'realised' },
    ]);
    expect(claims('SiteAreaCounted', { of: 'floor', state: 'vacant', area: { ...area, observed: '2023' } }, '2024')).toEqual([
      { about: 'area-floor-vacant', figure: { ...area, observed: '2023' } },
    ]);
  });

  it('people with a solution after 6 months and after 12 are no rivals', () =>
    expect(
      [6, 12, undefined].map((months) => claims('WorkforceReclassified', { solved: people(544), months, onSameSite: people(9) })),
    ).toMatchObject([
      [{ about: 'people-solved-at-6-months' }, { about: 'people-solved-on-same-site-at-6-months' }],
      [{ about: 'people-solved-at-12-months' }, { about: 'people-solved-on-same-site-at-12-months' }],
      [{ about: 'people-solved' }, { about: 'people-solved-on-same-site' }],
    ]));

  it('the people with a solution keep their whole, their shares and the source’s own grouping', () =>
    expect(
      claims('WorkforceReclassified', {
        outOf: people(786),
        solved: people(772),
        shares: [{ value: 0.98, outOf: 786, of: 'salariés accompagnés' }],
        breakdown: [
          { solution: 'stable-job', label: 'contrat de plus de six mois', people: 544 },
          { solution: 'other', people: 24 },
        ],
      }),
    ).toEqual([
      {
        about: 'people-solved',
        figure: people(772),
        status: 'realised',
        shares: [{ value: 0.98, outOf: 786, of: 'salariés accompagnés' }],
        breakdown: [
          { kind: 'contrat de plus de six mois', value: 544 },
          { kind: 'other', value: 24 },
        ],
      },
      { about: 'people-accompanied', figure: people(786) },
    ]));
});

it('a refusal shows its dates as French and English write them', () => {
  const facts = { announced: '2020-09-16', recorded: '2020-12~' } as never;
  expect(plain(sites.refusals.fr.CLOSED_BEFORE_ANNOUNCEMENT!(facts))).toBe('La fermeture précéderait son annonce (16 septembre 2020).');
  expect(sites.refusals.en.CLOSED_BEFORE_ANNOUNCEMENT!(facts)).toContain('(16 September 2020)');
  expect(plain(sites.refusals.fr.CLOSED_OTHERWISE!(facts))).toMatch(/autrement \(vers décembre 2020\) : enregistrez/);
});

function people(value: number) {
  return { value, unit: 'people' as const };
}
const french = (type: string, data: object) => (sites.sentences.fr[type] as (data: object) => string)(data);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
function claims(type: string, data: object, occurred?: string) {
  const meta = { occurred: occurred ? parseOccurred(occurred) : null } as ClaimMeta;
  return JSON.parse(JSON.stringify((sites.claims[type] as (data: never, meta: ClaimMeta) => unknown)(data as never, meta)));
}
