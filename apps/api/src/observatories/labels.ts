import type { Cell, Dimension, Indicator } from '@app/measuring';
import type { NameQueries, Words } from '@app/timeline';
import type { Asking } from './asking.js';
import { categoriesOf, sectionsOf } from './words.js';

/** Dimensions whose keys are codes: people read something else in their place. */
export const NAMED = ['territory', 'programme', 'subject', 'category', 'naf', 'status'] as const satisfies readonly Dimension[];

/** What people read in place of a key; the key itself where there is no more to say. */
export type Labels = (dimension: Dimension, key: string | null | undefined) => string | null;

/** Words for the keys of these cells, in the reader's language. */
export async function labelsOf(
  cells: readonly Cell[],
  { categories }: Indicator,
  { parts, question: { reader, moment } }: Asking,
  words: Words,
  queries: NameQueries,
): Promise<Labels> {
  const subjects = cells.flatMap(({ key: { subject, programme } }) => [subject, programme && streamOf(programme)]);
  const names = await queries.byStreams([...new Set(subjects.filter((stream) => typeof stream === 'string'))], reader, moment);
  const terms = categories && categoriesOf(words.language)[categories];
  const told: Partial<Record<Dimension, (key: string) => string | undefined>> = {
    territory: (key) => parts.get(key)?.name,
    programme: (key) => names.get(streamOf(key)),
    subject: (key) => names.get(key),
    category: (key) => (terms && Object.hasOwn(terms, key) ? terms[key] : undefined),
    naf: (key) => sectionsOf(words.language)[key],
    status: words.claimStatus,
  };
  return (dimension, key) => (key === null || key === undefined ? null : (told[dimension]?.(key) ?? key));
}

const streamOf = (programme: string): string => `programme-${programme}`;
