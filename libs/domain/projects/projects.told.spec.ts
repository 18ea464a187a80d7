import type { ClaimMeta } from '@app/kernel';
import { projects } from './projects.subject.js';

describe('what the timeline says of a project', () => {
  it.each([
    [
      'ProjectAnnounced',
      {
        company: 'ACC (Saft / Stellantis)',
        investment: { value: 2e9, unit: 'EUR', bound: 'at-least' },
        jobsPledged: people(2000),
        expectedProduction: '2023-06',
      },
      'Annonce du projet d’ACC (Saft / Stellantis) ; au moins 2 000 000 000 € d’investissement ; 2 000 emplois promis ; production prévue : juin 2023',
    ],
    [
      'ProjectAnnounced',
      { promoters: ['Région Hauts-de-France', 'les intercommunalités'] },
      'Annonce du projet par Région Hauts-de-France et les intercommunalités',
    ],
    [
      'ProjectAnnounced',
      { company: 'ACC', naf: { code: '27.20Z', nomenclature: 'NAFRev2' }, sector: 'batteries', point: [2.8, 50.5] },
      'Annonce du projet d’ACC ; activité : NAF rév. 2 27.20Z ; filière : batteries',
    ],
    ['ProjectOpened', { sector: 'batteries' }, 'Ouverture ; filière : batteries'],
    ['ProjectOpened', {}, 'Ouverture'],
    ['ProjectAnnounced', { jobsPledged: people(1) }, 'Annonce du projet ; 1 emploi promis'],
    ['JobsSurviving', { jobs: people(280) }, 'Emplois toujours présents : 280 emplois'],
    [
      'ApplicationSubmitted',
      { applicant: 'CA de Lens-Liévin', call: 'appel à manifestation d’intérêt' },
      'Candidature de CA de Lens-Liévin (appel à manifestation d’intérêt)',
    ],
    ['ApplicationDecided', { outcome: 'shortlisted' }, 'Candidature présélectionnée'],
    [
      'MilestoneReached',
      { milestoneId: 'start-of-production', milestone: 'début de la production' },
      'Étape atteinte : début de la production',
    ],
    ['MilestoneReached', { milestoneId: 'start-of-production' }, 'Étape atteinte'],
  ])('%s %j', (type, data, sentence) =>
    expect((projects.sentences.fr[type] as (data: object) => string)(data).replace(/[\u00a0\u202f]/g, ' ')).toBe(sentence),
  );
});

describe('announced, committed, realised and surviving', () => {
  it.each([
    ['JobsPledged', 'announced'],
    ['JobsCommitted', 'committed'],
    ['JobsRealised', 'realised'],
    ['JobsSurviving', 'surviving'],
  ])('%s says how many jobs are %s', (type, status) =>
    expect(claims(type, { jobs: people(280) })).toEqual([{ about: 'jobs', figure: people(280), status }]),
  );

  it.each([
    ['InvestmentPledged', 'announced'],
    ['InvestmentCommitted', 'committed'],
    ['InvestmentRealised', 'realised'],
    ['InvestmentSurviving', 'surviving'],
  ])('%s says how much money is %s', (type, status) =>
    expect(claims(type, { investment: { value: 1, unit: 'EUR' } })).toEqual([
      { about: 'investment', figure: { value: 1, unit: 'EUR' }, status },
    ]),
  );

  it('an announcement and its revision pledge both', () => {
    const pledge = { investment: { value: 2e9, unit: 'EUR' }, jobsPledged: people(2000) };
    const said = [
      { about: 'investment', figure: pledge.investment, status: 'announced' },
      { about: 'jobs', figure: pledge.jobsPledged, status: 'announced' },
    ];
    expect(claims('ProjectAnnounced', pledge)).toEqual(said);
    expect(claims('ProjectRevised', pledge)).toEqual(said);
    expect(claims('ProjectAnnounced', {})).toEqual([]);
  });
});

function people(value: number) {
  return { value, unit: 'people' as const };
}
const claims = (type: string, data: object) =>
  (projects.claims[type] as (data: never, meta: ClaimMeta) => unknown)(data as never, { occurred: null } as ClaimMeta);
