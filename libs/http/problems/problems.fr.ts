import type { ProblemTexts } from './problem.js';

export const problemsFr: ProblemTexts = {
  VALIDATION_FAILED: ({ count }) => ({
    title: 'Demande non valable',
    detail: count > 1 ? `${count} champs sont à corriger ; rien n’a été enregistré.` : 'Un champ est à corriger ; rien n’a été enregistré.',
  }),
  JSON_MALFORMED: ({ line, column }) => ({
    title: 'Corps illisible',
    detail: line
      ? `Le corps n’est pas du JSON : erreur à la ligne ${line}, colonne ${column}.`
      : 'Le corps n’est pas du JSON valable, ou il est vide.',
  }),
  ENCODING_INVALID: () => ({
    title: 'Encodage incorrect',
    detail: 'Le corps n’est pas encodé en UTF-8. Enregistrez-le en UTF-8, sans autre encodage.',
  }),
  BODY_TOO_LARGE: ({ most }) => ({ title: 'Corps trop volumineux', detail: `Le corps dépasse ${most} octets. Découpez l’envoi.` }),
  BODY_NOT_OBJECT: () => ({ title: 'Corps inattendu', detail: 'Le corps doit être un objet JSON : { "champ": valeur, … }.' }),
  MEDIA_TYPE_UNSUPPORTED: () => ({
    title: 'Format non pris en charge',
    detail: 'Envoyez le corps en JSON, avec l’en-tête Content-Type: application/json.',
  }),
  PARAMETER_UNKNOWN: () => ({ title: 'Paramètre inconnu', detail: 'L’adresse contient un paramètre qui n’existe pas ici.' }),
  PARAMETER_INVALID: () => ({ title: 'Paramètre non valable', detail: 'Un paramètre de l’adresse est à corriger.' }),
  HEADER_INVALID: () => ({ title: 'En-tête non valable', detail: 'Un en-tête de la demande est à corriger ; rien n’a été enregistré.' }),
  CURSOR_INVALID: () => ({
    title: 'Curseur non valable',
    detail: 'Ce curseur n’a pas été donné par ce serveur pour cette recherche. Reprenez à la première page et suivez les liens « next ».',
  }),
  CURSOR_LOST: () => ({
    title: 'La place de ce curseur n’existe plus',
    detail:
      'L’événement après lequel il reprend n’est plus dans le journal : une sauvegarde plus ancienne a été remise. Relisez depuis une date (since=…).',
  }),
  ADDRESS_MALFORMED: () => ({ title: 'Adresse mal formée', detail: 'L’adresse contient un caractère mal encodé (%…).' }),
  REQUEST_MALFORMED: () => ({ title: 'Demande mal formée', detail: 'La demande ne respecte pas le protocole HTTP.' }),
  METHOD_NOT_ALLOWED: ({ method, allowed }: { method: string; allowed: readonly string[] }) => ({
    title: 'Cette adresse ne prend pas cette méthode',
    detail: `${method} n’est pas prévu ici. Cette adresse prend ${allowed.join(', ')}.`,
  }),
  ROUTE_UNKNOWN: () => ({
    title: 'Adresse inconnue',
    detail: 'Aucune ressource ne répond à cette adresse. La documentation est à /api/docs.',
  }),
  FORMAT_UNKNOWN: ({ offered }: { offered: readonly string[] }) => ({
    title: 'Format inconnu ici',
    detail: `Cette adresse n’existe pas sous ce suffixe. Elle existe en ${offered.join(', ')}.`,
  }),
  NOT_ACCEPTABLE: ({ offered }: { offered: readonly string[] }) => ({
    title: 'Aucun format ne convient',
    detail: `L’en-tête Accept ne retient rien de ce que cette adresse donne : ${offered.join(', ')}.`,
  }),
  TABLE_TOO_LARGE: ({ most }) => ({
    title: 'Trop de lignes pour un fichier',
    detail: `Cette recherche a plus de ${new Intl.NumberFormat('fr-FR').format(most)} lignes. Restreignez-la (territoire, sorte, période), ou lisez page par page en JSON en suivant « next ».`,
  }),
  COMPARISON_TOO_LARGE: ({ most }) => ({
    title: 'Trop de faits pour en dire les indicateurs dans un fichier',
    detail: `Ce relevé a plus de ${new Intl.NumberFormat('fr-FR').format(most)} faits, le plus qu’un fichier en prend avec les indicateurs que chacun a déplacés. Rien n’en a été donné.`,
  }),
  SUBJECT_UNKNOWN: () => ({ title: 'Introuvable', detail: 'Rien de connu ne porte cet identifiant.' }),
  TOKEN_MISSING: () => ({
    title: 'Identification nécessaire',
    detail: 'Cette opération demande un jeton : en-tête Authorization: Bearer … (palimpseste token).',
  }),
  TOKEN_INVALID: () => ({ title: 'Jeton refusé', detail: 'Ce jeton n’existe pas ou a été révoqué.' }),
  ROLE_INSUFFICIENT: ({ role }) => ({
    title: 'Droits insuffisants',
    detail: `Le rôle « ${rolesFr[role as string] ?? role} » ne permet pas cette opération.`,
  }),
  AUDIT_LOG_EMPTY: () => ({ title: 'Rien de scellé', detail: 'Le journal d’audit n’a encore rien scellé, ou n’est pas tenu ici.' }),
  EVENT_NOT_SEALED: () => ({
    title: 'Pas encore scellé',
    detail: 'Cet événement est enregistré et attend d’être scellé, d’ordinaire une seconde. Recommencez dans un instant.',
  }),
  DECISION_FILE_TOO_LARGE: ({ what, most }) => ({
    title: 'Dossier trop volumineux',
    detail: `Un dossier de décision ne tient pas plus de ${new Intl.NumberFormat('fr-FR').format(most as number)} ${inFileFr[what as string] ?? what}. Resserrez la période (from, to), et demandez plusieurs dossiers.`,
  }),
  FILE_KEY_NOT_ENDORSED: () => ({
    title: 'Clé des dossiers pas encore reconnue',
    detail:
      'Aucun worker qui tient la clé du journal d’audit n’a encore reconnu celle qui signe les dossiers ici : il le fait à son démarrage, avec le même PALIMPSESTE_SECRET.',
  }),
  JOB_ENDED: () => ({ title: 'Tâche déjà terminée', detail: 'Cette tâche a pris fin : il n’y a plus rien à annuler.' }),
  REVISION_MISMATCH: ({ actual }) => ({
    title: 'Le sujet a changé entre-temps',
    detail: `If-Match ne correspond plus : le sujet en est à la révision ${actual}. Relisez-le avant de recommencer.`,
  }),
  COMMAND_ID_REUSED: () => ({
    title: 'Clé d’idempotence déjà utilisée',
    detail: 'Cette Idempotency-Key a déjà enregistré autre chose. Rien de nouveau n’a été enregistré : prenez une nouvelle clé.',
  }),
  CONFLICT_PERSISTENT: () => ({
    title: 'Trop d’écritures simultanées',
    detail: 'D’autres écritures sur ce sujet ont pris les devants. Recommencez.',
  }),
  FACT_TOO_LARGE: () => ({ title: 'Fait trop volumineux', detail: 'Ce fait dépasse la taille d’un enregistrement. Découpez-le.' }),
  STORE_UNAVAILABLE: () => ({
    title: 'Mémoire momentanément indisponible',
    detail: 'La base ne répond pas. Recommencez avec la même Idempotency-Key : rien ne sera enregistré deux fois.',
  }),
  OVERLOADED: () => ({
    title: 'Trop de demandes en même temps',
    detail:
      'Rien de cette demande n’a été traité. Recommencez dans quelques instants, avec la même Idempotency-Key s’il s’agit d’enregistrer.',
  }),
  READ_MODEL_CHANGING: () => ({
    title: 'Cette lecture se refait',
    detail:
      'Ce serveur et ce qu’il lit ne sont pas de la même version : une mise à jour est en cours. Rien n’a été lu ; réessayez dans un moment.',
  }),
  NOT_CAUGHT_UP: () => ({
    title: 'Lecture pas encore à jour',
    detail: 'L’enregistrement demandé par minPosition n’est pas encore lisible. Recommencez dans un instant.',
  }),
  TOO_MANY_STREAMS: () => ({
    title: 'Trop de relectures en cours',
    detail: 'Le nombre de relectures simultanées est atteint. Recommencez dans un instant.',
  }),
  TOO_MANY_FILES: () => ({
    title: 'Trop de fichiers en préparation',
    detail: 'Le nombre de fichiers préparés en même temps est atteint. Recommencez dans quelques instants.',
  }),
  TRAIL_UNAVAILABLE: () => ({
    title: 'Journal des accès indisponible',
    detail: 'Ce qui n’est pas public ne se lit que si le journal des accès peut l’écrire. Réessayez dans un instant.',
  }),
  PERSON_KEYS_ABSENT: () => ({
    title: 'Pas de clés de personnes',
    detail: 'Cette installation ne garde pas de données personnelles : PERSON_KEYS_URL n’est pas donné. Rien n’a été enregistré.',
  }),
  LOCKER_ABSENT: () => ({
    title: 'Pas de coffre',
    detail: 'Cette installation ne garde pas de documents : LOCKER_URL n’est pas donné. Rien n’a été enregistré.',
  }),
  CAPTURE_TYPE_REFUSED: ({ found, declared, offered }: { found?: string; declared?: string; offered: readonly string[] }) => ({
    title: 'Document d’une sorte qui n’est pas gardée',
    detail: `${found ? `Son contenu est ${found}${declared && declared !== found ? `, mais il a été envoyé comme ${declared}` : ''}` : 'Son contenu n’est d’aucune sorte connue'}. Sont gardés : ${offered.join(', ')}. Rien n’a été enregistré.`,
  }),
  CAPTURE_ACTIVE: ({ mediaType }) => ({
    title: 'Le document contient du contenu actif',
    detail: `Ce document (${mediaType}) pourrait agir chez qui l’ouvre ; il est gardé tel quel ou pas du tout. Rien n’a été enregistré.`,
  }),
  CAPTURE_EMPTY: () => ({ title: 'Document vide', detail: 'Le corps de la demande, qui est le document lui-même, est vide.' }),
  CAPTURE_GONE: ({ sha256 }) => ({ title: 'Document détruit', detail: `Cette copie a été détruite ; il en reste l’empreinte ${sha256}.` }),
  CAPTURE_STILL_THERE: () => ({
    title: 'Destruction enregistrée, pas encore faite',
    detail: 'La destruction est au registre, mais la copie est encore au coffre : recommencez la même demande dans un instant.',
  }),
  REDISTRIBUTION_FORBIDDEN: ({ sha256 }) => ({
    title: 'Document non redistribuable',
    detail: `La licence de ce document n’en permet pas la redistribution : seuls les agents et les auditeurs le lisent. Son empreinte SHA-256 est ${sha256}.`,
  }),
  RANGE_UNSATISFIABLE: ({ bytes }) => ({
    title: 'Partie inexistante',
    detail: `Ce document a ${bytes} octets : la partie demandée n’en est pas.`,
  }),
  NOT_READY: () => ({ title: 'Démarrage en cours', detail: 'Les données ne sont pas encore lisibles.' }),
  REQUEST_REFUSED: () => ({ title: 'Demande refusée', detail: 'Le serveur ne peut pas répondre à cette demande telle qu’elle est.' }),
  UNEXPECTED: ({ correlationId }) => ({
    title: 'Erreur du serveur',
    detail: `La demande n’a pas abouti, par la faute du serveur. Référence à donner : ${correlationId}.`,
  }),
};

const inFileFr: Readonly<Record<string, string>> = {
  facts: 'versions de faits',
  documents: 'documents cités',
  bytes: 'octets de documents',
  heldBytes: 'octets de faits et de preuves',
};

export const rolesFr: Readonly<Record<string, string>> = {
  officer: 'agent de développement',
  auditor: 'auditeur',
  administrator: 'administrateur',
};

/** Title of a refusal whose module has no sentence for it. */
export const refusedFr = 'Règle du domaine';
export const remedyOfRefusalFr = 'Si la source publiée le dit malgré la règle, enregistrez-le avec « exception » : la règle et la raison.';
