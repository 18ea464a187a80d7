import { currentCommuneOf } from '@app/reference';
import { isExclusive, levelOf } from './kinds.js';
import type { Register, Statement } from './register.js';
import { isEmpty, later, sooner, UNTOLD, type ToldSpell } from './spells.js';

/** Who belonged to a territory, and when: municipalities by today's code, territories by identifier. */
export interface Members {
  readonly communes: ReadonlyMap<string, readonly ToldSpell[]>;
  readonly territories: ReadonlyMap<string, readonly ToldSpell[]>;
}

/** The members of every territory of the register that names some. */
export function membersOf({ territories, statements }: Register): ReadonlyMap<string, Members> {
  const all = new Map<string, { communes: Spells; territories: Spells }>();
  for (const [id, said] of statements) {
    const founded = territories.get(id)?.founded ?? null;
    all.set(id, {
      communes: spellsOf(said, founded, ({ communeCodes }) => communeCodes.map((code) => currentCommuneOf(code)?.code ?? code)),
      territories: spellsOf(said, founded, ({ memberIds }) => memberIds),
    });
  }
  for (const rivals of rivalries(all, territories)) settle(rivals);
  for (const { communes } of all.values()) for (const [code, spells] of communes) keep(communes, code, spells);
  return all;
}

type Mutable = { -readonly [Key in keyof ToldSpell]: ToldSpell[Key] };
type Spells = Map<string, Mutable[]>;

/**
 * What the admissions and withdrawals of one territory make of each member. The first dated admission of a territory tells how it was
 * composed, not that it was founded that day: its members are taken to have been in before, back to the founding where that is known.
 */
function spellsOf(said: readonly Statement[], founded: string | null, named: (statement: Statement) => readonly string[]): Spells {
  const spells: Spells = new Map();
  const first = said.find((statement) => statement.admitted && statement.since !== null && named(statement).length > 0)?.since;
  for (const statement of said) {
    for (const member of named(statement)) {
      const before = spells.get(member) ?? [];
      spells.set(member, before);
      const open = before.at(-1)?.to === null ? before.at(-1) : undefined;
      const { since } = statement;
      if (statement.admitted && !open) before.push(admission(since, since === first && before.length === 0, founded));
      // Left, nobody says when: nothing is known of its days.
      else if (!statement.admitted && open && (since === null || (open.from !== null && since <= open.from))) before.pop();
      else if (!statement.admitted && open) open.to = since;
      // Who leaves was in, though its admission was not recorded.
      else if (!statement.admitted && since !== null && before.length === 0) before.push({ from: founded, to: since, told: null });
    }
  }
  return spells;
}

function admission(since: string | null, isFirst: boolean, founded: string | null): Mutable {
  if (since === null) return { from: founded, to: null, told: UNTOLD };
  return isFirst
    ? { from: founded === null || founded < since ? founded : since, to: null, told: since }
    : { from: since, to: null, told: null };
}

interface Rival {
  readonly territoryId: string;
  readonly spell: Mutable;
}

/** For each municipality that several territories of one exclusive level name: all they say of it. */
function* rivalries(all: ReadonlyMap<string, { communes: Spells }>, territories: Register['territories']): Generator<readonly Rival[]> {
  const byCommune = new Map<string, Rival[]>();
  for (const [territoryId, { communes }] of all) {
    const kind = territories.get(territoryId)?.kind;
    if (!kind || !isExclusive(kind)) continue;
    for (const [code, spells] of communes) {
      const key = `${levelOf(kind)} ${code}`;
      const rivals = byCommune.get(key) ?? [];
      byCommune.set(key, rivals);
      rivals.push(...spells.map((spell) => ({ territoryId, spell })));
    }
  }
  for (const rivals of byCommune.values()) if (rivals.some(({ territoryId }) => territoryId !== rivals[0]!.territoryId)) yield rivals;
}

/** Being told in another territory ends a membership that has no end, and bounds how far back the first word is believed. */
function settle(rivals: readonly Rival[]): void {
  const pairs = rivals.flatMap((one) =>
    rivals.filter((other) => other.territoryId !== one.territoryId).map((other) => [one, other] as const),
  );
  const endless = new Set(rivals.filter(({ spell }) => spell.to === null));
  for (const [one, other] of pairs) {
    const [mine, theirs] = [begins(one), begins(other)];
    const isLater = theirs !== null && theirs !== UNTOLD && mine !== UNTOLD && (mine === null || theirs > mine);
    if (endless.has(one) && isLater) one.spell.to = sooner(one.spell.to, theirs);
  }
  for (const [one, other] of pairs) {
    const [mine, theirs] = [begins(one), begins(other)];
    const isAssumed = mine !== null && one.spell.from !== mine;
    if (isAssumed && (theirs === null || theirs < mine)) one.spell.from = later(one.spell.from, sooner(other.spell.to, mine));
  }
}

const begins = ({ spell: { told, from } }: Rival): string | null => told ?? from;

function keep(communes: Spells, code: string, spells: Mutable[]): void {
  const kept = spells.filter((spell) => !isEmpty(spell));
  if (kept.length > 0) communes.set(code, kept);
  else communes.delete(code);
}
