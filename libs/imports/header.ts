import { nearest } from '@app/http';
import type { Entry, Fields, PlaceOf } from './entry.js';
import { problem, type ImportProblem } from './problem.js';

export const FORMAT = 'palimpseste/1';
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const isName = (value: unknown): value is string => typeof value === 'string' && value.length <= 80 && SLUG.test(value);

/** What a data file says, before its entries are checked against the commands. */
export interface DataFile {
  readonly file: string;
  /** Sources first, then events, each in the order of the file. */
  readonly entries: readonly Entry[];
  readonly problems: readonly ImportProblem[];
  /** What was left out or changed on the way in: nothing is refused for it. */
  readonly remarks?: readonly ImportProblem[];
}

/** What is wrong with `format`, `dataset` and the names of the other parts. */
export function headerProblems(header: Fields, at: PlaceOf, sections: readonly string[]): ImportProblem[] {
  const problems: ImportProblem[] = [];
  if (header.format === undefined) problems.push(problem('FORMAT_MISSING', { ...at(''), path: '' }, {}));
  else if (header.format !== FORMAT) problems.push(problem('FORMAT_UNKNOWN', at('format'), {}, header.format));
  if (!isName(header.dataset)) problems.push(problem('DATASET_INVALID', at('dataset'), {}, header.dataset));
  for (const key of Object.keys(header).filter((name) => !sections.includes(name))) {
    problems.push(problem('SECTION_UNKNOWN', at(key, 'key'), { key, nearest: nearest(key, sections) }));
  }
  return problems;
}
