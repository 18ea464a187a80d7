import { dateFr, figureFr, type Claim, type ClaimStatus, type CorrectionEvents, type Figure, type SentencesOf } from '@app/kernel';

/** What the keys of claims mean, for people. An unknown key is shown as it is. */
export const aboutFr: Readonly<Record<string, string>> = {
  employees: 'Effectif',
  'employees-left-without-job': 'Salariés laissés sans emploi',
  'employees-dismissed': 'Salariés licenciés',
  'jobs-at-risk': 'Emplois menacés',
  'jobs-lost': 'Emplois supprimés',
  'closed-on': 'Date de fermeture',
  'last-shift-on': 'Dernière journée de production',
  'closure-announced-on': 'Date de l’annonce de la fermeture',
  'closure-plan-expected-on': 'Date attendue de signature du PSE',
  'closure-plan-signed-on': 'Date de signature du PSE',
  'acquired-on': 'Date d’achat du site',
  operator: 'Exploitant',
  owner: 'Propriétaire',
  buyer: 'Acquéreur désigné',
  holder: 'Détenteur du site',
  'held-until': 'Détenu jusqu’au',
  'jobs-expected-on-site': 'Emplois attendus sur le site',
  'people-solved': 'Salariés avec une solution',
  'people-in-stable-job': 'Salariés en emploi durable',
  'people-solved-on-same-site': 'Dont sur le même site',
  'people-accompanied': 'Salariés accompagnés',
  'area-land-available': 'Terrains disponibles',
  'area-land-occupied': 'Terrains occupés',
  'area-land-vacant': 'Terrains vacants',
  'area-land-brownfield': 'Terrains en friche',
  'area-land-reused': 'Terrains réemployés',
  'area-floor-announced': 'Bureaux annoncés',
  'area-floor-authorised': 'Bureaux autorisés',
  'area-floor-delivered': 'Bureaux livrés',
  'area-floor-vacant': 'Bureaux vacants',
  'area-floor-let': 'Bureaux loués',
  'share-reused': 'Part du site réemployée',
  jobs: 'Emplois',
  investment: 'Investissement',
  'opened-on': 'Date d’ouverture',
  'aid-granted': 'Aide accordée',
  'aid-paid': 'Aide versée',
  beneficiaries: 'Bénéficiaires',
  envelope: 'Enveloppe',
  members: 'Membres',
  population: 'Population',
  'communes-count': 'Nombre de communes',
  'council-members': 'Conseillers',
  'announced-members': 'Membres annoncés',
  'named-members': 'Membres nommés',
  'hubs-count': 'Nombre de hubs thématiques',
  'member-since': 'Date d’adhésion',
  value: 'Valeur observée',
  places: 'Places',
  trainees: 'Stagiaires',
  'laureates-to-date': 'Lauréats depuis l’origine',
  'founded-on': 'Date de création',
  'adopted-on': 'Date d’adoption',
  'signed-on': 'Date de signature',
  'repealed-on': 'Date d’abrogation',
  'published-on': 'Date de publication',
  challenges: 'Nombre de défis',
  'grew-out-of': 'Issu de',
  'last-plant-of': 'Dernière usine de',
  'envelope-spent': 'Emploi de l’enveloppe',
  governance: 'Gouvernance',
};

const keyed: Readonly<Record<string, (rest: string) => string>> = {
  laureates: (round) => `Lauréats (${round})`,
  beneficiaries: () => 'Bénéficiaires',
  aid: (rest) => (rest.startsWith('granted ') ? 'Aide accordée' : 'Aide'),
  value: () => 'Valeur de comparaison',
  target: () => 'Objectif',
  awarded: () => 'Date d’attribution du label',
};

/** `Emplois supprimés` for `jobs-lost`. A key that nobody has named in French is quoted as it is. */
export const subjectOfClaimFr = (about: string): string => labelOfClaimFr(about) ?? `« ${about} »`;

/** What a key of claims is called; undefined when nobody has named it in French. */
export function labelOfClaimFr(about: string): string | undefined {
  if (Object.hasOwn(aboutFr, about)) return aboutFr[about];
  const [, key, months] = /^(.*)-at-(\d+)-months$/.exec(about) ?? [];
  const label = key && labelOfClaimFr(key);
  if (label) return `${label}, à ${months} mois`;
  const [first = '', ...rest] = about.split('-');
  return Object.hasOwn(keyed, first) && rest.length > 0 ? keyed[first]!(rest.join(' ')) : undefined;
}

const statuses: Record<ClaimStatus, string> = { announced: 'annonce', committed: 'engagement', realised: 'constat', surviving: 'maintien' };

// The key already says what is counted: no noun after a number of people.
const figure = (given: Figure) => figureFr(given, given.unit === 'people' ? '' : undefined);

const said = ({ figure: given, date, text, breakdown = [] }: Claim) =>
  given ? figure(given) : date ? dateFr(date) : (text ?? breakdown.map(({ kind, value }) => `${kind} : ${number(value)}`).join(', '));

const inSentence = (label: string) => `${label[0]!.toLowerCase()}${label.slice(1)}`;
const number = (value: number) => new Intl.NumberFormat('fr-FR').format(value);

function details({ figure: given, date, text, status, shares = [], breakdown = [], note }: Claim): string {
  const more = [
    status && statuses[status],
    ...shares.map(({ value, outOf, of }) => figureFr({ value, unit: 'share', outOf: { value: outOf, of } })),
    ...(given || date || text ? breakdown.map(({ kind, value }) => `${kind} : ${number(value)}`) : []),
    note,
  ].filter(Boolean);
  return more.length > 0 ? ` (${more.join(' ; ')})` : '';
}

export const factSentencesFr: SentencesOf<CorrectionEvents> = {
  ClaimRecorded: (claim) => `${subjectOfClaimFr(claim.about)} : ${said(claim)}${details(claim)}`,
  FactCorrected: () => 'Correction d’un fait enregistré par erreur',
  FactRetracted: () => 'Retrait d’un fait enregistré à tort',
  FactDisputed: ({ about }) => `Déclarations en désaccord : ${inSentence(subjectOfClaimFr(about))}`,
  DisputeSettled: ({ preferred, decidedBy }) => `Désaccord ${preferred ? 'tranché' : 'expliqué, sans préférence,'} par ${decidedBy}`,
};

type Facts = Record<'eventId' | 'type' | 'kind' | 'id' | 'command' | 'about' | 'rule', string>;

export const factRefusalsFr = {
  UNKNOWN_SUBJECT: ({ kind, id }: Facts) => `Le sujet « ${id} » (${kind}) est inconnu.`,
  EXCEPTION_NOT_NEEDED: ({ rule }: Facts) =>
    `L’exception à la règle ${rule} est sans objet : cette règle n’est pas enfreinte. Retirez l’exception.`,
  FACT_UNKNOWN: ({ eventId }: Facts) => `Le fait ${eventId} n’est pas dans l’histoire de ce sujet.`,
  FACT_RETRACTED: ({ eventId }: Facts) => `Le fait ${eventId} a été retiré.`,
  NOT_A_FACT: ({ type }: Facts) => `On ne corrige pas un événement de type ${type} : retirez-le et redites-le.`,
  NOT_A_DISPUTE: ({ eventId }: Facts) => `${eventId} n’est pas un désaccord.`,
  DISPUTED_WITH_ITSELF: () => 'Un fait ne se contredit pas lui-même : nommez les autres.',
  PREFERRED_NOT_IN_DISPUTE: ({ eventId }: Facts) => `${eventId} n’est pas l’une des déclarations en désaccord.`,
  CORRECTION_SAYS_NOTHING: ({ type }: Facts) => `La correction ne dit rien de ce que disait ${type} : retirez plutôt le fait.`,
  CORRECTION_OF_ANOTHER_KIND: ({ kind, command }: Facts) => `La commande ${command} ne concerne pas un sujet de type ${kind}.`,
  CORRECTION_OF_ANOTHER_SUBJECT: ({ id }: Facts) => `La correction parle d’un autre sujet que « ${id} ».`,
  VISIBILITY_FOLLOWS_FACT: () => 'La visibilité est celle du fait : retirez-le et redites-le pour la changer.',
  CLAIM_SAYS_ONE_THING: ({ about }: Facts) => `La déclaration « ${about} » porte exactement un chiffre, une date ou un texte.`,
};
