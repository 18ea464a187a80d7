import { placedOn, type Conditions, type Moment, type Reader } from '@app/projecting';
import type { OlderThan } from './timeline.queries.js';

/** What news are of: facts of the conditions (alias `t`), learnt before an older one. */
export interface NewsAsked {
  readonly conditions: Conditions;
  readonly moment: Moment;
  readonly reader: Reader;
  /** They are found by an index, and are not so many that they could not be put in order. */
  readonly isFew: boolean;
  readonly after: OlderThan | null;
  /** Lines at most. */
  readonly limit: number;
}

/**
 * The facts last learnt or corrected (`t.*`; `since`: from when this reader knows it so), the last first. The order of the log is kept already: it is
 * read back from its end, no further than the lines go, unless an index finds the few facts that are asked for.
 */
export function newsSql({ conditions, moment, reader, isFew, after, limit }: NewsAsked): string {
  const seen = reader.seesAll ? 'recorded_from' : 'visible_from';
  const by = conditions.bind('coalesce(?::timestamptz, now())', [moment.basis === 'recorded' ? moment.asOf : null]);
  const most = conditions.bind('?::int', [limit]);
  const older = after
    ? conditions.bind(
        `(f.${seen}, f.place) < (?::timestamptz, coalesce((SELECT min(a.place) FROM rm.timeline a WHERE a.event_id = ?::uuid), ''))`,
        [after.since, after.eventId],
      )
    : 'true';
  const known = 't.event_id = f.event_id AND t.recorded_from = f.recorded_from';
  // OFFSET 0 keeps the planner to the order of the log: from so many conditions it cannot tell how far it will have to read.
  const facts = isFew
    ? `JOIN few t ON ${known}`
    : `CROSS JOIN LATERAL (SELECT t.* FROM rm.timeline t WHERE ${known} AND ${conditions.where} OFFSET 0) t`;
  const part = (which: string, order: string) =>
    `(SELECT t.*, f.${seen} AS since FROM rm.timeline f ${facts}
      WHERE f.${seen} <= ${by} AND ${older} AND ${which} ORDER BY ${order} LIMIT ${most})`;
  const parts = reader.seesAll
    ? // Record times never decrease along the log: what was not revised is in its order.
      [
        part('f.recorded_from = f.first_recorded', 'f.place DESC'),
        part('f.recorded_from <> f.first_recorded', 'f.recorded_from DESC, f.place DESC'),
      ]
    : [part('true', 'f.visible_from DESC, f.place DESC')];
  const found = `SELECT * FROM (${parts.join(' UNION ALL ')}) t ORDER BY since DESC, place DESC LIMIT ${most}`;
  return isFew ? `WITH few AS MATERIALIZED (SELECT t.* FROM rm.timeline t WHERE ${conditions.where}) ${found}` : found;
}

/** Adds that facts stand within days (inclusive). */
export function standing(
  conditions: Conditions,
  { from, to }: { readonly from?: string; readonly to?: string },
  moment: Moment,
  reader: Reader,
): void {
  if (!from && !to && !moment.at) return;
  const day = `(${placedOn(conditions, moment, reader, 't.type')})`;
  if (moment.at) conditions.add(`${day} <= ?::date`, moment.at);
  if (from) conditions.add(`${day} >= ?::date`, from);
  if (to) conditions.add(`${day} <= ?::date`, to);
}
