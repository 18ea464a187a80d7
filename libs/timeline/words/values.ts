import { activityEn, activityFr, DateError, parseOccurred, type Figure, type Naf, type Occurred } from '@app/kernel';
import { codesEn, fieldsEn } from './fields.en.js';
import { codesFr, fieldsFr } from './fields.fr.js';
import type { Language, Words } from './words.js';

type Telling = Pick<Words, 'language' | 'date' | 'figure' | 'claimStatus'>;
type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Fields that hold an EDTF date as text; `by` is a date or a name. */
const DATES = new Set(['expectedOpening', 'expectedProduction', 'expectedDelivery', 'period', 'by']);

export const fieldIn = (language: Language, field: string): string => {
  const labels: Readonly<Record<string, string>> = language === 'fr' ? fieldsFr : fieldsEn;
  return Object.hasOwn(labels, field) ? labels[field]! : field;
};

/** What a field holds, as people read it; null where it holds nothing. */
export function valueIn(words: Telling, field: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((item) => valueIn(words, field, item)).join(' ; ');
  if (typeof value === 'object') return objectIn(words, field, value as Record<string, unknown>);
  if (typeof value === 'number') return new Intl.NumberFormat(words.language === 'fr' ? 'fr-FR' : 'en-GB').format(value);
  const text = String(value);
  if (field === 'status') return words.claimStatus(text);
  if (DATES.has(field)) return dateIn(words, text);
  const codes = (words.language === 'fr' ? codesFr : codesEn) as unknown as Labels;
  return Object.hasOwn(codes, field) && Object.hasOwn(codes[field]!, text) ? codes[field]![text]! : text;
}

function objectIn(words: Telling, field: string, value: Record<string, unknown>): string {
  const isFrench = words.language === 'fr';
  if ('edtf' in value) return words.date(value as unknown as Occurred);
  if ('unit' in value) return words.figure(value as unknown as Figure);
  if ('nomenclature' in value) return (isFrench ? activityFr : activityEn)({ naf: value as unknown as Naf }).join(' ; ');
  if ('coordinates' in value) return isFrench ? 'tracé joint au fait' : 'outline in the fact';
  if ('documentId' in value) return [value.documentId, value.locator].filter(Boolean).join(', ');
  // Of the others, what people read: a part's name, a challenge, a share of something.
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined && inner !== null)
    .map(([name, inner]) => valueIn(words, name === 'solution' || name === 'kind' ? field : name, inner))
    .join(', ');
}

function dateIn(words: Telling, text: string): string {
  try {
    return words.date(parseOccurred(text));
  } catch (error) {
    if (error instanceof DateError) return text;
    throw error;
  }
}
