import type { LinkOutcome } from '../queries/links.sql.js';

export const kindsFr: Readonly<Record<string, string>> = {
  source: 'source',
  territory: 'territoire',
  body: 'instance',
  decision: 'décision',
  project: 'projet',
  site: 'site',
  programme: 'dispositif',
  aid: 'aide',
  label: 'label',
  training: 'formation',
  indicator: 'indicateur',
  landaccount: 'compte foncier',
  request: 'demande au guichet unique',
  erasure: 'registre des effacements',
};

/** Titles of lists. */
export const pluralsFr: Readonly<Record<string, string>> = {
  source: 'Sources',
  territory: 'Territoires',
  body: 'Instances',
  decision: 'Décisions',
  project: 'Projets',
  site: 'Sites',
  programme: 'Dispositifs',
  aid: 'Aides',
  label: 'Labels',
  training: 'Formations',
  indicator: 'Indicateurs',
  landaccount: 'Comptes fonciers',
  request: 'Demandes au guichet unique',
  erasure: 'Registre des effacements',
};

export const statusesFr: Readonly<Record<string, string>> = {
  prospected: 'en prospection',
  announced: 'annoncé',
  authorised: 'autorisé',
  'under-way': 'en travaux',
  open: 'ouvert',
  suspended: 'suspendu',
  resumed: 'repris',
  abandoned: 'abandonné',
  operating: 'en activité',
  closing: 'fermeture annoncée',
  closed: 'fermé',
  'partly-reused': 'réemployé en partie',
  reclassified: 'requalifié',
  split: 'divisé',
  merged: 'réuni à un autre',
  active: 'en place',
  'in-force': 'en vigueur',
  repealed: 'abrogé',
  granted: 'accordé',
  received: 'reçu',
  answered: 'répondu',
};

export const claimStatusesFr: Readonly<Record<string, string>> = {
  announced: 'annoncé',
  committed: 'engagé',
  realised: 'réalisé',
  surviving: 'encore là',
};

export const rolesFr: Readonly<Record<string, string>> = { owner: 'propriétaire', operator: 'exploitant', tenant: 'locataire' };

export const visibilitiesFr: Readonly<Record<string, string>> = { public: 'public', internal: 'interne', confidential: 'confidentiel' };

export const basisFr = {
  recorded: 'Connu de nous à cette date (date d’enregistrement)',
  publication: 'Publié à cette date : les dates d’enregistrement sont remplacées par les dates de publication des sources',
};

export const redistributionsFr: Readonly<Record<string, string>> = {
  allowed: 'redistribuable',
  forbidden: 'réservé aux agents et aux auditeurs',
};

export const linksFr: Readonly<Record<LinkOutcome, string>> = {
  alive: 'répond',
  guarded: 'répond, mais pas à un programme',
  failed: 'ne répond plus',
};
