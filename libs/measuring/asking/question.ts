import type { Moment, Reader } from '@app/projecting';
import type { Dimension } from '../reading.js';

/** A municipality of a territory, and the days it belongs to it, from the first to before the last: null is without end. */
export interface Member {
  readonly communeCode: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Where facts are looked for: the municipalities of a territory, and the territories that a fact may name in their place. */
export interface Scope {
  readonly everywhere: boolean;
  readonly members: readonly Member[];
  readonly territoryIds: readonly string[];
  /** The names of the territory itself, for what somebody published of it and of nothing smaller. */
  readonly self: readonly string[];
  /** How many municipalities it has: a member may stand under former codes too. */
  readonly communes: number;
  /** Legal population, for rates; null where it is not known. */
  readonly population: number | null;
}

export interface Part extends Scope {
  readonly key: string;
}

/** What facts may be narrowed to; `subject` is a stream: `site-bridgestone-bethune`. */
export const FILTERS = ['programme', 'theme', 'sector', 'naf', 'status', 'category', 'subject'] as const;
export type Filter = (typeof FILTERS)[number];

/** What is asked of a reading. Days are calendar days (Europe/Paris), inclusive. */
export interface Question {
  /** The fact table: `employment_fact`. Part of the code, never of a request. */
  readonly table: string;
  readonly moment: Moment;
  readonly reader: Reader;
  readonly scope: Scope;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: readonly Dimension[];
  /** The parts of the territory, when it is broken down by territory. */
  readonly parts?: readonly Part[];
  readonly filter?: Partial<Record<Filter, string>>;
  /** Counts people: small groups are put together for the public. */
  readonly people?: boolean;
  /** Only what had been recorded by then, as it is known at the moment: tells corrections from news. */
  readonly recordedBy?: string;
}

/** The same question, told apart by one more dimension where it is not yet. */
export const brokenDownBy = (dimension: Dimension, question: Question): Question =>
  question.by.includes(dimension) ? question : { ...question, by: [...question.by, dimension] };

/** The last day that counts: of the period, and not after what is true. */
export const lastDay = ({ to, moment: { at } }: Pick<Question, 'to' | 'moment'>): string | null =>
  to === null ? at : at === null || to < at ? to : at;

/** Without any limit in time, what has no date is counted too; otherwise it is told apart. */
export const isTimeless = (question: Pick<Question, 'from' | 'to' | 'moment'>): boolean =>
  question.from === null && lastDay(question) === null;
