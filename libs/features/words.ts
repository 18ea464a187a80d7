import { wordsIn } from '@app/timeline';
import { beneficiaryKindsEn, beneficiaryKindsFr } from '@domain/funding';
import type { Language } from './collections.js';
import type { Scalar } from './saying.js';
import { siteKindsEn } from './words.en.js';
import { siteKindsFr } from './words.fr.js';

type Labels = (code: string) => string;

const labelled =
  (table: Readonly<Record<string, string>>): Labels =>
  (code) =>
    Object.hasOwn(table, code) ? table[code]! : code;

// By the property that holds the code.
const LABELS: Readonly<Record<Language, Readonly<Record<string, Labels>>>> = {
  fr: { status: wordsIn('fr').status, kind: labelled(siteKindsFr), beneficiary_kind: labelled(beneficiaryKindsFr) },
  en: { status: wordsIn('en').status, kind: labelled(siteKindsEn), beneficiary_kind: labelled(beneficiaryKindsEn) },
};

const LABEL = '_label';

/** What a property ending in `_label` says of the code beside it; undefined for any other property. */
export function labelOf(key: string, values: Readonly<Record<string, Scalar>>, language: Language): Scalar | undefined {
  if (!key.endsWith(LABEL)) return undefined;
  const property = key.slice(0, -LABEL.length);
  const code = values[property];
  return typeof code === 'string' ? (LABELS[language][property]?.(code) ?? code) : null;
}
