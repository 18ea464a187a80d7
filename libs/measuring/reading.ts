import type { ClaimStatus } from '@app/kernel';

/** Which rows of a fact table a reading is about. */
export interface Selection {
  readonly measure: string;
  readonly status?: ClaimStatus;
  readonly category?: readonly string[];
  /** Sections of the NAF: the fact's own activity, or its subject's. */
  readonly naf?: readonly string[];
  readonly unit?: string;
  /** Measure of the rows they belong to: place, activity and category that a row does not say itself are those of the row it is part of. */
  readonly of?: string;
}

/**
 * How a figure is made of facts. Only the first five look at rows; the others are made of them, cell by cell.
 *
 * - `sum`: what happened within the period. An uncertain date spreads its amount over its days.
 * - `count`: how many happened within the period. What cannot be split is counted on the day half-way.
 * - `level`: what stood at the end of the period: of each subject the last word said by then, added up; `count`: how many subjects; `share`:
 *   not added up, told where one subject alone says it, else as a span.
 * - `duration`: days from one fact of a subject to another, at the quantile, counted where the second one is.
 * - `observed`: what somebody else published of exactly this territory, the last vintage known. Different series never become one figure:
 *   where there are several, none is told.
 */
export type Reading =
  | { readonly kind: 'sum'; readonly facts: Selection }
  | { readonly kind: 'count'; readonly facts: Selection }
  | { readonly kind: 'level'; readonly facts: Selection; readonly of?: 'count' | 'share' }
  | { readonly kind: 'duration'; readonly from: Selection; readonly to: Selection; readonly quantile: number }
  | { readonly kind: 'observed'; readonly facts: Selection }
  /**
   * `scale` times one over the other; nothing where the denominator is nothing. `among` leaves out of both what has no denominator of its
   * own: aid of a programme whose envelope nobody told says nothing of the use of envelopes.
   */
  | { readonly kind: 'ratio'; readonly of: Reading; readonly per: Reading; readonly scale?: number; readonly among?: Dimension }
  | { readonly kind: 'difference'; readonly of: Reading; readonly minus: Reading }
  | { readonly kind: 'per-inhabitants'; readonly of: Reading; readonly inhabitants: number }
  /** Municipalities of the territory in which none of these happened within the period. */
  | { readonly kind: 'communes-without'; readonly facts: Selection };

export type BaseReading = Extract<Reading, { readonly kind: 'sum' | 'count' | 'level' | 'duration' | 'observed' }>;

/** What a figure may be broken down by. */
export const DIMENSIONS = [
  'territory',
  'year',
  'quarter',
  'month',
  'programme',
  'theme',
  'sector',
  'naf',
  'status',
  'category',
  'horizon',
  'subject',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const TIMES = ['year', 'quarter', 'month'] as const;
export type Time = (typeof TIMES)[number];
export const isTime = (dimension: Dimension): dimension is Time => (TIMES as readonly Dimension[]).includes(dimension);
