import { rule } from '@app/kernel';
import type { ValidationOptions } from 'class-validator';
import { readOfficial } from './official.js';

/** A French municipality of the official geographic code (INSEE, vintage of the installed package). */
export interface Commune {
  /** INSEE code, text: "62119". */
  readonly code: string;
  readonly name: string;
  readonly departmentCode: string;
  readonly regionCode: string;
  /** Legal population; absent where the code has none. */
  readonly population?: number;
  /** In Europe: part of metropolitan France. */
  readonly metropolitan: boolean;
  /** Codes that mean this municipality too: those it absorbed, and the districts of Paris, Lyon and Marseille. */
  readonly formerCodes: readonly string[];
}

interface Communes {
  readonly inForce: ReadonlyMap<string, Commune>;
  /** Of a code no longer in force, or of a part: the municipality it lies in today. */
  readonly successors: ReadonlyMap<string, Commune>;
  readonly formerNames: readonly { readonly name: string; readonly commune: Commune }[];
}

let communes: Communes | undefined;
const all = (): Communes => (communes ??= read());

/** The municipality of an INSEE code, undefined when there is none today. */
export const communeOf = (code: string): Commune | undefined => all().inForce.get(code);

/** Every municipality in force, by code. */
export const allCommunes = (): Iterable<Commune> => all().inForce.values();

/** The municipality where a code lies today: its own, or the one that took it over. Undefined for what was never a code. */
export const currentCommuneOf = (code: string): Commune | undefined => communeOf(code) ?? all().successors.get(code);

/** Names that municipalities bore before they merged, with the one that bears them on. */
export const formerCommuneNames = (): Communes['formerNames'] => all().formerNames;

/** INSEE code of a municipality that exists in the official geographic code: five characters, text. */
export function IsCommuneCode(options?: ValidationOptions): PropertyDecorator {
  return rule('isCommuneCode', options, (value) => {
    if (typeof value !== 'string') return 'must be an INSEE municipality code in quotes: "62119"';
    if (communeOf(value)) return null;
    const successor = currentCommuneOf(value);
    if (successor) return `is no longer an INSEE municipality code: it is now "${successor.code}" (${successor.name})`;
    return 'is no INSEE municipality code in force; look it up in the official geographic code';
  });
}

interface Entry {
  readonly code: string;
  readonly nom: string;
  readonly type: string;
  readonly zone: string;
  readonly departement: string;
  readonly region: string;
  readonly population?: number;
  readonly anciensCodes?: readonly string[];
  /** Of a part of a municipality: the municipality. */
  readonly chefLieu?: string;
  readonly commune?: string;
}

const NONE: readonly string[] = [];

// 37,000 entries, read once and only when first asked.
function read(): Communes {
  const entries = readOfficial<Entry>('communes');
  const inForce = new Map<string, Commune>();
  const former = new Map<string, Set<string>>();
  const parts: Entry[] = [];
  for (const entry of entries) {
    if (entry.type !== 'commune-actuelle') parts.push(entry);
    else if (entry.anciensCodes) former.set(entry.code, new Set(entry.anciensCodes));
  }
  for (const entry of entries) if (entry.type === 'commune-actuelle') inForce.set(entry.code, communeFrom(entry));
  for (const { code, chefLieu, commune = chefLieu } of parts) {
    if (inForce.has(code) || commune === undefined) continue;
    const codes = former.get(commune) ?? new Set();
    former.set(commune, codes.add(code));
  }
  const successors = new Map<string, Commune>();
  for (const [code, codes] of former) {
    const commune = { ...inForce.get(code)!, formerCodes: [...codes] };
    inForce.set(code, commune);
    for (const one of codes) successors.set(one, commune);
  }
  const formerNames = parts.flatMap(({ nom, chefLieu, commune = chefLieu }) => {
    const heir = inForce.get(commune ?? '');
    return heir && heir.name !== nom ? [{ name: nom, commune: heir }] : [];
  });
  return { inForce, successors, formerNames };
}

const communeFrom = ({ code, nom, zone, departement, region, population }: Entry): Commune => ({
  code,
  name: nom,
  departmentCode: departement,
  regionCode: region,
  population,
  metropolitan: zone === 'metro',
  formerCodes: NONE,
});
