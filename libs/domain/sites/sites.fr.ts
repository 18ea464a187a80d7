import { activityFr, dateFr, deFr, figureFr, listFr, parseOccurred, type Figure, type SentencesOf } from '@app/kernel';
import type { AreaOf, AreaState, SiteEvents, Solution } from './sites.events.js';

const roles = { owner: 'propriétaire', operator: 'exploitant', tenant: 'locataire' };
/** `1 emploi supprimé`, `864 emplois supprimés`. */
const jobs = (figure: Figure, participle: string) =>
  `${figureFr(figure, 'emploi')} ${participle}${figure.unit === 'people' && Math.max(figure.value ?? 0, figure.high ?? figure.low ?? 0) < 2 ? '' : 's'}`;

export const solutionsFr: Record<Solution['solution'], string> = {
  'stable-job': 'emploi durable',
  'fixed-term': 'emploi à durée déterminée',
  'own-business': 'création ou reprise d’entreprise',
  training: 'formation',
  retirement: 'retraite',
  none: 'sans solution',
  other: 'autre',
  unknown: 'non connu',
};

/** What land and office floor are called in each state. */
export const areasFr: Record<AreaOf, Partial<Record<AreaState, string>>> = {
  land: {
    available: 'terrains disponibles',
    occupied: 'terrains occupés',
    vacant: 'terrains vacants',
    brownfield: 'terrains en friche',
    reused: 'terrains réemployés',
  },
  floor: {
    announced: 'bureaux annoncés',
    authorised: 'bureaux autorisés',
    delivered: 'bureaux livrés',
    vacant: 'bureaux vacants',
    let: 'bureaux loués',
  },
};

const capital = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;

export const siteSentencesFr: SentencesOf<SiteEvents> = {
  SiteRegistered: ({ operator, activity, naf, sector }) =>
    [
      `Entrée au registre des sites${operator ? `, exploité par ${operator}` : ''}${activity ? ` (activité : ${activity})` : ''}`,
      ...activityFr({ naf, sector }),
    ].join(' ; '),
  SiteOutlined: ({ area }) => `Emprise du site dessinée${area ? ` (${figureFr(area)})` : ''}`,
  SiteAcquired: ({ buyer, seller }) => `Achat du site par ${buyer}${seller ? ` auprès de ${seller}` : ''}`,
  SiteOccupied: ({ occupant, role, use }) => `Installation ${deFr(occupant)} (${roles[role]})${use ? ` : ${use}` : ''}`,
  SiteVacated: ({ occupant }) => `Départ ${deFr(occupant)}`,
  EmployeesCounted: ({ employees }) => `Effectif compté : ${figureFr(employees, 'salarié')}`,
  SiteAreaCounted: ({ of, state, area, expectedDelivery }) =>
    `${capital(areasFr[of][state] ?? state)} : ${figureFr(area)}${
      expectedDelivery ? ` ; livraison prévue : ${dateFr(parseOccurred(expectedDelivery))}` : ''
    }`,
  SiteClosureAnnounced: ({ operator, jobsAtRisk }) =>
    `Annonce de la fermeture${operator ? ` par ${operator}` : ''}${jobsAtRisk ? ` (${jobs(jobsAtRisk, 'menacé')})` : ''}`,
  ClosurePlanExpected: () => 'Signature attendue du plan de sauvegarde de l’emploi (PSE)',
  ClosurePlanSigned: ({ parties }) =>
    `Signature du plan de sauvegarde de l’emploi (PSE)${parties?.length ? ` par ${listFr(parties)}` : ''}`,
  SiteClosed: ({ jobsLost }) => `Fermeture du site${jobsLost ? ` (${jobs(jobsLost, 'supprimé')})` : ''}`,
  WorkforceReclassified: ({ outOf, solved, months, onSameSite }) =>
    [
      `Reclassement des salariés${months === undefined ? '' : `, à ${months} mois`}`,
      `avec une solution : ${figureFr(solved, 'salarié')}${outOf && !solved.outOf ? ` sur ${figureFr(outOf, '')}` : ''}`,
      onSameSite && `dont sur le même site : ${figureFr(onSameSite, 'salarié')}`,
    ]
      .filter(Boolean)
      .join(' ; '),
  SiteReclassified: ({ use }) => `Requalification du site : ${use}`,
  SiteSplit: ({ parts }) => `Division du site en ${parts.length} : ${listFr(parts.map(({ name }) => name))}`,
  SiteMerged: () => 'Réunion à un autre site',
  SitePartlyReused: ({ share, area, occupant }) =>
    `Réemploi d’une partie du site${share ? ` : ${figureFr(share)}` : ''}${area ? ` (${figureFr(area)})` : ''}${occupant ? `, par ${occupant}` : ''}`,
};

type Facts = Record<'siteId' | 'announced' | 'occupant' | 'lost' | 'detailed' | 'solved' | 'people', string> & {
  readonly recorded?: string;
};

const recordedFr = ({ recorded }: Facts) => (recorded ? ` (${dateFr({ edtf: recorded })})` : '');
const otherwiseFr = 'enregistrez ce que dit cette source comme une déclaration, ou corrigez le fait s’il est faux';

export const siteRefusalsFr = {
  SITE_ALREADY_REGISTERED: ({ siteId }: Facts) => `Le site « ${siteId} » est déjà au registre.`,
  SITE_UNKNOWN: ({ siteId }: Facts) => `Le site « ${siteId} » n’est pas au registre : enregistrez-le d’abord.`,
  SITE_NO_LONGER_EXISTS: ({ siteId }: Facts) =>
    `Le site « ${siteId} » a été divisé ou réuni à un autre : écrivez sur celui qui lui succède.`,
  SITE_PART_OF_ITSELF: ({ siteId }: Facts) => `Le site « ${siteId} » ne peut être une partie de lui-même.`,
  NOT_AN_OCCUPANT: ({ occupant }: Facts) => `${occupant} n’occupe pas le site.`,
  CLOSURE_NOT_ANNOUNCED: () =>
    'La fermeture n’a pas été annoncée : enregistrez l’annonce, ou déclarez une exception motivée par la source.',
  CLOSED_BEFORE_ANNOUNCEMENT: ({ announced }: Facts) => `La fermeture précéderait son annonce (${dateFr({ edtf: announced })}).`,
  CLOSURE_ANNOUNCED_OTHERWISE: (facts: Facts) => `L’annonce est déjà enregistrée autrement${recordedFr(facts)} : ${otherwiseFr}.`,
  CLOSED_OTHERWISE: (facts: Facts) => `La fermeture est déjà enregistrée autrement${recordedFr(facts)} : ${otherwiseFr}.`,
  CLOSURE_PLAN_SIGNED_OTHERWISE: (facts: Facts) =>
    `La signature du plan est déjà enregistrée autrement${recordedFr(facts)} : ${otherwiseFr}.`,
  RECLASSIFIED_MORE_THAN_LOST: ({ lost }: Facts) => `Plus de salariés reclassés que de salariés concernés (${lost}).`,
  MORE_ON_SAME_SITE_THAN_SOLVED: ({ solved }: Facts) => `Plus de salariés reclassés sur le même site qu’en tout (${solved}).`,
  BREAKDOWN_MORE_THAN_TOTAL: ({ detailed, solved }: Facts) => `Le détail (${detailed}) dépasse le total (${solved}).`,
  SMALL_GROUP_PUBLIC: ({ people }: Facts) =>
    `Un groupe de ${people} serait reconnaissable : réunissez-le à un autre, enregistrez le fait en visibilité « internal », ou déclarez une exception si la source l’a publié.`,
  PARTS_NOT_DISTINCT: () => 'Les parties d’un site divisé portent des identifiants distincts, autres que le sien.',
  MERGED_INTO_ITSELF: () => 'Un site ne se réunit pas à lui-même.',
};
