import { communeOf } from '@app/reference';
import type { Child, Membership } from './territories.js';

/**
 * Where facts may be placed, as columns for `unnest(?::text[], ?::date[], ?::date[]) AS place(code, "from", "to")`: every code a fact may
 * carry, former ones included. A fact of a day is inside where `code` is its own, `"from" <= day` or null, and `day < "to"` or null.
 */
export interface Places {
  readonly codes: readonly string[];
  readonly from: readonly (string | null)[];
  readonly to: readonly (string | null)[];
}

export function placesOf(members: readonly Membership[]): Places {
  const codes: string[] = [];
  const from: (string | null)[] = [];
  const to: (string | null)[] = [];
  for (const member of members) {
    for (const code of [member.communeCode, ...(communeOf(member.communeCode)?.formerCodes ?? [])]) {
      codes.push(code);
      from.push(member.from);
      to.push(member.to);
    }
  }
  return { codes, from, to };
}

/** As `Places`, each with the identifier of the child it lies in: `unnest(?::text[], ?::text[], ?::date[], ?::date[]) AS place(code, child, "from", "to")`. */
export interface ChildPlaces extends Places {
  readonly children: readonly string[];
}

export function placesOfChildren(children: readonly Child[]): ChildPlaces {
  const places = children.map(({ territory, composition }) => ({ id: territory.id, ...placesOf(composition.members) }));
  return {
    codes: places.flatMap(({ codes }) => codes),
    children: places.flatMap(({ id, codes }) => codes.map(() => id)),
    from: places.flatMap(({ from }) => from),
    to: places.flatMap(({ to }) => to),
  };
}
