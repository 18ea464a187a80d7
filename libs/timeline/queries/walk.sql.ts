import { alsoKnown, placedOn, type Conditions, type Moment, type Reader } from '@app/projecting';
import type { After } from './timeline.queries.js';

/** What a page is of: facts of the conditions (alias `t`), placed within days, in order, after a fact. */
export interface Walk {
  readonly conditions: Conditions;
  readonly moment: Moment;
  readonly reader: Reader;
  readonly days: Days;
  readonly order: 'asc' | 'desc';
  readonly after: After | null;
  /** Lines at most. */
  readonly limit: number;
}

/** Calendar days, inclusive, that facts are placed within; what stands on no day is in none. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
  readonly at: string | null;
}

const KEYS = ['stands', 'latest', 'recorded_from', 'event_id'];

/**
 * The lines of a page of the whole timeline (`t.*`, and `stands`: the day each is placed on), read in order from an index and no further than
 * the page goes, however long the history. Three readings side by side: facts of a date of their own; those that stand where their source was
 * published, looked for by the documents published while the first go on; and those that stand nowhere, which come after all others.
 */
export function walkSql({ conditions, moment, reader, days, order, after, limit }: Walk): string {
  const isUp = order === 'asc';
  const most = conditions.bind('?::int', [limit]);
  const inOrder = (keys: readonly string[]) => `ORDER BY ${keys.map((key) => `t.${key} ${order}`).join(', ')} LIMIT ${most}`;
  const own = inOrder(['placed', ...KEYS.slice(1)]);
  const within = (day: string) =>
    [
      ...(days.from ? [conditions.bind(`${day} >= ?::date`, [days.from])] : []),
      ...[days.to, days.at].flatMap((last) => (last ? [conditions.bind(`${day} <= ?::date`, [last])] : [])),
    ].join(' AND ') || 'true';
  const beyond = (day: string) => {
    if (!after) return 'true';
    if (after.placed === null) return isUp ? 'false' : 'true';
    const key = `(${day}, coalesce(t.latest, 'infinity'::date), t.recorded_from, t.event_id)`;
    const values = [after.placed, after.placed, after.latest, after.recordedAt, after.eventId];
    return conditions.bind(
      isUp
        ? `${day} >= ?::date AND ${key} > (?::date, coalesce(?::date, 'infinity'), ?::timestamptz, ?::uuid)`
        : `${day} <= ?::date AND ${key} < (?::date, coalesce(?::date, 'infinity'), ?::timestamptz, ?::uuid)`,
      values,
    );
  };
  const stands = `(${placedOn(conditions, moment, reader, 't.type')})`;
  const cited = (which: string) =>
    `(SELECT * FROM (SELECT t.*, ${stands} AS stands FROM rm.timeline t WHERE ${conditions.where} AND t.placed IS NULL AND ${which}) t
      WHERE ${within('t.stands')} AND t.stands IS NOT NULL AND ${beyond('t.stands')} ${inOrder(KEYS)})`;
  const edge = `(SELECT CASE WHEN count(*) = ${most} THEN ${isUp ? 'max' : 'min'}(d.stands) END FROM dated d)`;
  const start = after?.placed ?? (isUp ? days.from : undefined) ?? null;
  const bound = conditions.bind('?::date', [start]);
  const published = (day: string) =>
    isUp
      ? `${day} <= ${edge} AND (${bound} IS NULL OR ${day} >= ${bound})`
      : `${day} >= ${edge} AND (${bound} IS NULL OR ${day} <= ${bound})`;
  const documents = `SELECT p.document_id FROM rm.publication p WHERE ${published('p.earliest')} OR p.earliest IS NULL AND ${published('p.latest')}`;
  return `WITH dated AS MATERIALIZED (
      SELECT t.*, t.placed AS stands FROM rm.timeline t WHERE ${conditions.where} AND t.placed IS NOT NULL AND ${within('t.placed')} AND ${beyond('t.placed')} ${own})
    SELECT * FROM dated
    UNION ALL ${cited(`t.source_ids && ARRAY(${documents})`)}
    UNION ALL ${cited(`t.source_ids <> '{}' AND ${edge} IS NULL`)}
    UNION ALL ${nowhere()}`;

  function nowhere(): string {
    const anyDay = !days.from && !days.to && !days.at;
    const comes = !after || after.placed === null || isUp;
    const later = after?.placed === null ? conditions.bind(beyondNowhere(isUp), [after.latest, after.recordedAt, after.eventId]) : 'true';
    return `(SELECT t.*, NULL::date AS stands FROM rm.timeline t WHERE ${conditions.where} AND t.placed IS NULL AND ${String(anyDay && comes)}
      AND ${later} AND ${stands} IS NULL ${own})`;
  }
}

const beyondNowhere = (isUp: boolean): string =>
  `(coalesce(t.latest, 'infinity'::date), t.recorded_from, t.event_id) ${isUp ? '>' : '<'} (coalesce(?::date, 'infinity'), ?::timestamptz, ?::uuid)`;

/** Whether a fact (alias `t`) is in dispute, as this reader knows at this moment. */
export const isDisputed = (conditions: Conditions, moment: Moment, reader: Reader): string =>
  `EXISTS (SELECT 1 FROM rm.dispute d WHERE d.kind = t.kind AND d.subject_id = t.subject_id AND t.event_id = ANY(d.between)
      AND ${alsoKnown(conditions, 'd', moment, reader)})`;
