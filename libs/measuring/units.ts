import type { IndicatorUnit, Texts } from './indicator.js';
import { unitsEn } from './units.en.js';
import { unitsFr } from './units.fr.js';

/** What the figures of indicators count in, worded. */
export const unitsOf = (language: keyof Texts): Readonly<Record<IndicatorUnit, string>> => (language === 'fr' ? unitsFr : unitsEn);
