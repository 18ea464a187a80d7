import type { TerritoryKind } from '@domain/territories';

/** Kinds that are read alike: a metropole is an intercommunality with more to decide. */
export type Level = Exclude<TerritoryKind, 'metropole'>;

export const levelOf = (kind: TerritoryKind): Level => (kind === 'metropole' ? 'intercommunality' : kind);

// A department that joined a metropolitan pole is its partner, not a part of it: only what is smaller is inside.
const RANKS: Readonly<Record<Level, number>> = {
  municipality: 0,
  intercommunality: 1,
  'metropolitan-pole': 2,
  'employment-zone': 2,
  department: 3,
  region: 4,
  country: 5,
};

export const LEVELS = Object.keys(RANKS) as readonly Level[];

export const rankOf = (kind: TerritoryKind): number => RANKS[levelOf(kind)];

/** A municipality is in one of these at a time: to be told in another is to have left. */
export const isExclusive = (kind: TerritoryKind): boolean => EXCLUSIVE.has(levelOf(kind));
const EXCLUSIVE: ReadonlySet<Level> = new Set(['intercommunality', 'employment-zone']);

/** Their boundaries are the law's: the register adds to the official list, it does not replace it. */
export const isOfficial = (kind: TerritoryKind): boolean => OFFICIAL.has(levelOf(kind));
const OFFICIAL: ReadonlySet<Level> = new Set(['municipality', 'department', 'region', 'country']);
