import { dayOf } from '@app/kernel';
import type { Moment, Reader, ReadModels } from '@app/projecting';
import { divisionAt, findDivisions, matcher, plainName, populationOf, type Division } from '@app/reference';
import type { TerritoryKind } from '@domain/territories';
import { boundariesUsed, type BoundariesUsed } from './boundaries.js';
import { levelOf, rankOf } from './kinds.js';
import { divisionFor } from './official.js';
import { readRegister, type Register } from './register.js';
import { holdsOn, type Spell } from './spells.js';
import { Tree, type Part } from './tree.js';

/** A territory that may be named in a question: of the register, or of the official code alone. */
export interface Territory {
  /** Its identifier in the register, else its official address (`epci-200072460`). */
  readonly id: string;
  readonly kind: TerritoryKind;
  readonly name: string;
  readonly code: string | null;
  readonly isRegistered: boolean;
}

/** `today`: the boundaries in force, for facts of any time. `then`: for each fact, those of its day. */
export const BOUNDARIES = ['today', 'then'] as const;
export type Boundaries = (typeof BOUNDARIES)[number];

/** The days on which a municipality (by today's code) belongs. It may have several spells. */
export interface Membership extends Spell {
  readonly communeCode: string;
}

/** The days on which a smaller territory lies inside, for facts that name a territory in place of a municipality. */
export interface TerritoryInside extends Spell {
  readonly territoryId: string;
}

export interface Composition {
  readonly territory: Territory;
  readonly boundaries: Boundaries;
  /** By code. Facts may carry former codes of these: look for them by `whereabouts`. */
  readonly members: readonly Membership[];
  /** The territory itself and those inside it, by every identifier they have. */
  readonly territories: readonly TerritoryInside[];
  /** Every identifier of the territory itself. */
  readonly names: readonly string[];
  /** The whole country: facts without a place belong too. */
  readonly everywhere: boolean;
  /** People who live in it on today's boundaries, by the edition's population (`POPULATION`). */
  readonly population: number;
  /** Which boundaries these are: to be said beside every figure. */
  readonly used: BoundariesUsed;
}

/** Part of a territory: one of its children, cut to it where it reaches beyond. */
export interface Child {
  readonly territory: Territory;
  readonly composition: Composition;
  /** It has municipalities outside. */
  readonly isPartial: boolean;
}

/** The territories as a reader knows them at a moment. Two queries; every question after that is answered from memory. */
export async function territoriesAt(source: ReadModels, moment: Moment, reader: Reader): Promise<Territories> {
  // With a moment of knowledge, today is that day: the answer stays the same for ever.
  const today = dayOf(moment.basis === 'recorded' && moment.asOf !== null ? new Date(moment.asOf) : new Date());
  const register = await readRegister(source, moment, reader);
  const content = JSON.stringify([today, [...register.territories.values()], [...register.statements]]);
  const same = kept.get(content) ?? new Territories(register, today);
  // The last used is the last in order.
  kept.delete(content);
  kept.set(content, same);
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
  return same;
}

/** Registers of the same content give the same territories, and these what they have worked out: the country has 35,000 municipalities. */
const kept = new Map<string, Territories>();
const MOST_KEPT = 8;
const MOST_MADE = 1_000;

export class Territories {
  private readonly tree: Tree;
  private readonly compositions = new Map<string, Composition>();
  private readonly childrenOf = new Map<string, readonly Child[]>();

  /** @param today the day whose boundaries are those of today */
  constructor(
    private readonly register: Register,
    readonly today: string,
  ) {
    this.tree = new Tree(register);
  }

  /** By identifier of the register or official address, both giving the same territory where the register knows its kind and code. */
  find(id: string): Territory | undefined {
    if (this.register.territories.has(id)) return this.territoryOf(id);
    const division = divisionAt(id);
    return division && this.ofDivision(division);
  }

  /** The identifiers of the register, for the nearest to a mistyped one. */
  get registeredIds(): Iterable<string> {
    return this.register.territories.keys();
  }

  /** By name or code, the best first, then the larger: accents and capitals do not count. Those of the register first among equals. */
  search(query: string, { kind, limit = 20 }: { kind?: TerritoryKind; limit?: number } = {}): readonly Territory[] {
    const isWanted = (other: { kind: TerritoryKind }) => kind === undefined || other.kind === kind;
    const match = matcher(query);
    const registered = [...this.register.territories.values()]
      .filter(isWanted)
      .map(({ id, name, code }) => ({ id, match: match(plainName(name), code) }))
      .filter((one) => one.match > 0)
      .sort((a, b) => b.match - a.match || (a.id < b.id ? -1 : 1));
    const official = findDivisions(query, isWanted, limit).map((division) => {
      const { id } = this.ofDivision(division);
      return { id, match: match(plainName(division.name), division.code) };
    });
    const best = [...registered, ...official].sort((a, b) => b.match - a.match).map(({ id }) => id);
    return [...new Set(best)].slice(0, limit).map((id) => this.find(id)!);
  }

  compositionOf(territory: Territory, boundaries: Boundaries): Composition {
    return once(this.compositions, `${boundaries} ${territory.id}`, () =>
      this.composed(territory, boundaries, this.tree.partOf(territory.id)),
    );
  }

  /** The territories of a level that make up this one, by name; what is in none of them (an island without intercommunality) is left out. */
  children(territory: Territory, level: TerritoryKind, boundaries: Boundaries): readonly Child[] {
    return once(this.childrenOf, `${boundaries} ${level} ${territory.id}`, () => this.childrenAt(territory, level, boundaries));
  }

  private childrenAt(territory: Territory, level: TerritoryKind, boundaries: Boundaries): readonly Child[] {
    const whole = this.tree.partOf(territory.id);
    return this.tree
      .idsWithin(whole, levelOf(level))
      .filter((id) => id !== territory.id)
      .map((id) => {
        const child = this.find(id)!;
        const full = this.tree.partOf(id);
        const composition = this.composed(child, boundaries, this.tree.cut(full, whole));
        const all = this.composed(child, boundaries, full);
        return { territory: child, composition, isPartial: countOf(composition.members) < countOf(all.members) };
      })
      .filter(({ composition }) => composition.members.length > 0)
      .sort((a, b) => a.territory.name.localeCompare(b.territory.name, 'fr'));
  }

  /** The territories around this one, the smallest first: those that have all its municipalities on today's boundaries. */
  parents(territory: Territory): readonly Territory[] {
    const own = this.compositionOf(territory, 'today').members.map(({ communeCode }) => communeCode);
    if (own.length === 0) return [];
    return this.tree
      .idsAround(own[0]!)
      .map((id) => this.find(id)!)
      .filter((parent) => rankOf(parent.kind) > rankOf(territory.kind) && this.holdsAll(parent, own))
      .sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
  }

  /** People who live in it on its boundaries of a day (ISO); those of 'today' are of all days. */
  populationOn(day: string, { members }: Composition): number {
    return populationOf(new Set(members.filter((member) => holdsOn(member, day)).map(({ communeCode }) => communeCode)));
  }

  private holdsAll(territory: Territory, communeCodes: readonly string[]): boolean {
    const { communes } = this.tree.partOf(territory.id);
    return communeCodes.every((code) => communes.get(code)?.some((spell) => holdsOn(spell, this.today)));
  }

  private ofDivision(division: Division): Territory {
    const id = this.tree.registeredAs(division);
    if (id !== undefined) return this.territoryOf(id);
    return { id: division.id, kind: division.kind, name: division.name, code: division.code, isRegistered: false };
  }

  private territoryOf(id: string): Territory {
    const { name, kind, code } = this.register.territories.get(id)!;
    return { id, kind, name, code: code ?? divisionFor(id, kind, code)?.code ?? null, isRegistered: true };
  }

  private composed(territory: Territory, boundaries: Boundaries, part: Part): Composition {
    const spells = <Key extends string>(key: Key, all: ReadonlyMap<string, readonly Spell[]>) =>
      [...all]
        .flatMap(([value, spells]) => {
          if (boundaries === 'then') return spells.map(({ from, to }) => ({ [key]: value, from, to }));
          return spells.some((spell) => holdsOn(spell, this.today)) ? [{ [key]: value, from: null, to: null }] : [];
        })
        .sort((a, b) => (a[key]! < b[key]! ? -1 : 1)) as unknown as (Spell & Record<Key, string>)[];
    const today = [...part.communes].filter(([, spells]) => spells.some((spell) => holdsOn(spell, this.today)));
    return {
      territory,
      boundaries,
      members: spells('communeCode', part.communes),
      territories: spells('territoryId', part.territories),
      names: part.names,
      everywhere: part.everywhere,
      population: populationOf(today.map(([code]) => code)),
      used: boundariesUsed(boundaries, part),
    };
  }
}

const countOf = (members: readonly Membership[]) => new Set(members.map(({ communeCode }) => communeCode)).size;

/** What a key has, made the first time it is asked for. */
function once<Of>(made: Map<string, Of>, key: string, make: () => Of): Of {
  const known = made.get(key);
  if (known !== undefined) return known;
  // Anybody may ask for every municipality there is: what is kept stays small.
  if (made.size >= MOST_MADE) made.clear();
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}
