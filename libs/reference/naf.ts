/** An activity code of the NAF, with the edition it is written in: NAF 2025 takes the place of NAF rev. 2 on 1 January 2027. */
export interface NafCode {
  /** A section (`C`), a division (`22`), or what is below it (`22.11Z`). */
  readonly code: string;
  readonly nomenclature: 'NAFRev2' | 'NAF2025';
}

/** Last division of each section of NAF rev. 2 (décret n° 2007-1888 du 26 décembre 2007). */
const SECTIONS: readonly (readonly [section: string, last: number])[] = [
  ['A', 3],
  ['B', 9],
  ['C', 33],
  ['D', 35],
  ['E', 39],
  ['F', 43],
  ['G', 47],
  ['H', 53],
  ['I', 56],
  ['J', 63],
  ['K', 66],
  ['L', 68],
  ['M', 75],
  ['N', 82],
  ['O', 84],
  ['P', 85],
  ['Q', 88],
  ['R', 93],
  ['S', 96],
  ['T', 98],
  ['U', 99],
];

/** The section of a code, a letter; undefined where the code says none. Divisions are those of rev. 2: other editions give theirs as a letter. */
export function sectionOf({ code, nomenclature }: NafCode): string | undefined {
  if (/^[A-V]$/.test(code)) return code;
  if (nomenclature !== 'NAFRev2') return undefined;
  const division = Number(/^\d{2}/.exec(code)?.[0] ?? NaN);
  return division >= 1 ? SECTIONS.find(([, last]) => division <= last)?.[0] : undefined;
}
