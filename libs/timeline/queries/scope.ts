import { currentCommuneOf } from '@app/reference';
import { territoriesAt, whereabouts } from '@app/territories';
import { alsoKnown, type Conditions, type Moment, type Reader, type ReadModels } from '@app/projecting';

/** What belongs to a territory: the territories inside it and its municipalities, by every code a fact may carry. */
export interface Scope {
  readonly territoryIds: readonly string[];
  readonly communeCodes: readonly string[];
  readonly everywhere: boolean;
  /** People who live there. */
  readonly population: number;
}

/** The territory on today's boundaries as they are known at the moment; undefined for no territory, of the register or official. */
export async function scopeOf(source: ReadModels, territoryId: string, moment: Moment, reader: Reader): Promise<Scope | undefined> {
  const territories = await territoriesAt(source, moment, reader);
  const territory = territories.find(territoryId);
  if (!territory) return undefined;
  const { members, territoryIds, everywhere, population } = whereabouts(territories.compositionOf(territory, 'today'));
  return { territoryIds, communeCodes: everywhere ? [] : members.map(({ communeCode }) => communeCode), everywhere, population };
}

/** A hundredth of the country: the facts of less are looked for one by one, those of more are met on the way. */
const SMALL = 700_000;
export const isSmall = ({ everywhere, population }: Scope): boolean => !everywhere && population < SMALL;

/** Facts of a scope: placed in one of its municipalities, about it or a territory inside it, or about or naming a subject that is placed there. */
export function within(conditions: Conditions, scope: Scope, moment: Moment, reader: Reader): Conditions {
  if (scope.everywhere) return conditions;
  const known = alsoKnown(conditions, 'n', moment, reader);
  return conditions.add(isSmall(scope) ? amongThose(conditions, scope, known) : belonging(conditions, scope, known));
}

const PLACED = 'n.commune_code = ANY(?::text[]) OR n.territory_ids && ?::text[]';

/** What a fact says itself. */
const own = (conditions: Conditions, { communeCodes, territoryIds }: Scope): string =>
  conditions.bind(
    `t.commune_code = ANY(?::text[]) OR t.territory_ids && ?::text[] OR (t.kind = 'territory' AND t.subject_id = ANY(?::text[]))`,
    [communeCodes, territoryIds, territoryIds],
  );

/** The same as `belonging`, said so that every part of it is found by an index: what is there is looked up first, then the facts that name it. */
function amongThose(conditions: Conditions, scope: Scope, known: string): string {
  const placed = conditions.bind(PLACED, [scope.communeCodes, scope.territoryIds]);
  const there = (what: string) => `SELECT ${what} FROM rm.timeline n WHERE (${placed}) AND ${known}`;
  return `${own(conditions, scope)}
    OR t.kind = ANY(ARRAY(${there('DISTINCT n.kind')})) AND t.subject_id = ANY(ARRAY(${there('DISTINCT n.subject_id')})) AND t.stream_id IN (${there('n.stream_id')})
    OR t.related && ARRAY(${there('DISTINCT n.stream_id')})`;
}

/**
 * Whether a fact (alias `t`) belongs to a scope that is not everywhere, its parameters bound.
 * @param known whether what a row (alias `n`) says of a subject's place was known
 */
export function belonging(conditions: Conditions, scope: Scope, known: string): string {
  const placed = conditions.bind(PLACED, [scope.communeCodes, scope.territoryIds]);
  // By kind and identifier, as they are indexed; a stream's name is both of them.
  return `${own(conditions, scope)}
    OR EXISTS (SELECT 1 FROM rm.timeline n WHERE n.kind = t.kind AND n.subject_id = t.subject_id AND ${known} AND (${placed}))
    OR EXISTS (SELECT 1 FROM unnest(t.related) r(stream) JOIN rm.timeline n ON n.kind = split_part(r.stream, '-', 1)
      AND n.subject_id = substr(r.stream, strpos(r.stream, '-') + 1) WHERE ${known} AND (${placed}))`;
}

export const communeName = (code: string | null): string | null => (code ? (currentCommuneOf(code)?.name ?? null) : null);
