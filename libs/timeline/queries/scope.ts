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
  const known = alsoKnown(conditions, 'n', moment, reader);
  const territories = `t.territory_ids && ?::text[] OR (t.kind = 'territory' AND t.subject_id = ANY(?::text[]))`;
  const place = (alias: string) => `${alias}.commune_code = ANY(?::text[])`;
  const elsewhere = conditions.bind(`${place('n')} OR n.territory_ids && ?::text[]`, [scope.communeCodes, scope.territoryIds]);
  return conditions.add(
    `${place('t')} OR ${territories} OR EXISTS (SELECT 1 FROM rm.timeline n WHERE (n.stream_id = t.stream_id OR n.stream_id = ANY(t.related)) AND ${known} AND (${elsewhere}))`,
    scope.communeCodes,
    scope.territoryIds,
    scope.territoryIds,
  );
}

export const communeName = (code: string | null): string | null => (code ? (currentCommuneOf(code)?.name ?? null) : null);
