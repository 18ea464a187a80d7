import type { Purpose } from '@observatories/proximity';
import type { RequesterKind } from '@domain/desk';
import { beneficiaryKindsFr } from '@domain/funding';
import { areasFr, solutionsFr } from '@domain/sites';
import type { Categories, Columns, Dimensions, Sections } from './words.js';

export const dimensionsFr: Dimensions = {
  territory: 'Territoire',
  year: 'Année',
  quarter: 'Trimestre',
  month: 'Mois',
  programme: 'Dispositif',
  theme: 'Thème',
  sector: 'Filière',
  naf: 'Section NAF',
  status: 'Statut',
  category: 'Catégorie',
  horizon: 'Mois après la fermeture',
  subject: 'Sujet',
};

export const columnsFr: Columns = {
  value: 'Valeur',
  low: 'Étendue, bas',
  high: 'Étendue, haut',
  sure: 'Sûrement dans la période',
  possible: 'Peut-être dans la période',
  facts: 'Nombre de faits',
  subjects: 'Nombre de sujets',
  disputed: 'Sources en désaccord',
  approximate: 'Une source arrondit ou borne',
  withheld: 'Petits groupes tus ou réunis',
  unit: 'Unité',
};

const requesters: Record<RequesterKind, string> = {
  company: 'entreprise',
  newcomer: 'nouvel arrivant',
  employee: 'salarié',
  other: 'autre',
};
const purposes: Record<Purpose, string> = {
  circular: 'économie circulaire',
  social: 'économie sociale et solidaire',
  'circular-and-social': 'économie circulaire, sociale et solidaire',
  other: 'autre',
};
const steps = {
  prospected: 'en prospection',
  announced: 'annoncé',
  authorised: 'autorisé',
  'works-started': 'travaux commencés',
  opened: 'ouvert',
  suspended: 'suspendu',
  resumed: 'repris',
  abandoned: 'abandonné',
};

export const categoriesFr: Categories = {
  solution: { ...solutionsFr, withheld: 'petits groupes réunis' },
  beneficiary: beneficiaryKindsFr,
  requester: requesters,
  purpose: purposes,
  step: steps,
  land: areasFr.land,
  floor: areasFr.floor,
};

export const sectionsFr: Sections = {
  A: 'Agriculture, sylviculture et pêche',
  B: 'Industries extractives',
  C: 'Industrie manufacturière',
  D: 'Électricité, gaz, vapeur et air conditionné',
  E: 'Eau, assainissement, déchets et dépollution',
  F: 'Construction',
  G: 'Commerce, réparation d’automobiles et de motocycles',
  H: 'Transports et entreposage',
  I: 'Hébergement et restauration',
  J: 'Information et communication',
  K: 'Activités financières et d’assurance',
  L: 'Activités immobilières',
  M: 'Activités spécialisées, scientifiques et techniques',
  N: 'Activités de services administratifs et de soutien',
  O: 'Administration publique',
  P: 'Enseignement',
  Q: 'Santé humaine et action sociale',
  R: 'Arts, spectacles et activités récréatives',
  S: 'Autres activités de services',
  T: 'Activités des ménages',
  U: 'Activités extra-territoriales',
};
