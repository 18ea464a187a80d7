import type { SortOfRestatement } from '@app/timeline';

export const restatementWordsFr: RestatementWords = {
  sorts: { recording: 'enregistré tard', correction: 'corrigé', retraction: 'retiré' },
  rule: 'Jours entre le dernier jour où le fait a pu avoir lieu et celui (heure de Paris) où il fut enregistré, corrigé ou retiré. Sans dernier jour connu, aucun retard n’est compté.',
};

export interface RestatementWords {
  readonly sorts: Readonly<Record<SortOfRestatement, string>>;
  /** How the lag is counted. */
  readonly rule: string;
}
