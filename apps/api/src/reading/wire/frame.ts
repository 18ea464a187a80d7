import { OPEN_LICENCE } from '@app/exports';
import type { Moment } from '@app/timeline';
import type { Words } from '@app/timeline';

/** What every answer says of itself: its two times, what "known" means there, its language and its licence. */
export function frameOf({ at, asOf, basis }: Moment, words: Words) {
  return { at, asOf, asOfBasis: basis, asOfBasisLabel: words.basis(basis), language: words.language, licence: OPEN_LICENCE };
}
