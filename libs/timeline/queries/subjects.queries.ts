import { Conditions, knownTo, placedOn, type Moment, type Reader, type ReadModels } from '@app/projecting';
import { communeName, scopeOf, within } from './scope.js';

/** A subject in a list: what it is called and where it stands, at the moment of the read. */
export interface SubjectEntry {
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
  readonly status: string | null;
  readonly communeCode: string | null;
  readonly communeName: string | null;
  /** Days of its first and last fact. */
  readonly first: string | null;
  readonly last: string | null;
  readonly facts: number;
  /** Its last known place (GeoJSON). */
  readonly geometry: unknown;
}

export interface SubjectFilter {
  readonly kind: string;
  readonly territory?: string;
  readonly commune?: string;
  readonly status?: string;
  readonly theme?: string;
  readonly q?: string;
}

interface Record {
  subject_id: string;
  name: string | null;
  status: string | null;
  commune_code: string | null;
  first: string | null;
  last: string | null;
  facts: string;
  geometry: unknown;
}

/** Lists the subjects of a kind by their identifier, page by page. */
export class SubjectQueries {
  constructor(private readonly source: ReadModels) {}

  async page(
    filter: SubjectFilter,
    moment: Moment,
    reader: Reader,
    { limit = 50, after }: { limit?: number; after?: string | null },
  ): Promise<{ subjects: readonly SubjectEntry[]; next: string | null }> {
    const conditions = knownTo(new Conditions(), moment, reader, true).add('t.kind = ?', filter.kind);
    const placed = placedOn(conditions, moment, reader);
    if (moment.at) conditions.add(`(${placed}) <= ?::date`, moment.at);
    if (after) conditions.add('t.subject_id > ? COLLATE "C"', after);
    if (filter.territory) {
      const scope = await scopeOf(this.source, filter.territory, moment, reader);
      if (!scope) return { subjects: [], next: null };
      within(conditions, scope, moment, reader);
    }
    const having = this.having(conditions, filter);
    const rows: Record[] = await this.source.query(
      `SELECT * FROM (
         SELECT t.subject_id,
           (array_agg(t.name ORDER BY t.revision DESC) FILTER (WHERE t.name IS NOT NULL))[1] AS name,
           (array_agg(t.status ORDER BY coalesce(t.placed, '-infinity') DESC, t.revision DESC) FILTER (WHERE t.status IS NOT NULL))[1] AS status,
           (array_agg(t.commune_code ORDER BY t.revision DESC) FILTER (WHERE t.commune_code IS NOT NULL))[1] AS commune_code,
           array_agg(DISTINCT t.theme) AS themes, min(${placed})::text AS first, max(${placed})::text AS last, count(*) AS facts,
           (array_agg(t.data::json -> 'geometry' ORDER BY t.revision DESC) FILTER (WHERE t.type = 'SiteOutlined'))[1] AS geometry
         FROM rm.timeline t WHERE ${conditions.where} AND t.type NOT IN ('FactCorrected', 'FactRetracted') GROUP BY t.subject_id
       ) s WHERE ${having} ORDER BY s.subject_id COLLATE "C" LIMIT ${conditions.bind('?', [limit + 1])}`,
      conditions.values,
    );
    const subjects = rows.slice(0, limit).map((row) => entryOf(filter.kind, row));
    return { subjects, next: rows.length > limit ? (subjects.at(-1)?.id ?? null) : null };
  }

  private having(conditions: Conditions, { commune, status, theme, q }: SubjectFilter): string {
    const texts = ['true'];
    if (commune) texts.push(conditions.bind('s.commune_code = ?', [commune]));
    if (status) texts.push(conditions.bind('s.status = ?', [status]));
    if (theme) texts.push(conditions.bind('? = ANY(s.themes)', [theme]));
    if (q) texts.push(conditions.bind('s.name ILIKE ?', [`%${q.replace(/[\\%_]/g, '\\$&')}%`]));
    return texts.join(' AND ');
  }
}

function entryOf(kind: string, row: Record): SubjectEntry {
  return {
    kind,
    id: row.subject_id,
    name: row.name,
    status: row.status,
    communeCode: row.commune_code,
    communeName: communeName(row.commune_code),
    first: row.first,
    last: row.last,
    facts: Number(row.facts),
    geometry: row.geometry,
  };
}
