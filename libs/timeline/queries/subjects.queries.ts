import { Conditions, knownTo, placedOn, type Moment, type Reader, type ReadModels } from '@app/projecting';
import { HIDDEN } from './entry.js';
import { linkedSql, linkOf, type Link, type LinkOutcome, type LinkRecord } from './links.sql.js';
import { communeName, isSmall, scopeOf, within } from './scope.js';

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
  /** Of a document, where the list is of those whose address gave an outcome. */
  readonly link?: Link;
}

export interface SubjectFilter {
  readonly kind: string;
  readonly territory?: string;
  readonly commune?: string;
  readonly status?: string;
  readonly theme?: string;
  readonly q?: string;
  /** Of documents: those whose address gave this the last time it was asked. What is listed so is no matter of facts alone: it changes without any. */
  readonly link?: LinkOutcome;
}

interface Record extends Partial<LinkRecord> {
  subject_id: string;
  name: string | null;
  status: string | null;
  commune_code: string | null;
  first: string | null;
  last: string | null;
  facts: string;
  geometry: unknown;
}

/**
 * Lists the subjects of a kind by their identifier, page by page. The order is that of the index (of the database's own collation), so that a page
 * is read no further than it goes.
 */
export class SubjectQueries {
  constructor(private readonly source: ReadModels) {}

  async page(
    filter: SubjectFilter,
    moment: Moment,
    reader: Reader,
    { limit = 50, after }: { limit?: number; after?: string | null },
  ): Promise<{ subjects: readonly SubjectEntry[]; next: string | null }> {
    const conditions = knownTo(new Conditions(), moment, reader, true);
    conditions.add('t.kind = ?', filter.kind).add(`t.type NOT IN ('FactCorrected', 'FactRetracted')`);
    const placed = placedOn(conditions, moment, reader);
    if (moment.at) conditions.add(`(${placed}) <= ?::date`, moment.at);
    if (after) conditions.add('t.subject_id > ?', after);
    const scope = filter.territory ? await scopeOf(this.source, filter.territory, moment, reader) : undefined;
    if (filter.territory && !scope) return { subjects: [], next: null };
    if (scope) within(conditions, scope, moment, reader);
    const facts = `t.subject_id,
           (array_agg(t.name ORDER BY t.revision DESC) FILTER (WHERE t.name IS NOT NULL))[1] AS name,
           (array_agg(t.status ORDER BY coalesce(t.placed, '-infinity') DESC, t.revision DESC) FILTER (WHERE t.status IS NOT NULL))[1] AS status,
           (array_agg(t.commune_code ORDER BY t.revision DESC) FILTER (WHERE t.commune_code IS NOT NULL))[1] AS commune_code,
           min(t.kind) AS kind, bool_or(${HIDDEN}) AS hidden, array_agg(DISTINCT t.theme) AS themes, min(${placed})::text AS first, max(${placed})::text AS last, count(*) AS facts,
           (array_agg(t.data::json -> 'geometry' ORDER BY t.revision DESC) FILTER (WHERE t.type = 'SiteOutlined'))[1] AS geometry
         FROM rm.timeline t WHERE ${conditions.where}`;
    const having = this.having(conditions, filter);
    const linked = filter.link && linkedSql(conditions, filter.link, moment, reader, after);
    const found =
      filter.q === undefined
        ? this.walked(facts, linked ?? this.ids(conditions, filter, after, scope !== undefined && isSmall(scope)))
        : `(SELECT ${facts} GROUP BY t.subject_id) s${linked ? ` JOIN (${linked}) n ON n.subject_id = s.subject_id` : ''}`;
    const order = filter.q === undefined ? 'n.subject_id' : 's.subject_id';
    const rows: Record[] = await this.source.query(
      `SELECT ${linked ? 'n.*, ' : ''}s.* FROM ${found} WHERE ${having} ORDER BY ${order} LIMIT ${conditions.bind('?', [limit + 1])}`,
      conditions.values,
    );
    const subjects = rows.slice(0, limit).map((row) => entryOf(filter.kind, row));
    return { subjects, next: rows.length > limit ? (subjects.at(-1)?.id ?? null) : null };
  }

  /** Subject by subject, in the order of an index: names may be looked for in vain through all of them, which is better done at once. */
  private walked(facts: string, ids: string): string {
    return `(SELECT n.* FROM (${ids}) n ORDER BY n.subject_id) n
       CROSS JOIN LATERAL (SELECT ${facts} AND t.subject_id = n.subject_id GROUP BY t.subject_id OFFSET 0) s`;
  }

  private ids(conditions: Conditions, { kind, commune }: SubjectFilter, after: string | null | undefined, isFew: boolean): string {
    if (isFew) return `SELECT DISTINCT t.subject_id FROM rm.timeline t WHERE ${conditions.where}`;
    return `SELECT DISTINCT i.subject_id FROM rm.timeline i WHERE ${conditions.bind('i.kind = ?', [kind])}
           AND ${after ? conditions.bind('i.subject_id > ?', [after]) : 'true'} AND ${commune ? conditions.bind('i.commune_code = ?', [commune]) : 'true'}`;
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
    ...(row.link_url !== undefined && { link: linkOf(row as LinkRecord) }),
  };
}
