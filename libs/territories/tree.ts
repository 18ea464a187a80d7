import { divisionAt, EDITION, type Division } from '@app/reference';
import { isExclusive, isOfficial, levelOf, LEVELS, rankOf, type Level } from './kinds.js';
import { membersOf, type Members } from './memberships.js';
import { divisionFor, divisionsAround, divisionsInside } from './official.js';
import type { Register, Registered } from './register.js';
import { ALWAYS, merged, outside, overlap, type ToldSpell } from './spells.js';

/** What lies in a territory, and when. */
export interface Part {
  readonly communes: ReadonlyMap<string, readonly ToldSpell[]>;
  readonly territories: ReadonlyMap<string, readonly ToldSpell[]>;
  /** Every identifier of the territory itself. */
  readonly names: readonly string[];
  readonly everywhere: boolean;
  readonly fromRegister: boolean;
  readonly fromOfficialCode: boolean;
}

type Spells = Map<string, readonly ToldSpell[]>;

/** Of the official code we have one edition: what it says of other days is taken to have been so. */
const OFFICIALLY: ToldSpell = { ...ALWAYS, told: EDITION.day };

/** Who lies in whom, by the register where it speaks and by the official code elsewhere. Each territory is worked out once, when asked. */
export class Tree {
  private readonly members: ReadonlyMap<string, Members>;
  /** What the register calls each official territory, by its official address. Two of the register may be one: the first stands for it. */
  private readonly byDivision = new Map<string, string[]>();
  private readonly divisions = new Map<string, Division | undefined>();
  /** What the register says of each municipality at an exclusive level: the official code gives it to nobody else in those days. */
  private readonly claims = new Map<Level, Map<string, ToldSpell[]>>();
  private readonly parts = new Map<string, Part>();

  constructor(private readonly register: Register) {
    this.members = membersOf(register);
    for (const territory of register.territories.values()) {
      const division = divisionFor(territory.id, territory.kind, territory.code);
      this.divisions.set(territory.id, division);
      if (division) this.byDivision.set(division.id, [...(this.byDivision.get(division.id) ?? []), territory.id]);
      if (isExclusive(territory.kind)) this.claim(levelOf(territory.kind), this.members.get(territory.id));
    }
  }

  /** The identifier in the register of an official territory. */
  registeredAs(division: Division): string | undefined {
    return this.byDivision.get(division.id)?.[0];
  }

  /** What lies in a territory, given by its identifier in the register or its official address. */
  partOf(id: string): Part {
    const known = this.parts.get(id);
    if (known) return known;
    const registered = this.register.territories.get(id);
    const part = registered ? this.registeredPart(registered) : this.officialPart(divisionAt(id)!);
    // Municipalities are many, and quick to make.
    if (part.communes.size > 1) this.parts.set(id, part);
    return part;
  }

  /** A part as far as it lies in another. */
  cut(part: Part, whole: Part): Part {
    if (whole.everywhere) return part;
    const within = (spells: Part['communes'], limits: Part['communes']): Spells => {
      const kept: Spells = new Map();
      for (const [key, mine] of spells) {
        const both = mine.flatMap((one) => (limits.get(key) ?? []).flatMap((limit) => overlap(one, limit) ?? []));
        if (both.length > 0) kept.set(key, merged(both));
      }
      return kept;
    };
    return { ...part, communes: within(part.communes, whole.communes), territories: within(part.territories, whole.territories) };
  }

  /** The identifiers of the territories of a level that have municipalities in a part. */
  idsWithin({ communes }: Part, level: Level): string[] {
    const registered = [...this.register.territories.values()]
      .filter((territory) => levelOf(territory.kind) === level && this.standsForItself(territory))
      .filter(({ id }) => [...this.partOf(id).communes.keys()].some((code) => communes.has(code)))
      .map(({ id }) => id);
    const official = divisionsAround(communes.keys(), level).map((division) => this.registeredAs(division) ?? division.id);
    return [...new Set([...registered, ...official])];
  }

  /** The identifiers of every territory, of any level, that has a municipality. */
  idsAround(communeCode: string): string[] {
    const registered = [...this.register.territories.values()].filter((territory) => this.standsForItself(territory));
    const official = LEVELS.flatMap((level) => divisionsAround([communeCode], level));
    return [
      ...new Set([
        ...registered.map(({ id }) => id).filter((id) => this.partOf(id).communes.has(communeCode)),
        ...official.map((division) => this.registeredAs(division) ?? division.id),
      ]),
    ];
  }

  private registeredPart(territory: Registered): Part {
    const division = this.divisionOf(territory);
    const own = this.members.get(territory.id);
    const communes: Spells = new Map();
    const territories: Spells = new Map();
    const official = division && (!own || isOfficial(territory.kind)) ? division : undefined;
    const from = { fromRegister: own !== undefined, fromOfficialCode: official !== undefined };
    if (official) this.addOfficial(communes, official);
    for (const [code, spells] of own?.communes ?? []) add(communes, code, spells);
    for (const [memberId, spells] of own?.territories ?? []) {
      const member = this.register.territories.get(memberId);
      if (!member || rankOf(member.kind) >= rankOf(territory.kind)) continue;
      const part = this.partOf(memberId);
      from.fromOfficialCode ||= part.fromOfficialCode;
      for (const [code, inner] of part.communes) add(communes, code, both(inner, spells));
      for (const [id, inner] of part.territories) add(territories, id, both(inner, spells));
    }
    return this.finished(territory.id, territory.kind, division, communes, territories, from);
  }

  private officialPart(division: Division): Part {
    const communes: Spells = new Map();
    this.addOfficial(communes, division);
    return this.finished(undefined, division.kind, division, communes, new Map(), { fromRegister: false, fromOfficialCode: true });
  }

  private finished(
    id: string | undefined,
    kind: Registered['kind'],
    division: Division | undefined,
    communes: Spells,
    territories: Spells,
    from: Pick<Part, 'fromRegister' | 'fromOfficialCode'>,
  ): Part {
    const everywhere = kind === 'country' && (division === undefined || division.id === 'france');
    if (!everywhere) this.addInside(kind, communes, territories);
    const names = [...(id === undefined ? [] : [id]), ...this.namesOf(division)];
    for (const name of names) territories.set(name, [ALWAYS]);
    return { communes, territories, names: [...new Set(names)], everywhere, ...from };
  }

  /** An official territory has its address and whatever the register calls it. */
  private namesOf(division: Division | undefined): string[] {
    return division ? [division.id, ...(this.byDivision.get(division.id) ?? [])] : [];
  }

  private addOfficial(communes: Spells, division: Division): void {
    const claims = isExclusive(division.kind) ? this.claims.get(levelOf(division.kind)) : undefined;
    for (const code of division.communeCodes) add(communes, code, outside(OFFICIALLY, claims?.get(code) ?? []));
  }

  /** Territories that nobody admitted, but whose every municipality is inside: those of a department, a region. */
  private addInside(kind: Registered['kind'], communes: Spells, territories: Spells): void {
    // There are 35,000 of them, and nothing is smaller.
    if (rankOf(kind) === 0) return;
    for (const other of this.register.territories.values()) {
      if (rankOf(other.kind) >= rankOf(kind) || territories.has(other.id)) continue;
      const codes = [...this.partOf(other.id).communes.keys()];
      const isInside = codes.length > 0 && codes.every((code) => communes.has(code));
      if (isInside && (isOfficial(kind) || codes.length === 1))
        territories.set(other.id, codes.length === 1 ? communes.get(codes[0]!)! : [ALWAYS]);
    }
    if (isOfficial(kind)) for (const { id } of divisionsInside(communes, kind)) territories.set(id, [ALWAYS]);
  }

  private claim(level: Level, members: Members | undefined): void {
    const claims = this.claims.get(level) ?? new Map<string, ToldSpell[]>();
    this.claims.set(level, claims);
    for (const [code, spells] of members?.communes ?? []) claims.set(code, [...(claims.get(code) ?? []), ...spells]);
  }

  private divisionOf({ id }: Registered): Division | undefined {
    return this.divisions.get(id);
  }

  private standsForItself(territory: Registered): boolean {
    const division = this.divisionOf(territory);
    return !division || this.registeredAs(division) === territory.id;
  }
}

function add(all: Spells, key: string, spells: readonly ToldSpell[]): void {
  if (spells.length > 0) all.set(key, merged([...(all.get(key) ?? []), ...spells]));
}

const both = (some: readonly ToldSpell[], others: readonly ToldSpell[]): ToldSpell[] =>
  some.flatMap((one) => others.flatMap((other) => overlap(one, other) ?? []));
