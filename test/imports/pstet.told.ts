import { type Told, on, mel } from './telling.js';

const founded = (id: string, bodyKind: string, name: string, more = {}): Told => [id, 'FoundBody', { bodyKind, name, ...mel, ...more }];
const joined = (id: string, bodyId: string, member: string, more = {}): Told => [
  id,
  'JoinBody',
  { bodyId, member, memberKind: 'institution', ...mel, ...more },
];
const GAME: Readonly<Record<string, string>> = {
  etat: 'État',
  region: 'Région Hauts-de-France',
  cci: "Chambre de commerce et d'industrie Grand Lille",
  cma: "Chambre de métiers de l'artisanat Hauts-de-France",
  agriculture: "Chambre d'agriculture",
  universite: 'Université de Lille',
  catholique: 'Université Catholique de Lille',
  medef: 'MEDEF Grand Lille',
  comite: 'Comité Grand Lille',
  agence: "Agence d'Urbanisme et de Développement de Lille Métropole",
  cress: "Chambre Régionale de l'Economie Sociale et Solidaire",
};

export const PSTET: readonly Told[] = [
  [
    'pstet-adopted',
    'AdoptDecision',
    {
      bodyId: 'conseil-mel',
      occurred: '2021-02-19',
      challenges: [
        { no: 1, name: "Talents, initiative, entrepreneuriat et retour à l'emploi" },
        { no: 2, name: 'Attractivité et rayonnement international' },
        { no: 3, name: 'Écosystèmes innovants' },
        { no: 4, name: 'Numérique', target: "métropole du numérique de rang européen d'ici 2025" },
        { no: 5, name: "Économie de proximité, écologie industrielle territoriale et accueil d'activités" },
        { no: 6, name: 'Accompagnement des entreprises, commerçants et artisans' },
      ],
      ...mel,
    },
  ],
  ['pstet-support', 'SetTarget', { decisionId: 'pstet', figure: { value: 4000, bound: 'at-least' }, occurred: '2021-02-19', ...mel }],
  ['pstet-digital', 'SetTarget', { decisionId: 'pstet', by: '2025', ...mel }],
  founded('game', 'group', "Groupe des Acteurs Métropolitains de l'Economie", { announcedMembers: 12 }),
  ...Object.entries(GAME).map(([id, member]) => joined(`game-${id}`, 'game', member)),
  ['game-named-members', 'RecordClaim', { ...on('body', 'game'), about: 'named-members', figure: { value: 11 } }],
  ['game-dispute', 'DisputeFact', { disputes: 'game', with: ['game-named-members'] }],
  founded('hub-attractivite', 'hub', 'Attractivité et Relations internationales'),
  founded('hub-emploi', 'hub', 'Emploi et Compétences'),
  founded('hub-entrepreneuriat', 'hub', 'Entrepreneuriat'),
  founded('hub-industrie', 'hub', 'Industrie'),
  founded('hub-innovation-numerique', 'hub', 'Innovation et Numérique'),
  ['hubs-announced', 'RecordClaim', { ...on('decision', 'pstet'), about: 'hubs-count', figure: { value: 6 } }],
  ['hubs-listed', 'RecordClaim', { ...on('decision', 'pstet'), about: 'hubs-count', figure: { low: 5, high: 6 } }],
  ['hubs-dispute', 'DisputeFact', { disputes: 'hubs-announced', with: ['hubs-listed'] }],
  founded('agora-societale', 'agora', 'Agora sociétale'),
  joined('agora-societale-comite', 'agora-societale', 'Comité Grand Lille'),
  founded('agora-territoriale', 'agora', 'Agora territoriale'),
  joined('agora-territoriale-club', 'agora-territoriale', 'Club économique des communes'),
  founded('think-tank', 'think-tank', 'Think tank du PSTET'),
  joined('think-tank-universite', 'think-tank-pstet', 'Université de Lille', { role: 'pilote' }),
  joined('think-tank-catholique', 'think-tank-pstet', 'Université Catholique de Lille', { role: 'pilote' }),
  founded('observatory-conjuncture', 'observatory', 'Observatoire de la conjoncture et de la reprise économique'),
  founded('observatory-proximity', 'observatory', "Observatoire de l'Economie de Proximité"),
  founded('observatory-employment', 'observatory', "Observatoire de l'Emploi et des Compétences"),
  founded('observatory-tertiary', 'observatory', 'Observatoire du Tertiaire Economique'),
  founded('observatory-gis', 'observatory', "Système d'information géographique des parcs d'activité et des projets métropolitains"),
];
