import type { Naf } from '@app/kernel';
import type { Chance } from './chance.js';

export interface Activity {
  readonly naf: Naf;
  readonly sector: string;
  /** Euros of investment for a job, in the middle. */
  readonly intensity: number;
}

const activity = (code: string, sector: string, intensity: number): Activity => ({
  naf: { code, nomenclature: 'NAFRev2' },
  sector,
  intensity,
});

export const ACTIVITIES: readonly Activity[] = [
  activity('27.20Z', 'batteries', 800_000),
  activity('29.10Z', 'automobile', 300_000),
  activity('29.32Z', 'automobile', 180_000),
  activity('22.11Z', 'caoutchouc', 200_000),
  activity('10.89Z', 'agroalimentaire', 150_000),
  activity('10.71C', 'alimentation', 60_000),
  activity('52.10B', 'logistique', 120_000),
  activity('49.41A', 'logistique', 80_000),
  activity('62.01Z', 'numerique', 40_000),
  activity('63.11Z', 'numerique', 900_000),
  activity('20.14Z', 'chimie', 600_000),
  activity('21.20Z', 'sante', 400_000),
  activity('24.10Z', 'metallurgie', 700_000),
  activity('25.62B', 'mecanique', 120_000),
  activity('30.20Z', 'ferroviaire', 250_000),
  activity('13.30Z', 'textile', 90_000),
  activity('16.10A', 'bois', 150_000),
  activity('38.32Z', 'recyclage', 300_000),
  activity('35.11Z', 'energie', 2_000_000),
  activity('41.20B', 'construction', 40_000),
  activity('47.11D', 'commerce', 50_000),
  activity('55.10Z', 'tourisme', 110_000),
  activity('70.22Z', 'services', 15_000),
  activity('86.10Z', 'sante', 90_000),
  activity('01.13Z', 'agriculture', 100_000),
  activity('26.11Z', 'electronique', 900_000),
];

const FIRST = [
  'Val',
  'Nor',
  'Artéo',
  'Mé',
  'Lumi',
  'Tex',
  'Agri',
  'Fer',
  'Opa',
  'Sil',
  'Car',
  'Bel',
  'Gan',
  'Héli',
  'Cer',
  'Dul',
  'Ori',
  'Pla',
];
const SECOND = ['dor', 'tec', 'lys', 'nova', 'mat', 'sol', 'pac', 'line', 'dis', 'cor', 'via', 'gest', 'bat', 'mix', 'fil', 'zen'];
const THIRD = [
  'Industrie',
  'Services',
  'France',
  'et Fils',
  'Logistique',
  'Énergies',
  'Ingénierie',
  'Production',
  'Distribution',
  'SAS',
  '',
];

/** An invented firm. */
export const company = (chance: Chance): string => `${chance.of(FIRST)}${chance.of(SECOND)} ${chance.of(THIRD)}`.trim();

export const PROJECT_KINDS = [
  'Implantation',
  'Extension',
  'Reconversion',
  'Modernisation',
  'Atelier',
  'Plateforme',
  'Hôtel d’entreprises',
] as const;
export const THEMES = ['industrie', 'logistique', 'tertiaire', 'économie circulaire', 'équipement', 'énergie', 'tourisme'] as const;
export const PRESS = ['La Voix du territoire', 'Le Courrier économique', 'Chronique des entreprises', 'La Gazette des projets'] as const;
export const TOPICS = [
  'recherche d’un local',
  'recherche d’un terrain',
  'aide à l’embauche',
  'aide à l’investissement',
  'reprise d’entreprise',
  'logement d’un salarié',
  'transport vers la zone d’activité',
] as const;
export const COURSES = [
  'Conducteur de ligne',
  'Soudeur',
  'Technicien de maintenance',
  'Cariste',
  'Développeur',
  'Électricien industriel',
  'Cuisinier',
] as const;
