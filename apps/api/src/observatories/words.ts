import type { Language } from '@app/http';
import type { Dimension, Vocabulary } from '@app/measuring';
import { categoriesEn, columnsEn, dimensionsEn, sectionsEn } from './words.en.js';
import { categoriesFr, columnsFr, dimensionsFr, sectionsFr } from './words.fr.js';

export type Dimensions = Readonly<Record<Dimension, string>>;

/** Words of the categories, by the vocabulary they are of. */
export type Categories = Readonly<Record<Vocabulary, Readonly<Record<string, string>>>>;

/** Titles of the sections of the NAF rev. 2 (décret n° 2007-1888), the longest shortened. */
export type Sections = Readonly<Record<string, string>>;

/** Figures of a cell, as columns of a file. */
export const FIGURES = ['value', 'low', 'high', 'sure', 'possible', 'facts', 'subjects', 'disputed', 'approximate', 'withheld'] as const;
export type Columns = Readonly<Record<(typeof FIGURES)[number] | 'unit', string>>;

export const categoriesOf = (language: Language): Categories => (language === 'fr' ? categoriesFr : categoriesEn);
export const sectionsOf = (language: Language): Sections => (language === 'fr' ? sectionsFr : sectionsEn);
export const dimensionLabels = (dimension: Dimension) => ({ fr: dimensionsFr[dimension], en: dimensionsEn[dimension] });
export const nameLabels = (dimension: Dimension) => ({
  fr: `${dimensionsFr[dimension]}, en clair`,
  en: `${dimensionsEn[dimension]}, name`,
});
export const columnLabels = (column: keyof Columns) => ({ fr: columnsFr[column], en: columnsEn[column] });
