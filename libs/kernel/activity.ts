import { rule } from './validation.js';

/** NAF rev. 2 (décret n° 2007-1888), and NAF 2025, which replaces it on 1 January 2027. The same code may mean two things. */
export const NAF_NOMENCLATURES = ['NAFRev2', 'NAF2025'] as const;
export type NafNomenclature = (typeof NAF_NOMENCLATURES)[number];

/** An economic activity: a section (`C`), division (`22`), group (`22.1`), class (`22.11`) or sub-class (`22.11Z`), with its nomenclature. */
export interface Naf {
  readonly code: string;
  readonly nomenclature: NafNomenclature;
}

const FORMS: Readonly<Record<NafNomenclature, RegExp>> = {
  NAFRev2: /^([A-U]|\d{2}(\.\d(\d[A-Z]?)?)?)$/,
  NAF2025: /^([A-V]|\d{2}(\.\d(\d[A-Z]?)?)?)$/,
};

/** An activity in the form of its nomenclature; that the code exists in it is not checked. */
export function nafProblem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'must be an object with "code" and "nomenclature": { "code": "22.11Z", "nomenclature": "NAFRev2" }';
  const { code, nomenclature, ...rest } = value as Record<string, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return `has an unknown field "${unknown}"`;
  if (!NAF_NOMENCLATURES.includes(nomenclature as NafNomenclature)) return `"nomenclature" must be one of ${NAF_NOMENCLATURES.join(', ')}`;
  return typeof code === 'string' && FORMS[nomenclature as NafNomenclature].test(code)
    ? null
    : '"code" must be a NAF code in quotes: "22.11Z", "22" or the letter of a section, "C"';
}

/** `{ code: "22.11Z", nomenclature: "NAFRev2" }`; see `Naf`. */
export const IsNaf = (): PropertyDecorator => rule('isNaf', undefined, nafProblem);
