/**
 * What the installed package of official codes holds. Raise it with the package: a test compares it with the package's own table.
 * One edition, one population: rates of two years are never mixed.
 */
export const EDITION = {
  /** Codes and boundaries in force on 1 January of this year. */
  year: 2026,
  day: '2026-01-01',
  sourceFr: 'Code officiel géographique (Insee) et groupements à fiscalité propre (DGCL) au 1er janvier 2026',
  sourceEn: 'Official geographic code (INSEE) and intercommunalities (DGCL) as of 1 January 2026',
} as const;

/** Municipal population (without double counting): it adds up. */
export const POPULATION = {
  /** People were counted for 1 January of this year. */
  year: 2023,
  /** First day it is the population of reference. */
  inForce: '2026-01-01',
  sourceFr: 'Insee, populations de référence 2023 (population municipale), en vigueur au 1er janvier 2026',
  sourceEn: 'INSEE, reference populations 2023 (municipal population), in force on 1 January 2026',
} as const;
