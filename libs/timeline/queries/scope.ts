import { communeOf } from '@app/reference';
import type { DataSource } from 'typeorm';
import { alsoKnown, Conditions, knownTo, type Moment, type Reader } from '@app/projecting';

/** What belongs to a territory: the territories inside it and its municipalities, by code or by the start of their code. */
export interface Scope {
  readonly territoryIds: readonly string[];
  readonly communeCodes: readonly string[];
  /** Departments whose every municipality belongs. */
  readonly departments: readonly string[];
  readonly everywhere: boolean;
}

// A department that joined a metropolitan pole is its partner, not a part of it: only what is smaller is inside.
const RANK: Readonly<Record<string, number>> = {
  municipality: 0,
  intercommunality: 1,
  metropole: 1,
  'metropolitan-pole': 2,
  department: 3,
  region: 4,
  country: 5,
};

interface Territory {
  readonly territory_id: string;
  readonly territory_kind: string;
  readonly code: string | null;
}

/** The territory at a moment, on the boundaries known then; undefined when it is not in the register. */
export async function scopeOf(source: DataSource, territoryId: string, moment: Moment, reader: Reader): Promise<Scope | undefined> {
  const recorded: Moment = { ...moment, basis: 'recorded', asOf: moment.basis === 'recorded' ? moment.asOf : null };
  const known = knownTo(new Conditions(), recorded, reader);
  const territories: Territory[] = await source.query(
    `SELECT t.territory_id, t.territory_kind, t.code FROM rm.territory t WHERE ${known.where}`,
    known.values,
  );
  const byId = new Map(territories.map((territory) => [territory.territory_id, territory]));
  const root = byId.get(territoryId);
  if (!root) return undefined;
  const inside = new Set([territoryId]);
  const communes = new Set<string>();
  for (const id of inside) {
    const members = knownTo(new Conditions(), recorded, reader).add('t.territory_id = ?', id);
    // The last word on each member counts: admitted or withdrawn.
    const rows: { commune_code: string | null; member_id: string | null; admitted: boolean }[] = await source.query(
      `SELECT DISTINCT ON (t.commune_code, t.member_id) t.commune_code, t.member_id, t.admitted FROM rm.membership t
       WHERE ${members.where} ORDER BY t.commune_code, t.member_id, t.since DESC NULLS LAST, t.recorded_from DESC`,
      members.values,
    );
    for (const { commune_code: commune, member_id: member, admitted } of rows) {
      if (!admitted) continue;
      if (commune) communes.add(commune);
      if (member && rankOf(byId.get(member)) < rankOf(byId.get(id))) inside.add(member);
    }
  }
  return { territoryIds: [...inside], communeCodes: [...communes], ...byCode(root) };
}

const rankOf = (territory: Territory | undefined) => (territory ? (RANK[territory.territory_kind] ?? 0) : Infinity);

function byCode({ territory_kind: kind, code }: Territory): Pick<Scope, 'departments' | 'everywhere'> {
  if (kind === 'country') return { departments: [], everywhere: true };
  if (kind === 'department' && code) return { departments: [code], everywhere: false };
  return { departments: [], everywhere: false };
}

/** Facts of a scope: placed in one of its municipalities, about it or a territory inside it, or about or naming a subject that is placed there. */
export function within(conditions: Conditions, scope: Scope, moment: Moment, reader: Reader): Conditions {
  if (scope.everywhere) return conditions;
  const known = alsoKnown(conditions, 'n', moment, reader);
  const territories = `t.territory_ids && ?::text[] OR (t.kind = 'territory' AND t.subject_id = ANY(?::text[]))`;
  const place = (alias: string) => `${alias}.commune_code = ANY(?::text[]) OR ${alias}.commune_code ~ ?`;
  const elsewhere = conditions.bind(`${place('n')} OR n.territory_ids && ?::text[]`, [
    scope.communeCodes,
    prefixes(scope),
    scope.territoryIds,
  ]);
  return conditions.add(
    `${place('t')} OR ${territories} OR EXISTS (SELECT 1 FROM rm.timeline n WHERE (n.stream_id = t.stream_id OR n.stream_id = ANY(t.related)) AND ${known} AND (${elsewhere}))`,
    scope.communeCodes,
    prefixes(scope),
    scope.territoryIds,
    scope.territoryIds,
  );
}

// Matches nothing when there is no department; codes are digits and capitals of the register, checked when they were recorded.
const prefixes = ({ departments }: Scope) => (departments.length > 0 ? `^(${departments.join('|')})` : '^$');

export const communeName = (code: string | null): string | null => (code ? (communeOf(code)?.name ?? null) : null);
