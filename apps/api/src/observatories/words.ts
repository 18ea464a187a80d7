import type { Language } from '@app/http';
import type { Dimension, IndicatorUnit } from '@app/measuring';
import { columnsEn, dimensionsEn, unitsEn } from './words.en.js';
import { columnsFr, dimensionsFr, unitsFr } from './words.fr.js';

export type Units = Readonly<Record<IndicatorUnit, string>>;
export type Dimensions = Readonly<Record<Dimension, string>>;

/** Figures of a cell, as columns of a file. */
export const FIGURES = ['value', 'low', 'high', 'sure', 'possible', 'facts', 'subjects', 'disputed', 'approximate', 'withheld'] as const;
export type Columns = Readonly<Record<(typeof FIGURES)[number] | 'unit' | 'territoryLabel', string>>;

export const unitsOf = (language: Language): Units => (language === 'fr' ? unitsFr : unitsEn);
export const dimensionLabels = (dimension: Dimension) => ({ fr: dimensionsFr[dimension], en: dimensionsEn[dimension] });
export const columnLabels = (column: keyof Columns) => ({ fr: columnsFr[column], en: columnsEn[column] });
