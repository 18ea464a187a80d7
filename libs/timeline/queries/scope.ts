import { currentCommuneOf } from '@app/reference';
import { territoriesAt, whereabouts } from '@app/territories';
import { alsoKnown, type Conditions, type Moment, type Reader, type ReadModels } from '@app/projecting';

/** What belongs to a territory: the territories inside it and its municipalities, by every code a fact may carry. */
export interface Scope {
  readonly territoryIds: readonly string[];
  readonly communeCodes: readonly string[];
  readonly everywhere: boolean;
}

/** The territory on today's boundaries as they are known at the moment; undefined for no territory, of the register or official. */
export async function scopeOf(source: ReadModels, territoryId: string, moment: Moment, reader: Reader): Promise<Scope | undefined> {
  const territories = await territoriesAt(source, moment, reader);
  const territory = territories.find(territoryId);
  if (!territory) return undefined;
  const { members, territoryIds, everywhere } = whereabouts(territories.compositionOf(territory, 'today'));
  return { territoryIds, communeCodes: everywhere ? [] : members.map(({ communeCode }) => communeCode), everywhere };
}

/** Facts of a scope: placed in one of its municipalities, about it or a territory inside it, or about or naming a subject that is placed there. */
export function within(conditions: Conditions, scope: Scope, moment: Moment, reader: Reader): Conditions {
  if (scope.everywhere) return conditions;
  return conditions.add(belonging(conditions, scope, alsoKnown(conditions, 'n', moment, reader)));
}

/**
 * Whether a fact (alias `t`) belongs to a scope that is not everywhere, its parameters bound.
 * @param known whether what a row (alias `n`) says of a subject's place was known
 */
export function belonging(conditions: Conditions, { communeCodes, territoryIds }: Scope, known: string): string {
  const elsewhere = 'n.commune_code = ANY(?::text[]) OR n.territory_ids && ?::text[]';
  const [own, theirs] = [
    `t.commune_code = ANY(?::text[]) OR t.territory_ids && ?::text[] OR (t.kind = 'territory' AND t.subject_id = ANY(?::text[]))`,
    `EXISTS (SELECT 1 FROM rm.timeline n WHERE (n.stream_id = t.stream_id OR n.stream_id = ANY(t.related)) AND ${known} AND (${elsewhere}))`,
  ];
  return conditions.bind(`${own} OR ${theirs}`, [communeCodes, territoryIds, territoryIds, communeCodes, territoryIds]);
}

export const communeName = (code: string | null): string | null => (code ? (currentCommuneOf(code)?.name ?? null) : null);
