import type { CorrectionEvents, Figure } from '@app/kernel';
import type { Payloads } from './fields.js';

type Told = Payloads & Omit<CorrectionEvents, 'ClaimRecorded'>;

/** Two payloads of every event: the least that it may say, and all that it may. A new event without them does not compile. */
export type Samples = { readonly [Type in keyof Told]: readonly [least: Told[Type], most: Told[Type]] };

const people = (value: number): Figure => ({ value, unit: 'people' });
const euros: Figure = { low: 1_500_000, high: 2_000_000, unit: 'EUR', bound: 'about' };
const hectares: Figure = { value: 12.5, unit: 'ha' };
const naf = { code: '27.20Z', nomenclature: 'NAFRev2' } as const;
const described = { naf, sector: 'batteries', point: [2.64, 50.53] } as const;
const grant = { aidId: 'aide-1', amount: euros } as const;
const fullGrant = {
  ...grant,
  beneficiary: 'Automotive Cells Company',
  beneficiaries: people(3),
  beneficiaryKind: 'mid-size-firm',
  grantor: 'Région Hauts-de-France',
  with: ['État', 'Union européenne'],
  projectId: 'gigafactory-acc',
  communeCode: '62119',
  naf,
  sector: 'batteries',
} as const;
const day = { edtf: '2020-12~', earliest: '2020-12-01', latest: '2020-12-31' } as const;
const person = '3f0c9c52-6c1f-4a7e-9d3b-0d8f0f1f2a11';
const ID = '0190a6f4-0000-7000-8000-000000000000';

export const samples: Samples = {
  ClaimRecorded: [
    { about: 'jobs-lost', figure: people(863) },
    {
      about: 'cle-sans-mots',
      text: 'Dit autrement',
      status: 'announced',
      said: day,
      shares: [{ value: 50, outOf: 100, of: 'salariés' }],
      note: 'Selon l’accord',
    },
  ],
  FactCorrected: [
    { corrects: ID, fact: { type: 'SiteClosed', schemaVersion: 1, data: {}, occurred: null, sources: [] } },
    { corrects: ID, fact: { type: 'SiteClosed', schemaVersion: 1, data: { jobsLost: people(864) }, occurred: day, sources: [] } },
  ],
  FactRetracted: [{ retracts: ID }, { retracts: ID }],
  FactDisputed: [
    { disputes: ID, with: [], about: 'jobs-lost' },
    { disputes: ID, with: [ID], about: 'une date' },
  ],
  DisputeSettled: [
    { dispute: ID, decidedBy: 'Comité' },
    { dispute: ID, decidedBy: 'Comité', preferred: ID },
  ],
  SourceRegistered: [
    { title: 'Article' },
    {
      title: 'Article',
      sourceKind: 'press-article',
      publisher: 'La Voix du Nord',
      subject: 'Bridgestone',
      licence: 'Licence Ouverte',
      url: 'https://exemple.fr/',
    },
  ],
  SourceCaptured: [
    { sha256: 'a'.repeat(64), bytes: 12_345, mediaType: 'application/pdf', redistribution: 'forbidden' },
    {
      sha256: '1'.repeat(64),
      bytes: 12_345,
      mediaType: 'text/html',
      copyTitle: 'Article',
      licence: 'Licence Ouverte',
      redistribution: 'allowed',
      address: 'https://exemple.fr/',
    },
  ],
  CaptureDestroyed: [
    { sha256: 'a'.repeat(64), legalBasis: 'RGPD, article 17' },
    { sha256: 'a'.repeat(64), legalBasis: 'RGPD, article 17' },
  ],
  TerritoryRegistered: [
    { name: 'Artois', territoryKind: 'metropolitan-pole' },
    { name: 'Béthune-Bruay', territoryKind: 'employment-zone', code: '200072460', legalForm: 'communauté d’agglomération' },
  ],
  MembersAdmitted: [{ communeCodes: ['62119'] }, { communeCodes: ['62119', '62178'], memberIds: ['ca-lens-lievin'] }],
  MembersWithdrawn: [{ memberIds: ['ca-lens-lievin'] }, { communeCodes: ['62119', '62178'], memberIds: ['ca-lens-lievin'] }],
  BodyFounded: [
    { name: 'GAME', bodyKind: 'think-tank' },
    { name: 'GAME', bodyKind: 'group', purpose: 'conseiller', partOf: 'mel', territoryId: 'mel', announcedMembers: people(12) },
  ],
  MemberJoined: [
    { member: 'État', memberKind: 'institution' },
    { member: 'Olivier Gacquerre', memberKind: 'office-holder', role: 'président', territoryId: 'mel' },
  ],
  MemberLeft: [{ member: 'État' }, { member: 'État' }],
  DecisionAdopted: [
    { title: 'Plan' },
    { title: 'Plan', bodyId: 'conseil', number: '21-07', purpose: 'transformer', challenges: [{ no: 1, name: 'Talents', target: '2025' }] },
  ],
  AgreementSigned: [
    { title: 'Accord', parties: ['Région'] },
    { title: 'Accord', parties: ['Région', 'État'], signatories: ['A', 'B'], place: 'Béthune', communeCode: '62119', framework: 'REV3' },
  ],
  TargetSet: [
    { targetId: 't', target: 'entreprises accompagnées' },
    {
      targetId: 't',
      target: 'entreprises accompagnées',
      figure: { value: 4_000, unit: 'count', bound: 'at-least' },
      by: '../2025',
      challenge: 6,
    },
  ],
  TargetMeasureChosen: [
    { targetId: 't', indicator: 'conjoncture-reprise/aid-beneficiaries' },
    { targetId: 't', indicator: 'conjoncture-reprise/aid-beneficiaries', territoryId: 'epci-200093201', from: '2021-02-19' },
  ],
  DecisionRepealed: [{}, {}],
  ProgrammeOpened: [
    { name: 'Fonds' },
    {
      name: 'Fonds',
      owner: 'MEL',
      purpose: 'relancer',
      territoryIds: ['mel'],
      envelope: euros,
      partners: ['Région', 'État'],
      follows: 'la fermeture',
    },
  ],
  ProgrammeRenewed: [{}, {}],
  ProgrammeClosed: [{}, {}],
  EnvelopeVoted: [{ amount: euros }, { amount: euros }],
  EnvelopeChanged: [{ amount: euros }, { amount: euros }],
  AidGranted: [grant, fullGrant],
  AidPaid: [grant, grant],
  AidReclaimed: [grant, grant],
  DirectAidGranted: [
    { name: 'Aide', amount: euros },
    { ...fullGrant, name: 'Aide' },
  ],
  DirectAidPaid: [{ amount: euros }, { amount: euros }],
  DirectAidReclaimed: [{ amount: euros }, { amount: euros }],
  LabelCreated: [{ name: 'Label' }, { name: 'Label', owner: 'Région', purposes: ['circular', 'lutte-contre-le-gaspillage'] }],
  RoundHeld: [{ roundId: 'r' }, { roundId: 'r', year: 2022, laureates: people(12), totalToDate: people(40), jury: ['Région', 'État'] }],
  LabelAwarded: [
    { awardId: 'a' },
    {
      awardId: 'a',
      roundId: 'r',
      to: ['mel'],
      laureate: 'Terril viticole',
      holder: 'Commune',
      by: 'jury',
      purposes: ['social'],
      projectId: 'terril',
      communeCode: '62119',
    },
  ],
  LabelWithdrawn: [{ awardId: 'a' }, { awardId: 'a' }],
  TrainingOpened: [
    { name: 'École' },
    { name: 'École', communeCode: '62119', place: 'Béthune', projectId: 'acc', places: people(30), naf, sector: 'batteries' },
  ],
  TraineesCounted: [{ trainees: people(1) }, { trainees: people(20) }],
  TrainingClosed: [{}, {}],
  IndicatorObserved: [
    { name: 'Chômage', territoryId: 'mel', figure: { value: 0.08, unit: 'share' } },
    {
      name: 'Chômage',
      territoryId: 'mel',
      figure: { value: 12, unit: 'count' },
      compare: { territoryId: 'france', figure: { value: 9, unit: 'count' } },
      of: { territoryId: 'artois', figure: { value: 40, unit: 'count' } },
    },
  ],
  SeriesObserved: [
    { name: 'Chômage', territoryId: 'mel', unit: 'share', vintage: '2024', values: [{ period: '2023-35', value: 0.08 }] },
    {
      name: 'Emploi',
      territoryId: 'mel',
      unit: 'people',
      vintage: '2024',
      values: [
        { period: '2022', value: 100 },
        { period: '2023', value: 120 },
      ],
      naf,
      definition: 'au 31 décembre',
    },
  ],
  LandAccountOpened: [
    { name: 'Compte', territoryId: 'mel' },
    { name: 'Compte', territoryId: 'mel' },
  ],
  LandDebited: [
    { entryId: 'e', area: hectares },
    { entryId: 'e', area: hectares, communeCode: '62119', siteId: 's', projectId: 'p' },
  ],
  LandCredited: [
    { entryId: 'e', area: hectares },
    { entryId: 'e', area: hectares, communeCode: '62119', siteId: 's', projectId: 'p' },
  ],
  RequestReceived: [
    { requesterKind: 'newcomer', topic: 'logement' },
    {
      requesterKind: 'company',
      topic: 'terrain',
      communeCode: '62119',
      requester: `{{person:${person}|Jeanne Lefebvre}}`,
      contact: `{{person:${person}|06 12 34 56 78}}`,
    },
  ],
  PersonErased: [
    { personId: person, legalBasis: 'RGPD, article 17' },
    { personId: person, legalBasis: 'RGPD, article 17, 1, b' },
  ],
  RequestAnswered: [{}, { answer: 'adressée à la mission' }],
  ProjectProspected: [{ name: 'P' }, { name: 'P', communeCode: '62119', company: 'ACC', theme: 'batteries', ...described }],
  ProjectAnnounced: [
    { name: 'P' },
    {
      name: 'P',
      communeCode: '62119',
      territoryIds: ['mel'],
      company: 'ACC',
      theme: 'batteries',
      investment: euros,
      jobsPledged: people(2_000),
      expectedOpening: '2024-36',
      expectedProduction: '2025',
      promoters: ['ACC', 'État'],
      ...described,
    },
  ],
  ProjectRevised: [
    {},
    {
      name: 'P',
      communeCode: '62119',
      company: 'ACC',
      theme: 'batteries',
      investment: euros,
      jobsPledged: people(1),
      expectedOpening: '2026',
      ...described,
    },
  ],
  ProjectAuthorised: [{}, { permit: 'PC 062 119' }],
  WorksStarted: [{}, {}],
  ProjectOpened: [{}, { name: 'P', communeCode: '62119', theme: 'batteries', ...described }],
  ProjectSuspended: [{}, {}],
  ProjectResumed: [{}, {}],
  ProjectAbandoned: [{}, {}],
  InvestmentPledged: [{ investment: euros }, { investment: euros }],
  InvestmentCommitted: [{ investment: euros }, { investment: euros }],
  InvestmentRealised: [{ investment: euros }, { investment: euros }],
  InvestmentSurviving: [{ investment: euros }, { investment: euros }],
  JobsPledged: [{ jobs: people(1) }, { jobs: people(2_000) }],
  JobsCommitted: [{ jobs: people(1) }, { jobs: people(2_000) }],
  JobsRealised: [{ jobs: people(1) }, { jobs: people(2_000) }],
  JobsSurviving: [{ jobs: people(1) }, { jobs: people(2_000) }],
  ApplicationSubmitted: [
    { applicationId: 'a', applicant: 'MEL' },
    { applicationId: 'a', applicant: 'MEL', call: 'Territoires d’industrie', scheme: 'France 2030' },
  ],
  ApplicationDecided: [
    { applicationId: 'a', outcome: 'rejected' },
    { applicationId: 'a', outcome: 'shortlisted' },
  ],
  MilestoneExpected: [
    { milestoneId: 'm', milestone: 'première cellule' },
    { milestoneId: 'm', milestone: 'première cellule' },
  ],
  MilestoneReached: [{ milestoneId: 'm' }, { milestoneId: 'm', milestone: 'première cellule' }],
  SiteRegistered: [
    { name: 'S', communeCode: '62119', siteKind: 'business-park' },
    {
      name: 'S',
      communeCode: '62119',
      siteKind: 'plant',
      operator: 'Bridgestone',
      activity: 'pneumatiques',
      naf,
      sector: 'pneumatique',
      partOf: 'parc',
    },
  ],
  SiteOutlined: [
    { geometry: { type: 'Point', coordinates: [2.64, 50.53] } },
    { geometry: { type: 'Point', coordinates: [2.64, 50.53] }, area: hectares },
  ],
  SiteAcquired: [{ buyer: 'SIG' }, { buyer: 'SIG', seller: 'Bridgestone' }],
  SiteOccupied: [
    { occupant: 'Amazon', role: 'tenant' },
    { occupant: 'Amazon', role: 'operator', use: 'logistique', area: hectares, projectId: 'p' },
  ],
  SiteVacated: [{ occupant: 'Amazon' }, { occupant: 'Amazon' }],
  EmployeesCounted: [{ employees: people(1) }, { employees: people(863) }],
  SiteClosureAnnounced: [{}, { operator: 'Bridgestone', jobsAtRisk: people(863) }],
  ClosurePlanExpected: [{}, {}],
  ClosurePlanSigned: [{}, { parties: ['Bridgestone', 'CFDT'] }],
  SiteClosed: [{}, { jobsLost: people(864) }],
  SiteAreaCounted: [
    { of: 'land', state: 'brownfield', area: hectares },
    { of: 'floor', state: 'authorised', area: { value: 1_200, unit: 'm2' }, expectedDelivery: '2026' },
  ],
  WorkforceReclassified: [
    { solved: people(772) },
    {
      outOf: people(786),
      solved: people(772),
      months: 24,
      onSameSite: people(56),
      breakdown: [{ solution: 'stable-job', value: 300 }],
      shares: [],
    } as unknown as Payloads['WorkforceReclassified'],
  ],
  SiteReclassified: [{ use: 'logistique' }, { use: 'logistique' }],
  SiteSplit: [
    {
      parts: [
        { siteId: 'a', name: 'Nord' },
        { siteId: 'b', name: 'Sud' },
      ],
    },
    {
      parts: [
        { siteId: 'a', name: 'Nord' },
        { siteId: 'b', name: 'Sud' },
      ],
    },
  ],
  SiteMerged: [{ into: 'parc' }, { into: 'parc' }],
  SitePartlyReused: [{}, { share: { value: 0.5, unit: 'share' }, area: hectares, projectId: 'p', occupant: 'Log’s' }],
};
