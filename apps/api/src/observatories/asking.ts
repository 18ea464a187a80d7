import { anyOf, code, date, identifier, moment, oneOf, text, type Given } from '@app/http';
import { DIMENSIONS, type Dimension, type Filter, type Indicator, type Observatory, type Part, type Question } from '@app/measuring';
import type { Moment, Reader } from '@app/projecting';
import { BOUNDARIES, whereabouts, type Boundaries, type Child, type Composition, type Territories, type Territory } from '@app/territories';
import { TERRITORY_KINDS, type TerritoryKind } from '@domain/territories';

/** What narrows an indicator. */
export const NARROWING = {
  territory: identifier(
    'A territory of the register (pole-metropolitain-artois) or of the official code (epci-200072460); otherwise the country',
  ),
  from: date('Not before.'),
  to: date('Not after.'),
  boundaries: oneOf(BOUNDARIES, 'Boundaries in force now, or of the day of each fact'),
  programme: identifier('Facts of this programme'),
  theme: text(100, 'Facts with this theme'),
  sector: identifier('Facts of this sector'),
  naf: code(/^[A-U]$/, 'C', 'Section of the NAF rev. 2, of which those of the NAF 2025 are told too'),
  status: oneOf(['announced', 'committed', 'realised', 'surviving'], 'Status of the claim'),
  category: text(100, 'Facts of this category'),
  subject: code(/^[a-z]+-[a-z0-9-]{1,80}$/, 'site-bridgestone-bethune', 'Facts of this subject, or that stand where it stands'),
};

/** What breaks it down. */
export const BREAKING = {
  by: anyOf(DIMENSIONS, 'Dimensions to break it down by, three at most'),
  level: oneOf(TERRITORY_KINDS, 'Parts that by=territory gives; otherwise the next smaller kind'),
};

export const SINCE = { since: moment('The moment of knowledge to compare with: a day or an instant') };

export type Narrowed = Given<typeof NARROWING>;

/** The kind of parts that a territory is told by unless another is asked for. */
const PARTS: Readonly<Record<TerritoryKind, TerritoryKind>> = {
  municipality: 'municipality',
  intercommunality: 'municipality',
  metropole: 'municipality',
  'employment-zone': 'municipality',
  'metropolitan-pole': 'intercommunality',
  department: 'intercommunality',
  region: 'department',
  country: 'region',
} as Readonly<Record<TerritoryKind, TerritoryKind>>;

/** A question with the territory it is about. */
export interface Asking {
  readonly question: Question;
  readonly territory: Territory;
  readonly composition: Composition;
  /** Names of the parts, when it is broken down by territory. */
  readonly parts: ReadonlyMap<string, Territory>;
}

export interface Wanted {
  readonly given: Narrowed;
  readonly by: readonly Dimension[];
  readonly level?: TerritoryKind;
  readonly moment: Moment;
  readonly reader: Reader;
}

/** Makes the question; undefined when there is no such territory. */
export function askingOf(territories: Territories, observatory: Observatory, indicator: Indicator, wanted: Wanted): Asking | undefined {
  const { given, by, moment, reader } = wanted;
  const territory = territories.find(given.territory ?? 'france');
  if (!territory) return undefined;
  const boundaries = given.boundaries ?? 'today';
  const composition = territories.compositionOf(territory, boundaries);
  const children = by.includes('territory') ? territories.children(territory, wanted.level ?? PARTS[territory.kind], boundaries) : [];
  const question: Question = {
    table: observatory.table,
    people: indicator.people,
    moment,
    reader,
    scope: whereabouts(composition),
    from: given.from?.earliest ?? null,
    to: given.to?.latest ?? null,
    by,
    ...(by.includes('territory') && { parts: partsOf(children) }),
    filter: filterOf(given),
  };
  return { question, territory, composition, parts: new Map(children.map((child) => [child.territory.id, child.territory])) };
}

const known = new WeakMap<readonly Child[], Part[]>();

/** The same children have the same parts, and these what is worked out of them. */
function partsOf(children: readonly Child[]): Part[] {
  const before = known.get(children) ?? children.map(partOf);
  known.set(children, before);
  return before;
}

const partOf = ({ territory, composition }: Child): Part => ({ key: territory.id, ...whereabouts(composition), everywhere: false });

const FILTER_NAMES = ['programme', 'theme', 'sector', 'naf', 'status', 'category', 'subject'] as const satisfies readonly Filter[];

function filterOf(given: Narrowed): Question['filter'] {
  const entries = FILTER_NAMES.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]] as const]));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

export type { Boundaries };
