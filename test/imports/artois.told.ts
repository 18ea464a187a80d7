import { BRIDGESTONE } from './bridgestone.told.js';
import { PSTET } from './pstet.told.js';
import { type Told, on, pole, mel, forum, inspiration, accord, lens, official } from './telling.js';

/**
 * What was published about the Artois, kept by hand beside the data files: entry, command, and what it must say.
 * The files may say it in another order; they may not say less, nor anything else.
 */
const document = (id: string, occurred: string, more = {}): Told => [`source ${id}`, 'RegisterSource', { sourceId: id, occurred, ...more }];

const SOURCES: readonly Told[] = [
  document('presse-lens-2020', '2020-09~', { subject: "conférence de presse de rentrée, Communauté d'agglomération de Lens-Liévin" }),
  document('mel-pstet-2021', '2021-02-19', { publisher: 'Métropole Européenne de Lille', sourceKind: 'press-release' }),
  document('inspiration-2022', '2022-07-28', { publisher: "L'inspiration politique" }),
  document('grand-forum-2022', '2022~'),
  document('accord-2023', '2023-12~'),
  document('20min-2020-11', '2020-11-13', { publisher: '20 Minutes' }),
  document('20min-2021-02', '2021-02-09', { publisher: '20 Minutes' }),
  document('fbleu-2021-02', '2021-02-09', { publisher: 'France Bleu' }),
  document('tendances-2021-04', '2021-04-29', { publisher: 'Tendances & Co' }),
  document('rtl-2021-04', '2021-04~', { publisher: 'RTL info' }),
  document('fbleu-2022-01', '2022-01~', { publisher: 'France Bleu' }),
  document('bfm-2022-04', '2022-04-29', { publisher: 'BFM Grand Lille' }),
  document('gazette-2024', '2024~', { publisher: 'La Gazette France' }),
  document('decoupage-administratif-2026', '2026', { sourceKind: 'official-statistics' }),
];

const territory = (id: string, territoryKind: string, code: string | undefined, source = official): Told => [
  `territoire-${id.replace('region-', '')}`,
  'RegisterTerritory',
  { territoryId: id, territoryKind, ...(code && { code }), ...source },
];
const communes = (territoryId: string): Told => [`communes-${territoryId}`, 'AdmitMembers', { territoryId, occurred: '2026', ...official }];
const president = (id: string, bodyId: string, member: string, source: object, occurred?: string): Told => [
  id,
  'JoinBody',
  { bodyId, member, memberKind: 'office-holder', role: 'président', ...source, ...(occurred && { occurred }) },
];
const population = (id: string, value: number): Told => [
  `population-${id}`,
  'RecordClaim',
  { ...on('territory', id), about: 'population', figure: { value }, ...official },
];

const TERRITORIES: readonly Told[] = [
  territory('france', 'country', undefined, inspiration),
  territory('france-metropolitaine', 'country', undefined, forum),
  territory('region-hauts-de-france', 'region', '32'),
  territory('pas-de-calais', 'department', '62'),
  territory('ca-lens-lievin', 'intercommunality', '246200364'),
  territory('ca-henin-carvin', 'intercommunality', '246200299'),
  territory('ca-bethune-bruay', 'intercommunality', '200072460'),
  territory('mel', 'metropole', '200093201'),
  communes('ca-lens-lievin'),
  communes('ca-henin-carvin'),
  communes('ca-bethune-bruay'),
  communes('mel'),
  ['territoire-pole', 'RegisterTerritory', { territoryId: pole, territoryKind: 'metropolitan-pole', legalForm: 'syndicat mixte ouvert' }],
  ['pole-founded', 'FoundBody', { bodyId: pole, bodyKind: 'pole', occurred: '2016', ...forum }],
  ['pole-grew-out-of', 'RecordClaim', { about: 'grew-out-of', text: 'Euralens' }],
  ['pole-communes-150', 'RecordClaim', { about: 'communes-count', figure: { value: 150 } }],
  ['pole-agglomerations', 'AdmitMembers', { memberIds: ['ca-lens-lievin', 'ca-henin-carvin', 'ca-bethune-bruay'] }],
  ['pole-department', 'AdmitMembers', { memberIds: ['pas-de-calais'], ...forum }],
  ['pole-members-with-department', 'RecordClaim', { about: 'members', ...forum }],
  ['pole-members-without-department', 'RecordClaim', { about: 'members', ...inspiration }],
  [
    'pole-members-dispute',
    'DisputeFact',
    { disputes: 'pole-members-with-department', with: ['pole-members-without-department', 'pole-department'] },
  ],
  ['pole-population-150000', 'RecordClaim', { about: 'population', figure: { value: 150000, unit: 'people' }, ...inspiration }],
  population('ca-bethune-bruay', 275736),
  population('ca-lens-lievin', 242591),
  population('ca-henin-carvin', 126133),
  ['pole-population-official', 'RecordClaim', { figure: { value: 275736 + 242591 + 126133 }, ...official }],
  ['pole-population-dispute', 'DisputeFact', { disputes: 'pole-population-150000', with: ['pole-population-official'] }],
  president('pole-president', pole, 'Alain Bavay', inspiration),
  ['instance-ca-lens-lievin', 'FoundBody', { bodyId: 'ca-lens-lievin' }],
  president('ca-lens-lievin-president', 'ca-lens-lievin', 'Sylvain Robert', lens),
  ['ca-lens-lievin-communes-36', 'RecordClaim', { about: 'communes-count', figure: { value: 36 } }],
  ['instance-ca-bethune-bruay', 'FoundBody', { bodyId: 'ca-bethune-bruay' }],
  president('ca-bethune-bruay-president', 'ca-bethune-bruay', 'Olivier Gacquerre', accord),
  ['conseil-mel', 'FoundBody', { bodyId: 'conseil-mel', announcedMembers: 188, ...mel }],
  president('mel-president', 'conseil-mel', 'Damien Castelain', mel, '2020-07-09'),
  ['mel-communes-95', 'RecordClaim', { ...on('territory', 'mel'), figure: { value: 95 }, ...mel }],
  ['mel-population', 'RecordClaim', { ...on('territory', 'mel'), figure: { value: 1200000 }, ...mel }],
  ['mel-council-members', 'RecordClaim', { ...on('territory', 'mel'), figure: { value: 188 }, ...mel }],
];

const indicator = (id: string, territoryId: string, figure: object, occurred: string, source: object, more = {}): Told => [
  id,
  'ObserveIndicator',
  { territoryId, figure, occurred, ...source, ...more },
];
const labelled = (id: string, laureate: string, holder: string | undefined, occurred: string): Told => [
  id,
  'AwardLabel',
  {
    labelId: 'label-euralens',
    laureate,
    occurred,
    ...(holder && { holder }),
    ...(occurred === '2022' && { roundId: 'euralens-2022' }),
    ...forum,
  },
];

const TRANSFORMATION: readonly Told[] = [
  ['isbergues-site', 'RegisterSite', { name: "Aciérie d'Isbergues", operator: 'ArcelorMittal', ...inspiration }],
  ['isbergues-closed', 'CloseSite', { occurred: '2006', exception: { rule: 'CLOSURE_NOT_ANNOUNCED' }, ...inspiration }],
  ['isbergues-last-plant', 'RecordClaim', { about: 'last-plant-of', ...inspiration }],
  ['stellantis-douvrin', 'RegisterSite', { operator: 'Stellantis', activity: 'moteurs automobiles', ...forum }],
  [
    'contrats-implantation',
    'OpenProgramme',
    { name: "Contrats d'implantation", owner: 'Région Hauts-de-France', occurred: '2017', ...accord },
  ],
  ['covid-envelope', 'OpenProgramme', { envelope: { value: 1000000, bound: 'at-least' }, occurred: '2020-03/2020-05~', ...lens }],
  ['covid-envelope-unspent', 'RecordClaim', { about: 'envelope-spent', occurred: '2020-09', ...lens }],
  [
    'rebond-bethune',
    'OpenProgramme',
    {
      name: 'Rebond industriel',
      territoryIds: ['ca-bethune-bruay'],
      partners: ["services de l'État", 'Région Hauts-de-France', 'les intercommunalités'],
      ...accord,
    },
  ],
  ['fonds-rebond-programme', 'OpenProgramme', { name: 'Fonds de rebond', owner: 'Métropole Européenne de Lille', ...mel }],
  ['fonds-rebond', 'GrantAid', { amount: 13000000, beneficiaries: { value: 4500, bound: 'about' }, occurred: '2020-03/2021-02', ...mel }],
  ['fonds-rebond-paid', 'PayAid', { amount: 13000000, occurred: '2020-03/2021-02', ...mel }],
  ['ti-programme', 'OpenProgramme', { name: "Territoires d'industrie", ...accord }],
  ['ti-renewed', 'RenewProgramme', { occurred: '2023-11~', ...accord }],
  ['louvre-lens-opened', 'OpenProject', { name: 'Louvre-Lens', occurred: '2012~', ...lens }],
  ['bnf-announced', 'AnnounceProject', { name: 'Accueil de la Bibliothèque nationale de France', ...lens }],
  [
    'bnf-application',
    'SubmitApplication',
    { applicant: 'CA de Lens-Liévin', call: "appel à manifestation d'intérêt", occurred: '2020~', ...lens },
  ],
  ['amazon-avion', 'AnnounceProject', { company: 'Amazon', jobsPledged: 280, occurred: '2020-08', ...lens }],
  ['vivalley', 'AnnounceProject', { theme: 'pôle santé et sport', occurred: '2020~', ...lens }],
  ['mines-portfolio-lievin', 'ProspectProject', { occurred: '2020-09~', ...lens }],
  [
    'acc-announced',
    'AnnounceProject',
    {
      company: 'ACC (Saft / Stellantis)',
      investment: { value: 2000000000, bound: 'at-least' },
      jobsPledged: 2000,
      expectedProduction: '2023-06',
      ...forum,
    },
  ],
  ['acc-production', 'ExpectMilestone', { projectId: 'gigafactory-acc', occurred: '2023-06', ...forum }],
  [
    'acc-region-aid',
    'GrantDirectAid',
    { amount: 121000000, grantor: 'Région Hauts-de-France', with: ['les intercommunalités'], projectId: 'gigafactory-acc', ...accord },
  ],
  [
    'acc-training',
    'OpenTraining',
    { name: 'Pilote de ligne de production', place: 'lycée Voltaire', projectId: 'gigafactory-acc', occurred: '2022~', ...forum },
  ],
  ['compte-foncier', 'AnnounceProject', { promoters: ['Région Hauts-de-France'], occurred: '2023-12-18', ...accord }],
  ['compte-foncier-governance', 'RecordClaim', { about: 'governance', ...accord }],
  ['zan-conference', 'ExpectMilestone', { projectId: 'compte-foncier-regional', occurred: '2024-01', ...accord }],
  [
    'guichet-unique',
    'AnnounceProject',
    { promoters: ['Région Hauts-de-France', 'les intercommunalités'], occurred: '2023-12-18', ...accord },
  ],
  ['acte-2', 'AdoptDecision', { bodyId: 'ca-lens-lievin', purpose: 'transition écologique', occurred: '2020~', ...lens }],
  [
    'accord-2023-12-18',
    'SignAgreement',
    {
      parties: ['Région Hauts-de-France', 'Intercommunalités de France', 'CA de Béthune-Bruay, Artois Lys Romane'],
      signatories: ['Xavier Bertrand', 'Sébastien Martin', 'Olivier Gacquerre'],
      place: 'Béthune',
      framework: 'SRDEII Hauts-de-France 2022-2028',
      occurred: '2023-12-18',
      ...accord,
    },
  ],
  ['ti-label', 'CreateLabel', { name: "Territoires d'industrie" }],
  ['ti-2018', 'AwardLabel', { to: [pole], occurred: '2018', ...forum }],
  ['ti-bethune-bruay-first', 'AwardLabel', { to: ['ca-bethune-bruay'], ...inspiration }],
  ['ti-2022-joined', 'AwardLabel', { to: ['ca-lens-lievin', 'ca-henin-carvin'], occurred: '2022-04', ...inspiration }],
  ['ti-dispute', 'DisputeFact', { disputes: 'ti-2018', with: ['ti-bethune-bruay-first', 'ti-2022-joined'] }],
  ['s3-label', 'CreateLabel', { owner: 'Région Hauts-de-France' }],
  ['s3-recognised', 'AwardLabel', { to: [pole], by: 'Région Hauts-de-France', occurred: '../2022-07-28', ...inspiration }],
  ['euralens-label', 'CreateLabel', { name: 'Label Euralens' }],
  [
    'euralens-2022',
    'HoldRound',
    { year: 2022, laureates: 8, totalToDate: 58, jury: ['Cercle de Qualité Euralens', 'lycéens et étudiants'], ...forum },
  ],
  labelled('label-foret', 'Forêt urbaine de Lens', 'Ville de Lens', '2022'),
  labelled('label-mine-soleil', 'Mine de soleil', undefined, '2022'),
  labelled('label-restauration', 'Restauration scolaire centralisée de Liévin', 'Ville de Liévin', '2022'),
  labelled('label-noeux', "Reconversion d'une friche commerciale", 'Nœux Environnement', '../2022'),
  labelled('label-euralogistic', 'Campus Euralogistic', undefined, '../2022'),
  labelled('label-terril', "Terril viticole d'Haillicourt", undefined, '../2022'),
  indicator('investments-2020-2022', pole, { value: 2500000000, unit: 'EUR', bound: 'about' }, '2020/2022', forum),
  indicator('jobs-2020-2022', pole, { value: 4000, unit: 'people', bound: 'about' }, '2020/2022', forum),
  indicator('france-2030', pole, { value: 80, unit: 'count' }, '2022', forum, {
    of: { territoryId: 'region-hauts-de-france', figure: { value: 200 } },
  }),
  indicator('unemployment-artois', pole, { value: -5, unit: 'points' }, '2012/2022', forum, {
    compare: { territoryId: 'france-metropolitaine', figure: { value: -3 } },
  }),
  indicator('industrial-jobs', pole, { value: 25000, unit: 'people' }, '2022', inspiration),
  indicator('industrial-jobs-share', pole, { value: 0.17, unit: 'share' }, '2022', inspiration),
  indicator('industry-lost-quarter', 'ca-bethune-bruay', { value: -0.25, unit: 'share' }, '2000/2020', accord),
  indicator('ti-national', 'france', { value: 1800, unit: 'count' }, '2022', inspiration),
];

export const TOLD: readonly Told[] = [...SOURCES, ...TERRITORIES, ...TRANSFORMATION, ...BRIDGESTONE, ...PSTET];

/** Where each placed fact is, in the words of its source. */
export const COMMUNES: Readonly<Record<string, string>> = {
  'isbergues-site': 'Isbergues (62)',
  'stellantis-douvrin': 'Douvrin (62)',
  'louvre-lens-opened': 'Lens (62)',
  'amazon-avion': 'Avion (62)',
  vivalley: 'Liévin (62)',
  'mines-portfolio-lievin': 'Liévin (62)',
  'acc-announced': 'Billy-Berclau (62)',
  'acc-training': 'Wingles (62)',
  'accord-2023-12-18': 'Béthune (62)',
  'label-foret': 'Lens (62)',
  'label-mine-soleil': 'Loos-en-Gohelle (62)',
  'label-restauration': 'Liévin (62)',
  'label-noeux': 'Nœux-les-Mines (62)',
  'label-euralogistic': 'Dourges (62)',
  'label-terril': 'Haillicourt (62)',
  'bridgestone-site': 'Béthune (62)',
};
