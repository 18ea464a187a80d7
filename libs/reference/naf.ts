import type { Naf, NafNomenclature } from '@app/kernel';

type Sections = readonly (readonly [letter: string, from: number, to: number])[];

/** Divisions of each section. NAF rev. 2: décret n° 2007-1888, as NACE Rev. 2. */
const REV2: Sections = [
  ['A', 1, 3],
  ['B', 5, 9],
  ['C', 10, 33],
  ['D', 35, 35],
  ['E', 36, 39],
  ['F', 41, 43],
  ['G', 45, 47],
  ['H', 49, 53],
  ['I', 55, 56],
  ['J', 58, 63],
  ['K', 64, 66],
  ['L', 68, 68],
  ['M', 69, 75],
  ['N', 77, 82],
  ['O', 84, 84],
  ['P', 85, 85],
  ['Q', 86, 88],
  ['R', 90, 93],
  ['S', 94, 96],
  ['T', 97, 98],
  ['U', 99, 99],
];

/** NAF 2025 has the sections of NACE Rev. 2.1 (regulation (EU) 2023/137): division 45 is gone, and J to U are other letters than before. */
const REV2_1: Sections = [
  ...REV2.slice(0, 6),
  ['G', 46, 47],
  ['H', 49, 53],
  ['I', 55, 56],
  ['J', 58, 60],
  ['K', 61, 63],
  ['L', 64, 66],
  ['M', 68, 68],
  ['N', 69, 75],
  ['O', 77, 82],
  ['P', 84, 84],
  ['Q', 85, 85],
  ['R', 86, 88],
  ['S', 90, 93],
  ['T', 94, 96],
  ['U', 97, 98],
  ['V', 99, 99],
];

const SECTIONS: Readonly<Record<NafNomenclature, Sections>> = { NAFRev2: REV2, NAF2025: REV2_1 };

/**
 * The letter of the section an activity lies in, undefined for a division that its nomenclature does not have. A letter means something
 * else in the other nomenclature: keep the two together.
 */
export function sectionOf({ code, nomenclature }: Naf): string | undefined {
  const sections = SECTIONS[nomenclature];
  const division = Number(code.slice(0, 2));
  return sections.find(([letter, from, to]) => letter === code || (division >= from && division <= to))?.[0];
}

/** NAF 2025 splits J in two, and each section after it takes the next letter. */
const IN_REV2: Readonly<Record<string, string>> = {
  ...{ K: 'J', L: 'K', M: 'L', N: 'M', O: 'N', P: 'O' },
  ...{ Q: 'P', R: 'Q', S: 'R', T: 'S', U: 'T', V: 'U' },
};

/**
 * The letter of the section of the NAF rev. 2, whatever the nomenclature: figures of before and after 1 January 2027 stand side by side. Exact
 * but for what NACE Rev. 2.1 moved from one section to another, such as the repair of vehicles (from G to what was S).
 */
export function rev2SectionOf(naf: Naf): string | undefined {
  const section = sectionOf(naf);
  return section !== undefined && naf.nomenclature === 'NAF2025' ? (IN_REV2[section] ?? section) : section;
}
