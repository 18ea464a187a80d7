import type { Moment } from '@app/timeline';
import type { Words } from '@app/timeline';

/** https://www.etalab.gouv.fr/licence-ouverte-open-licence */
const LICENCE = { name: 'Licence Ouverte / Open Licence 2.0', url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence' };

/** What every answer says of itself: its two times, what "known" means there, its language and its licence. */
export function frameOf({ at, asOf, basis }: Moment, words: Words) {
  return { at, asOf, asOfBasis: basis, asOfBasisLabel: words.basis(basis), language: words.language, licence: LICENCE };
}
