import type { Naf } from './activity.js';
import type { Bound, Figure, Unit } from './figure.js';
import type { Occurred } from './occurred.js';

// How figures and dates read in the two languages of the product. Kept beside each other: a new bound or unit needs both.

const boundsFr: Record<Bound, string> = { exact: '', about: 'environ ', 'at-least': 'au moins ', 'at-most': 'au plus ' };
const boundsEn: Record<Bound, string> = { exact: '', about: 'about ', 'at-least': 'at least ', 'at-most': 'at most ' };
const unitsFr: Record<Unit, string> = { people: 'personne', EUR: '€', ha: 'ha', m2: 'm²', share: '', points: 'point', count: '' };
const unitsEn: Record<Unit, string> = { people: 'person', EUR: '€', ha: 'ha', m2: 'm²', share: '', points: 'point', count: '' };

/** `au moins 4 000 entreprises`: the figure in French with its noun (singular) agreed, or its unit. */
export function figureFr(figure: Figure, noun = unitsFr[figure.unit]): string {
  return phrase(figure, 'fr-FR', boundsFr, noun, (amount) => Math.abs(amount) >= 2, ' à ', { share: 'des', count: 'sur' });
}

/** `at least 4,000 companies`. Irregular plurals are given whole: `figureEn(figure, 'company', 'companies')`. */
export function figureEn(figure: Figure, noun = unitsEn[figure.unit], plural?: string): string {
  const word = noun === 'person' ? 'people' : plural;
  return phrase(figure, 'en-GB', boundsEn, noun, (amount) => Math.abs(amount) !== 1, ' to ', { share: 'of', count: 'out of' }, word);
}

function phrase(
  figure: Figure,
  locale: string,
  bounds: Record<Bound, string>,
  noun: string,
  isPlural: (amount: number) => boolean,
  to: string,
  of: { share: string; count: string },
  plural = `${noun}s`,
): string {
  const format = figure.unit === 'share' ? formats(locale).share : formats(locale).amount;
  const amounts = [figure.value, figure.low, figure.high].filter((amount) => amount !== undefined);
  const number = amounts.map((amount) => format.format(amount)).join(to);
  const invariable = noun === '' || /^(€|ha|m²)$/.test(noun);
  const word = invariable ? noun : isPlural(Math.max(...amounts)) ? plural : noun;
  return `${bounds[figure.bound ?? 'exact']}${number}${word && figure.unit !== 'share' ? `\u00a0${word}` : ''}${whole(figure, locale, of)}`;
}

/** `80 % des 864 salariés`, `50 % des salariés`, `772 sur 786 personnes`: what the quantity is part of. */
function whole({ unit, outOf }: Figure, locale: string, of: { share: string; count: string }): string {
  if (!outOf) return '';
  const of864 = outOf.value === undefined ? '' : `${format0(locale, outOf.value)} `;
  // Before a single thing ("emploi total") French would need its gender, which the source's words do not tell.
  const severalThings = outOf.value === undefined ? /^[^ ]+[sx](?: |$)/.test(outOf.of) : outOf.value >= 2;
  if (unit === 'share' && severalThings) return ` ${of.share} ${of864}${outOf.of}`;
  return outOf.value === undefined ? ` (${of.count} ${outOf.of})` : ` ${of.count} ${of864}${outOf.of}`;
}

const format0 = (locale: string, amount: number) => formats(locale).whole.format(amount);

interface Formats {
  readonly amount: Intl.NumberFormat;
  readonly share: Intl.NumberFormat;
  readonly whole: Intl.NumberFormat;
}

const made = new Map<string, Formats>();

/** Kept: making one costs a hundred times its use. */
function formats(locale: string): Formats {
  let known = made.get(locale);
  if (!known) {
    const amount = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    made.set(locale, (known = { amount, share, whole: new Intl.NumberFormat(locale) }));
  }
  return known;
}

const monthsFr = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'];
const monthsEn = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `vers décembre 2020`, `16 septembre 2020`, `de mars à mai 2020`, `au plus tard en 2022`. */
export function dateFr(occurred: Pick<Occurred, 'edtf'> | null | undefined): string {
  if (!occurred) return 'date non précisée';
  const [from, to] = occurred.edtf.split('/') as [string, string?];
  if (to === undefined) return pointFr(from);
  if (from === '..') return `au plus tard ${withArticle(to, { day: 'le ', period: 'au ', month: 'en ', vague: '' })}`;
  const start = withArticle(from, { day: 'du ', period: 'du ', month: /^[aeiouyâéêèœ]/i.test(pointFr(from)) ? 'd’' : 'de ', vague: 'de ' });
  if (to === '..') return `à partir ${start}`;
  return `${start} ${withArticle(to, { day: 'au ', period: 'au ', month: 'à ', vague: 'à ' })}`;
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

/** `depuis le 1er janvier 2022`, `jusqu’en mars 2023`, `de 2020 à 2022`: how long something lasted, by EDTF dates; null where one is not known. */
export function spanFr(from: string | null, until: string | null): string | null {
  const [start, end] = [from && firstOf(from), until && lastOf(until)];
  if (start && end) return dateFr({ edtf: `${start}/${end}` });
  if (start) return `depuis ${withArticle(start, { day: 'le ', period: 'le ', month: '', vague: '' })}`;
  return end && withArticle(end, { day: 'jusqu’au ', period: 'jusqu’au ', month: 'jusqu’en ', vague: 'jusqu’à ' });
}

/** `since 1 January 2022`, `until March 2023`, `2020 to 2022`. */
export function spanEn(from: string | null, until: string | null): string | null {
  const [start, end] = [from && firstOf(from), until && lastOf(until)];
  if (start && end) return dateEn({ edtf: `${start}/${end}` });
  return start ? `since ${pointEn(start)}` : end && `until ${pointEn(end)}`;
}

/** What began or ended on a day of some days did so within them: the widest span that is true. */
const firstOf = (edtf: string): string | null => known(edtf.split('/')[0]!);
const lastOf = (edtf: string): string | null => known(edtf.split('/').at(-1)!);
const known = (point: string): string | null => (point === '..' ? null : point);

/** French puts an article before a day or a quarter, none before a month or a year, and none fits before "vers". */
function withArticle(edtf: string, articles: Record<'day' | 'period' | 'month' | 'vague', string>): string {
  const { month, day, mark } = parts(edtf);
  const vague = mark === '~' || mark === '%';
  const article = vague ? articles.vague : day > 0 ? articles.day : month > 12 ? articles.period : articles.month;
  return `${article}${vague ? pointFr(edtf, ' environ') : pointFr(edtf)}`;
}

/** `about` follows the date when something stands before it ("de 2020 environ à…"), else "vers" precedes it. */
function pointFr(edtf: string, about?: string): string {
  const { year, month, day, mark } = parts(edtf);
  const approximate = mark === '~' || mark === '%';
  const text = `${dayFr(day)}${monthFr(month)}${year}`;
  const unsure = mark === '?' || mark === '%' ? ' (incertain)' : '';
  return `${approximate && !about ? (day > 0 || month > 12 ? 'vers le ' : 'vers ') : ''}${text}${approximate ? (about ?? '') : ''}${unsure}`;
}

const dayFr = (day: number) => (day === 0 ? '' : `${day === 1 ? '1er' : day} `);

function monthFr(month: number): string {
  if (month === 0) return '';
  if (month >= 40) return `${month === 40 ? '1er' : '2d'} semestre `;
  return month > 32 ? `${['1er', '2e', '3e', '4e'][month - 33]} trimestre ` : `${monthsFr[month - 1]} `;
}

function pointEn(edtf: string): string {
  const { year, month, day, mark } = parts(edtf);
  const text = `${day === 0 ? '' : `${day} `}${monthEn(month)}${year}`;
  return `${mark === '~' || mark === '%' ? 'about ' : ''}${text}${mark === '?' || mark === '%' ? ' (uncertain)' : ''}`;
}

function monthEn(month: number): string {
  if (month === 0) return '';
  if (month >= 40) return `${month === 40 ? 'first' : 'second'} half of `;
  return month > 32 ? `Q${month - 32} ` : `${monthsEn[month - 1]} `;
}

function parts(edtf: string) {
  const [, year = '', month = '0', day = '0', mark = ''] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)$/.exec(edtf) ?? [];
  return { year, month: Number(month), day: Number(day), mark };
}

/** `d’Amazon`, `de Stellantis`: "de" before a name. */
export const deFr = (name: string): string => (/^[aeiouâàäéèêëîïôöûüœæ]/i.test(name) ? `d’${name}` : `de ${name}`);

/** French typography: no line may break before `: ; ? ! » %` nor after `«`. */
export const unbroken = (text: string): string => text.replace(/ (?=[:;?!»%€])/g, '\u00a0').replace(/« /g, '«\u00a0');

/** `l’État, la Région et la Ville`. */
export const listFr = (items: readonly string[]): string => new Intl.ListFormat('fr', { type: 'conjunction' }).format(items);
/** `the State, the Region and the City`. */
export const listEn = (items: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);

/** `activité : NAF rév. 2 22.11Z`, then `filière : batteries`: the parts of a sentence that are known. */
export const activityFr = ({ naf, sector }: Activity): string[] => [
  ...(naf ? [`activité : NAF ${naf.nomenclature === 'NAFRev2' ? 'rév. 2' : '2025'} ${naf.code}`] : []),
  ...(sector ? [`filière : ${sector.replaceAll('-', ' ')}`] : []),
];
/** `activity: NAF rev. 2 22.11Z`, then `sector: batteries`. */
export const activityEn = ({ naf, sector }: Activity): string[] => [
  ...(naf ? [`activity: NAF ${naf.nomenclature === 'NAFRev2' ? 'rev. 2' : '2025'} ${naf.code}`] : []),
  ...(sector ? [`sector: ${sector.replaceAll('-', ' ')}`] : []),
];

interface Activity {
  readonly naf?: Naf;
  readonly sector?: string;
}
