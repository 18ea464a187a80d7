import { dateFr, figureFr, type Claim, type CorrectionEvents, type SentencesOf } from '@app/kernel';

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
  'member-since': 'Membre depuis',
  value: 'Valeur observée',
  places: 'Places',
  trainees: 'Stagiaires',
  'laureates-to-date': 'Lauréats depuis l’origine',
};

const said = (claim: Claim) =>
  claim.figure
    ? figureFr(claim.figure)
    : claim.date
      ? dateFr(claim.date)
      : (claim.text ?? (claim.breakdown ?? []).map(({ kind, value }) => `${kind} ${value}`).join(', '));

export const factSentencesFr: SentencesOf<CorrectionEvents> = {
  ClaimRecorded: (claim) => `${aboutFr[claim.about] ?? claim.about} : ${said(claim)}${claim.note ? ` (${claim.note})` : ''}`,
  FactCorrected: () => 'Correction d’un fait',
  FactRetracted: () => 'Retrait d’un fait enregistré à tort',
  FactDisputed: ({ about }) => `Déclarations en désaccord : ${aboutFr[about] ?? about}`,
  DisputeSettled: ({ preferred, decidedBy }) => `Désaccord ${preferred ? 'tranché' : 'expliqué, sans préférence,'} par ${decidedBy}`,
};

type Facts = Record<'eventId' | 'type' | 'kind' | 'id' | 'command' | 'about', string>;

export const factRefusalsFr = {
  UNKNOWN_SUBJECT: ({ kind, id }: Facts) => `Le sujet « ${id} » (${kind}) est inconnu.`,
  FACT_UNKNOWN: ({ eventId }: Facts) => `Le fait ${eventId} n’est pas dans l’histoire de ce sujet.`,
  FACT_RETRACTED: ({ eventId }: Facts) => `Le fait ${eventId} a été retiré.`,
  NOT_A_FACT: ({ type }: Facts) => `On ne corrige pas un événement de type ${type} : retirez-le et redites-le.`,
  NOT_A_DISPUTE: ({ eventId }: Facts) => `${eventId} n’est pas un désaccord.`,
  DISPUTED_WITH_ITSELF: () => 'Un fait ne se contredit pas lui-même : nommez les autres.',
  PREFERRED_NOT_IN_DISPUTE: ({ eventId }: Facts) => `${eventId} n’est pas l’une des déclarations en désaccord.`,
  CORRECTION_SAYS_NOTHING: ({ type }: Facts) => `La correction ne dit rien de ce que disait ${type} : retirez plutôt le fait.`,
  CORRECTION_OF_ANOTHER_KIND: ({ kind, command }: Facts) => `La commande ${command} ne concerne pas un sujet de type ${kind}.`,
  CLAIM_SAYS_ONE_THING: ({ about }: Facts) => `La déclaration « ${about} » porte exactement un chiffre, une date ou un texte.`,
};
