import type { Unit } from '@app/kernel';
import type { EntityClass, Projection } from '@app/projecting';
import type { Dimension, Reading } from './reading.js';

export interface Texts {
  readonly fr: string;
  readonly en: string;
}

export const INDICATOR_UNITS = ['EUR', 'people', 'count', 'share', 'ha', 'm2', 'days', 'points', 'per-1000'] as const satisfies readonly (
  Unit | string
)[];
export type IndicatorUnit = (typeof INDICATOR_UNITS)[number];

/** What the categories of an indicator are: each vocabulary has its words in both languages. Series and years need none. */
export const VOCABULARIES = ['solution', 'beneficiary', 'requester', 'purpose', 'step', 'land', 'floor'] as const;
export type Vocabulary = (typeof VOCABULARIES)[number];

/** One entry, and the dashboards, the API and the catalogue know it. */
export interface Indicator {
  readonly key: string;
  readonly label: Texts;
  readonly unit: IndicatorUnit;
  readonly definition: Texts;
  /** What it is a share or a number out of, where it is one. */
  readonly denominator?: Texts;
  /** How it is made, in words: what is counted, when, and what is left out. */
  readonly rule: Texts;
  /** Where the definition comes from. */
  readonly source: { readonly title: string; readonly url?: string };
  readonly reading: Reading;
  /** How it was made before, last first: what was computed by then stays explained. */
  readonly formerly?: readonly { readonly until: string; readonly reading: Reading }[];
  readonly by: readonly Dimension[];
  /** Of which its categories are words, when it is broken down by them. */
  readonly categories?: Vocabulary;
  /** Counts people: groups of fewer than five are shown to nobody but those who see everything. */
  readonly people?: boolean;
}

/** A folder of `libs/observatories`: a projection into one fact table, and what is read from it. */
export interface Observatory {
  readonly key: string;
  readonly label: Texts;
  readonly purpose: Texts;
  readonly projection: Projection;
  /** Its fact table: `rm.<table>`. */
  readonly table: string;
  readonly entities: readonly EntityClass[];
  readonly indicators: readonly Indicator[];
}
