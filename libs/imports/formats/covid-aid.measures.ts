import type { Unit } from '@app/kernel';

/** A total that a file gives for each territory, and for each activity where it does. */
export interface Total {
  /** Field of the file. */
  readonly field: string;
  readonly unit: Unit;
  /** Last part of the indicator's identifier, and its name. */
  readonly id: string;
  readonly name: string;
}

export interface Measure {
  /** How the file's name begins. */
  readonly file: RegExp;
  readonly id: string;
  readonly name: string;
  readonly territories: 'department' | 'region';
  readonly totals: readonly Total[];
  /** The field whose list gives the same totals by section of the NAF rev. 2. */
  readonly bySection?: string;
}

const amount: Total = { field: 'montant', unit: 'EUR', id: 'amount', name: 'montant' };
const aids: Total = { field: 'nombre', unit: 'count', id: 'aids', name: 'nombre d’aides' };
const firms: Total = { field: 'nombre_siren', unit: 'count', id: 'firms', name: 'nombre d’entreprises' };

/** The measures of the "Aides aux entreprises" dashboard. Short-time work, told month by month, is read apart. */
export const MEASURES: readonly Measure[] = [
  {
    file: /^aides[-_.]/i,
    id: 'fonds-solidarite',
    name: 'Fonds de solidarité',
    territories: 'department',
    totals: [amount, aids, firms],
    bySection: 'kpi_top_10_naf',
  },
  {
    file: /^pge[-_.]/i,
    id: 'pge',
    name: 'Prêts garantis par l’État',
    territories: 'department',
    totals: [amount, { ...aids, name: 'nombre de prêts' }],
    bySection: 'kpi_top_10_naf',
  },
  {
    file: /^report[-_.]/i,
    id: 'reports-echeances',
    name: 'Reports d’échéances fiscales',
    territories: 'department',
    totals: [amount, { ...aids, name: 'nombre de reports' }],
    bySection: 'kpi_top_10_naf',
  },
  {
    file: /^cpsti[-_.]/i,
    id: 'aide-cpsti',
    name: 'Aide exceptionnelle aux indépendants (CPSTI)',
    territories: 'department',
    totals: [amount, aids],
    bySection: 'kpi_top_10_naf',
  },
  {
    file: /^arpb[-_.]/i,
    id: 'avances-remboursables',
    name: 'Avances remboursables et prêts bonifiés',
    territories: 'region',
    totals: [amount, aids, { field: 'effectifs', unit: 'people', id: 'jobs', name: 'effectifs' }],
  },
];

/** Short-time work: what every month's list gives by activity, added up for the month. */
export const SHORT_TIME: Measure = {
  file: /^activite-partielle/i,
  id: 'activite-partielle',
  name: 'Activité partielle',
  territories: 'region',
  totals: [
    { field: 'nombre_demandes_deposees', unit: 'count', id: 'requests', name: 'demandes déposées' },
    { field: 'nombre_heures_demandees', unit: 'count', id: 'hours', name: 'heures demandées' },
    { field: 'nombre_salaries_concernes', unit: 'people', id: 'employees', name: 'salariés concernés' },
  ],
};
