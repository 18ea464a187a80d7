import type { Language } from '@app/http';
import type { Missing, Result } from './targets.js';
import { missingEn, reachedEn, rulesEn } from './words.en.js';
import { missingFr, reachedFr, rulesFr } from './words.fr.js';

export type MissingWords = Readonly<Record<Missing | NoForecast, string>>;
export type ReachedWords = Readonly<Record<NonNullable<Result['reached']>, string>>;
/** Why nothing is forecast. */
export type NoForecast = 'TOO_FEW_YEARS' | 'YEARS_WITHHELD';

export interface Rules {
  readonly results: string;
  readonly trajectory: string;
  readonly forecast: string;
  readonly label: string;
}

export const wordsOfDashboard = (language: Language) =>
  language === 'fr'
    ? { missing: missingFr, reached: reachedFr, rules: rulesFr }
    : { missing: missingEn, reached: reachedEn, rules: rulesEn };
