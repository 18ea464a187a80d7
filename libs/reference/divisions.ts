import { allCommunes, communeOf, type Commune } from './communes.js';
import { readOfficial } from './official.js';

export const DIVISION_KINDS = ['municipality', 'intercommunality', 'metropole', 'department', 'region', 'country'] as const;
export type DivisionKind = (typeof DIVISION_KINDS)[number];

/** A territory of the official geographic code, on the boundaries of the installed edition. */
export interface Division {
  /** Its address in our interfaces: `commune-62119`, `epci-200072460`, `departement-62`, `region-32`, `france`. */
  readonly id: string;
  readonly kind: DivisionKind;
  /** INSEE code; SIREN of an intercommunality; null for metropolitan France, which is no jurisdiction. */
  readonly code: string | null;
  readonly name: string;
  readonly communeCodes: readonly string[];
}

const PREFIXES: Readonly<Record<DivisionKind, string>> = {
  municipality: 'commune',
  intercommunality: 'epci',
  metropole: 'epci',
  department: 'departement',
  region: 'region',
  country: '',
};

/** The address of an official territory: in lower case, as identifiers are. */
export const divisionId = (kind: DivisionKind, code: string): string =>
  kind === 'country' ? 'france' : `${PREFIXES[kind]}-${code.toLowerCase()}`;

/** The official territory at an address, undefined when there is none. Addresses in capitals are understood. */
export function divisionAt(id: string): Division | undefined {
  const [, prefix, code] = /^(commune)-([0-9ab]{5})$/i.exec(id) ?? [];
  if (!prefix) return divisions().get(id.toLowerCase());
  const commune = communeOf(code!.toUpperCase());
  return commune && municipality(commune);
}

/** The official territory of a kind with a code; a metropole is an intercommunality too. */
export const divisionOf = (kind: DivisionKind, code: string): Division | undefined => divisionAt(divisionId(kind, code));

/** The intercommunality a municipality belongs to; a few islands and the overseas collectivities are in none. */
export const intercommunalityOf = (communeCode: string): Division | undefined => {
  divisions();
  return byCommune.get(communeCode);
};

/** Every official territory but the municipalities. */
export const allDivisions = (): Iterable<Division> => divisions().values();

export const municipality = ({ code, name }: Commune): Division => ({
  id: divisionId('municipality', code),
  kind: 'municipality',
  code,
  name,
  communeCodes: [code],
});

let known: ReadonlyMap<string, Division> | undefined;
const byCommune = new Map<string, Division>();
const divisions = (): ReadonlyMap<string, Division> => (known ??= read());

interface Named {
  readonly code: string;
  readonly nom: string;
}

function read(): ReadonlyMap<string, Division> {
  const communes = [...allCommunes()];
  const departments = grouped(communes, ({ departmentCode }) => departmentCode);
  const regions = grouped(communes, ({ regionCode }) => regionCode);
  const simple = (kind: 'department' | 'region', groups: ReadonlyMap<string, string[]>) =>
    readOfficial<Named>(kind === 'department' ? 'departements' : 'regions').map(({ code, nom }): Division => ({
      id: divisionId(kind, code),
      kind,
      code,
      name: nom,
      communeCodes: groups.get(code) ?? [],
    }));
  const all: Division[] = [...intercommunalities(), ...simple('department', departments), ...simple('region', regions)];
  const codes = (of: readonly Commune[]) => of.map(({ code }) => code);
  all.push({ id: 'france', kind: 'country', code: '99100', name: 'France', communeCodes: codes(communes) });
  const metropolitan = codes(communes.filter(({ metropolitan }) => metropolitan));
  all.push({ id: 'france-metropolitaine', kind: 'country', code: null, name: 'France métropolitaine', communeCodes: metropolitan });
  return new Map(all.map((division) => [division.id, division]));
}

function intercommunalities(): Division[] {
  return readOfficial<Named & { type: string; membres: readonly { code: string }[] }>('epci').map(({ code, nom, type, membres }) => {
    const kind = type.startsWith('MET') ? 'metropole' : 'intercommunality';
    const division: Division = { id: divisionId(kind, code), kind, code, name: nom, communeCodes: membres.map(({ code }) => code).sort() };
    for (const member of division.communeCodes) byCommune.set(member, division);
    return division;
  });
}

function grouped(communes: readonly Commune[], by: (commune: Commune) => string): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const commune of communes) {
    const group = groups.get(by(commune));
    if (group) group.push(commune.code);
    else groups.set(by(commune), [commune.code]);
  }
  return groups;
}
