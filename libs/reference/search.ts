import { allCommunes, formerCommuneNames } from './communes.js';
import { allDivisions, municipality, type Division } from './divisions.js';
import { populationOf } from './populations.js';

/** A name to be looked for: without accents, capitals, hyphens and apostrophes, abbreviations written out. */
export const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .trim();

/**
 * How well a name (plain) or code answers what is looked for: the more the better, 0 not at all. Words may come in any order, each cut short.
 */
export function matcher(query: string): (name: string, code: string | null) => number {
  const wanted = plainName(query);
  const words = wanted.split(' ');
  const begins = (name: string, word: string) => name.startsWith(word) || name.includes(` ${word}`);
  return (name, code) => {
    if (code !== null && code.toLowerCase() === wanted) return 4;
    if (!words.every((word) => begins(name, word))) return 0;
    return name === wanted ? 3 : name.startsWith(wanted) ? 2 : 1;
  };
}

/** Official territories by name or code, the best first, then the most populous; names that municipalities bore before they merged count. */
export function findDivisions(
  query: string,
  accepts: (division: Pick<Division, 'kind'>) => boolean = () => true,
  limit = 20,
): readonly Division[] {
  const matchOf = matcher(query);
  const best = new Map<string, { named: Named; match: number }>();
  for (const named of (index ??= read())) {
    if (!accepts(named)) continue;
    const match = matchOf(named.plain, named.code);
    if (match > (best.get(named.id)?.match ?? 0)) best.set(named.id, { named, match });
  }
  return [...best.values()]
    .sort((a, b) => b.match - a.match || b.named.population - a.named.population)
    .slice(0, limit)
    .map(({ named }) => named.division());
}

/** Reads every list now, some tenths of a second, rather than while the first who asks waits, and everybody else with him. */
export function readAhead(): void {
  index ??= read();
}

interface Named extends Pick<Division, 'id' | 'kind' | 'code'> {
  readonly plain: string;
  readonly population: number;
  readonly division: () => Division;
}

let index: readonly Named[] | undefined;

function read(): readonly Named[] {
  const named: Named[] = [];
  const add = (name: string, division: Division, population: number, made: () => Division) =>
    named.push({ id: division.id, kind: division.kind, code: division.code, plain: plainName(name), population, division: made });
  for (const division of allDivisions()) add(division.name, division, populationOf(division.communeCodes), () => division);
  const communes = [
    ...[...allCommunes()].map((commune) => ({ name: commune.name, commune })),
    ...formerCommuneNames().map(({ name, commune }) => ({ name, commune })),
  ];
  for (const { name, commune } of communes) add(name, municipality(commune), commune.population ?? 0, () => municipality(commune));
  return named;
}
