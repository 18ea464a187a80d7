import type { Bound, Figure, Unit } from './figure.js';
import type { Occurred } from './occurred.js';

// How figures and dates read in the two languages of the product. Kept beside each other: a new bound or unit needs both.

const boundsFr: Record<Bound, string> = { exact: '', about: 'environ ', 'at-least': 'au moins ', 'at-most': 'au plus ' };
const boundsEn: Record<Bound, string> = { exact: '', about: 'about ', 'at-least': 'at least ', 'at-most': 'at most ' };
const unitsFr: Record<Unit, string> = { people: 'personne', EUR: '€', ha: 'ha', m2: 'm²', share: '', points: 'point', count: '' };
const unitsEn: Record<Unit, string> = { people: 'person', EUR: '€', ha: 'ha', m2: 'm²', share: '', points: 'point', count: '' };

/** `au moins 4 000 entreprises`: the figure in French with its noun (singular) agreed, or its unit. */
export function figureFr(figure: Figure, noun = unitsFr[figure.unit]): string {
  return phrase(figure, 'fr-FR', boundsFr, noun, (amount) => Math.abs(amount) >= 2, ' à ', ' sur ');
}

/** `at least 4,000 companies`. Irregular plurals are given whole: `figureEn(figure, 'company', 'companies')`. */
export function figureEn(figure: Figure, noun = unitsEn[figure.unit], plural?: string): string {
  const word = noun === 'person' ? 'people' : plural;
  return phrase(figure, 'en-GB', boundsEn, noun, (amount) => Math.abs(amount) !== 1, ' to ', ' out of ', word);
}

function phrase(
  figure: Figure,
  locale: string,
  bounds: Record<Bound, string>,
  noun: string,
  isPlural: (amount: number) => boolean,
  to: string,
  of: string,
  plural = `${noun}s`,
): string {
  const style: Intl.NumberFormatOptions =
    figure.unit === 'share' ? { style: 'percent', maximumFractionDigits: 2 } : { maximumFractionDigits: 2 };
  const format = new Intl.NumberFormat(locale, style);
  const amounts = [figure.value, figure.low, figure.high].filter((amount) => amount !== undefined);
  const number = amounts.map((amount) => format.format(amount)).join(to);
  const invariable = noun === '' || /^(€|ha|m²)$/.test(noun);
  const word = invariable ? noun : isPlural(Math.max(...amounts)) ? plural : noun;
  const share = figure.outOf
    ? `${of}${figure.outOf.value === undefined ? '' : `${format0(locale, figure.outOf.value)} `}${figure.outOf.of}`
    : '';
  return `${bounds[figure.bound ?? 'exact']}${number}${word && figure.unit !== 'share' ? `\u00a0${word}` : ''}${share}`;
}

const format0 = (locale: string, amount: number) => new Intl.NumberFormat(locale).format(amount);

const monthsFr = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'];
const monthsEn = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `vers décembre 2020`, `16 septembre 2020`, `de mars 2020 à mai 2020`, `jusqu’à 2022`. */
export function dateFr(occurred: Pick<Occurred, 'edtf'> | null | undefined): string {
  if (!occurred) return 'date non précisée';
  const [from, to] = occurred.edtf.split('/') as [string, string?];
  if (to === undefined) return pointFr(from);
  if (from === '..') return `au plus tard ${pointFr(to)}`;
  if (to === '..') return `à partir de ${pointFr(from)}`;
  return `de ${pointFr(from)} à ${pointFr(to)}`;
}

/** `about December 2020`, `16 September 2020`, `March 2020 to May 2020`. */
export function dateEn(occurred: Pick<Occurred, 'edtf'> | null | undefined): string {
  if (!occurred) return 'date not given';
  const [from, to] = occurred.edtf.split('/') as [string, string?];
  if (to === undefined) return pointEn(from);
  if (from === '..') return `${pointEn(to)} at the latest`;
  if (to === '..') return `from ${pointEn(from)}`;
  return `${pointEn(from)} to ${pointEn(to)}`;
}

function pointFr(edtf: string): string {
  const { year, month, day, mark } = parts(edtf);
  const text =
    month > 40 - 1
      ? `${month === 40 ? '1er' : '2d'} semestre ${year}`
      : month > 32
        ? `${['1er', '2e', '3e', '4e'][month - 33]} trimestre ${year}`
        : month === 0
          ? year
          : `${day === 0 ? '' : `${day === 1 ? '1er' : day} `}${monthsFr[month - 1]} ${year}`;
  return `${mark === '~' || mark === '%' ? 'vers ' : ''}${text}${mark === '?' || mark === '%' ? ' (incertain)' : ''}`;
}

function pointEn(edtf: string): string {
  const { year, month, day, mark } = parts(edtf);
  const text =
    month > 40 - 1
      ? `${month === 40 ? 'first' : 'second'} half of ${year}`
      : month > 32
        ? `Q${month - 32} ${year}`
        : month === 0
          ? year
          : `${day === 0 ? '' : `${day} `}${monthsEn[month - 1]} ${year}`;
  return `${mark === '~' || mark === '%' ? 'about ' : ''}${text}${mark === '?' || mark === '%' ? ' (uncertain)' : ''}`;
}

function parts(edtf: string) {
  const [, year = '', month = '0', day = '0', mark = ''] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)$/.exec(edtf) ?? [];
  return { year, month: Number(month), day: Number(day), mark };
}

/** `l’État, la Région et la Ville`. */
export const listFr = (items: readonly string[]): string => new Intl.ListFormat('fr', { type: 'conjunction' }).format(items);
/** `the State, the Region and the City`. */
export const listEn = (items: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
