import {
  allDivisions,
  communeOf,
  divisionAt,
  divisionId,
  divisionOf,
  intercommunalityOf,
  type Division,
  type DivisionKind,
} from '@app/reference';
import type { TerritoryKind } from '@domain/territories';
import { levelOf, rankOf, type Level } from './kinds.js';

/** The official territory that one of the register is: by its code, or by its very identifier. */
export function divisionFor(id: string, kind: TerritoryKind, code: string | null): Division | undefined {
  const division = code === null ? divisionAt(id) : divisionOf(kind as DivisionKind, code);
  return division && levelOf(division.kind) === levelOf(kind) && (code === null || division.code === code) ? division : undefined;
}

/** The official territories of a level that some municipalities lie in. Poles and employment zones are not in the official code. */
export function divisionsAround(communeCodes: Iterable<string>, level: Level): Division[] {
  const found = new Set<Division>();
  for (const code of communeCodes) {
    const division = AROUND[level]?.(code);
    if (division) found.add(division);
  }
  return [...found];
}

const AROUND: Readonly<Partial<Record<Level, (communeCode: string) => Division | undefined>>> = {
  municipality: (code) => divisionOf('municipality', code),
  intercommunality: intercommunalityOf,
  department: (code) => divisionAt(divisionId('department', communeOf(code)?.departmentCode ?? '')),
  region: (code) => divisionAt(divisionId('region', communeOf(code)?.regionCode ?? '')),
  country: () => divisionAt('france'),
};

/** The official territories smaller than a kind, municipalities aside, that lie wholly in these municipalities. */
export function* divisionsInside(communes: { has(code: string): boolean }, kind: TerritoryKind): Generator<Division> {
  for (const division of allDivisions()) {
    if (
      rankOf(division.kind) < rankOf(kind) &&
      division.communeCodes.length > 0 &&
      division.communeCodes.every((code) => communes.has(code))
    )
      yield division;
  }
}
