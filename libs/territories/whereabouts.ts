import { communeOf } from '@app/reference';
import type { Composition, Membership } from './territories.js';

/** Where the facts of a territory are looked for: by every code they may be placed on, and every name they may give it. */
export interface Whereabouts {
  /** Facts without a place belong too. */
  readonly everywhere: boolean;
  /** As the composition's, former codes of each municipality beside its own. */
  readonly members: readonly Membership[];
  /** The territory and those inside it. */
  readonly territoryIds: readonly string[];
  /** The territory alone, for what is said of it and of nothing smaller. */
  readonly self: readonly string[];
  /** How many municipalities it has: members may be told under former codes too. */
  readonly communes: number;
  /** People who live there on today's boundaries. */
  readonly population: number;
}

const known = new WeakMap<Composition, Whereabouts>();

/** The same composition has the same whereabouts, found once. */
export function whereabouts(composition: Composition): Whereabouts {
  const before = known.get(composition) ?? found(composition);
  known.set(composition, before);
  return before;
}

const found = ({ everywhere, members, territories, names, population }: Composition): Whereabouts => ({
  everywhere,
  members: members.flatMap((member) => [member, ...formerCodes(member).map((communeCode) => ({ ...member, communeCode }))]),
  territoryIds: [...new Set(territories.map(({ territoryId }) => territoryId))],
  self: names,
  communes: new Set(members.map(({ communeCode }) => communeCode)).size,
  population,
});

const formerCodes = ({ communeCode }: Membership): readonly string[] => communeOf(communeCode)?.formerCodes ?? [];
