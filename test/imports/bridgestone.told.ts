import { type Told, cites, bridgestone, aboutBridgestone, accord, gazette } from './telling.js';

const claimed = (id: string, about: string, content: object, source: object): Told => [
  id,
  'RecordClaim',
  { ...aboutBridgestone, about, ...content, ...source },
];

export const BRIDGESTONE: readonly Told[] = [
  ['bridgestone-site', 'RegisterSite', { ...bridgestone, operator: 'Bridgestone', activity: 'pneumatiques', ...accord }],
  claimed('bridgestone-holder-bridgestone', 'holder', { text: 'Bridgestone', occurred: '../2022-01-01' }, {}),
  claimed('bridgestone-holder-logs', 'holder', { text: "Log's", occurred: '2022-01-01/..' }, {}),
  ['bridgestone-closure-announced', 'AnnounceSiteClosure', { ...bridgestone, occurred: '2020-09-16', ...cites('20min-2020-11') }],
  ['bridgestone-863', 'CountEmployees', { ...bridgestone, employees: { value: 863 }, occurred: '2020-11', ...cites('20min-2020-11') }],
  ['bridgestone-835', 'CountEmployees', { ...bridgestone, employees: { value: 835 }, occurred: '2020~', ...gazette }],
  ['bridgestone-pse-expected', 'ExpectClosurePlan', { ...bridgestone, occurred: '2021-02-11', ...cites('20min-2021-02') }],
  ['bridgestone-closed', 'CloseSite', { ...bridgestone, jobsLost: 864, occurred: '2020-12~', ...accord }],
  claimed('bridgestone-864', 'employees-left-without-job', { figure: { value: 864 }, occurred: '2020-12~' }, accord),
  claimed('bridgestone-830', 'employees-dismissed', { figure: { value: 830 }, occurred: '2021~' }, gazette),
  claimed('bridgestone-closed-gazette', 'closed-on', { date: '2020-09-16' }, gazette),
  claimed('bridgestone-last-shift', 'last-shift-on', { date: '2021-04-30' }, cites('tendances-2021-04')),
  [
    'bridgestone-headcount-dispute',
    'DisputeFact',
    { disputes: 'bridgestone-864', with: ['bridgestone-863', 'bridgestone-835', 'bridgestone-830', 'bridgestone-closed'] },
  ],
  [
    'bridgestone-closing-date-dispute',
    'DisputeFact',
    { disputes: 'bridgestone-closed', with: ['bridgestone-closed-gazette', 'bridgestone-last-shift'] },
  ],
  claimed(
    'bridgestone-jobs-fbleu',
    'jobs-expected-on-site',
    { figure: { low: 335, high: 485 }, said: '2021-02-09', status: 'announced' },
    cites('fbleu-2021-02'),
  ),
  claimed(
    'bridgestone-jobs-20min',
    'jobs-expected-on-site',
    { figure: { low: 225, high: 485 }, said: '2021-02-09', status: 'announced' },
    cites('20min-2021-02'),
  ),
  ['bridgestone-jobs-dispute', 'DisputeFact', { disputes: 'bridgestone-jobs-fbleu', with: ['bridgestone-jobs-20min'] }],
  claimed('bridgestone-buyer-named', 'buyer', { text: "Log's", occurred: '2021-04' }, cites('rtl-2021-04')),
  ['bridgestone-bought', 'AcquireSite', { ...bridgestone, buyer: "Log's", occurred: '2022-01-01', ...gazette }],
  claimed(
    'bridgestone-solved-2022-01',
    'people-solved',
    { figure: { low: 0.5, unit: 'share', bound: 'at-least' }, said: '2022-01' },
    cites('fbleu-2022-01'),
  ),
  claimed(
    'bridgestone-stable-2022-04',
    'people-in-stable-job',
    { figure: { value: 0.5, unit: 'share', bound: 'about' }, said: '2022-04-29' },
    cites('bfm-2022-04'),
  ),
  [
    'bridgestone-reclassified',
    'ReclassifyWorkforce',
    {
      outOf: 864,
      solved: { value: 0.8, unit: 'share', outOf: { value: 864 } },
      onSameSite: { value: 0.5, outOf: { of: 'salariés avec une solution' } },
      occurred: '2023-12-18',
      ...accord,
    },
  ],
  [
    'bridgestone-reclassified-2024',
    'ReclassifyWorkforce',
    {
      outOf: { value: 786 },
      solved: 772,
      shares: [
        { value: 0.98, outOf: 786 },
        { value: 0.93, outOf: 830 },
      ],
      breakdown: [{ people: 544 }, { people: 115 }, { people: 89 }, { people: 24 }],
      occurred: '2024~',
      ...gazette,
    },
  ],
  ['bridgestone-solutions-dispute', 'DisputeFact', { disputes: 'bridgestone-reclassified', with: ['bridgestone-reclassified-2024'] }],
  ['bridgestone-reused', 'ReuseSite', { share: 0.56, occurred: '2024~', ...gazette }],
];
