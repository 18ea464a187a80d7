import { communeOf } from './communes.js';

/** Municipal population of some municipalities together; see `POPULATION` for its year and its source. People without a figure: none live there. */
export function populationOf(communeCodes: Iterable<string>): number {
  let people = 0;
  for (const code of communeCodes) people += communeOf(code)?.population ?? 0;
  return people;
}
