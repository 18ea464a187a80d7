import { audience, knownAsRecorded } from './facts.sql.js';
import type { Parameters } from './parameters.js';
import type { Question } from './question.js';

/** Two facts that may speak of the same time. */
const overlap = (o: string, t: string) =>
  `(${o}.day_from IS NULL OR ${t}.day_from IS NULL OR ${o}.day_from <= ${t}.day_to AND ${o}.day_to >= ${t}.day_from)`;

const rivals = (o: string, t: string) =>
  `${o}.stream_id = ${t}.stream_id AND ${o}.measure = ${t}.measure AND ${o}.claim = ${t}.claim AND ${o}.status IS NOT DISTINCT FROM ${t}.status
    AND ${o}.unit IS NOT DISTINCT FROM ${t}.unit AND ${o}.event_id <> ${t}.event_id AND ${overlap(o, t)}`;

/** What the reader is not shown contradicts nothing that it is shown. */
const shown = (alias: string, question: Question, parameters: Parameters) =>
  `${knownAsRecorded(alias, question, parameters)} AND ${audience(alias, question, parameters)}`;

/** That no rival of `t` is the one to be counted: the thing itself before what is said of it, the last said before the others. */
export function isCarrier(question: Question, parameters: Parameters): string {
  return `NOT EXISTS (SELECT 1 FROM rm.${question.table} o WHERE ${rivals('o', 't')} AND (o.rank, -o.revision) < (t.rank, -t.revision) AND ${shown('o', question, parameters)})`;
}

/**
 * What an event in dispute with that of `t` says of the same: the same measure of the same kind and place, or both events' first figures
 * (jobs lost by a closure, employees dismissed by a newspaper).
 */
const comparable = `o.value IS NOT NULL AND o.unit = t.unit AND (o.ordinal = 0 AND t.ordinal = 0
  OR o.measure = t.measure AND (o.territory_ids = t.territory_ids OR o.territory_ids = '{}' OR t.territory_ids = '{}') AND (o.category = t.category) IS NOT FALSE)`;

/**
 * A lateral join that tells, of a fact `t`, what contradicts it: the other sayings of its claim, and the events it is in dispute with. Gives
 * `r.others` (how many say otherwise, and how many disputes it is in), `r.low`, `r.high` (their span), `r.preferred` (the value a settlement
 * preferred, if it did).
 */
export function rivalsSql(question: Question, parameters: Parameters): string {
  const rows = `rm.${question.table}`;
  const is = (alias: string) => shown(alias, question, parameters);
  return `LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE o.value <> t.value OR coalesce(o.low, o.value) <> coalesce(t.low, t.value) OR coalesce(o.high, o.value) <> coalesce(t.high, t.value))
        + (SELECT count(*) FROM ${rows} d WHERE d.refers = t.event_id AND d.measure = 'dispute' AND ${is('d')}) AS others,
      min(coalesce(o.low, o.value)) AS low, max(coalesce(o.high, o.value)) AS high,
      (array_agg(o.value ORDER BY o.revision DESC) FILTER (WHERE EXISTS (SELECT 1 FROM ${rows} s WHERE s.measure = 'settlement' AND s.refers = o.event_id AND ${is('s')})))[1] AS preferred
    FROM (
      SELECT o.* FROM ${rows} o WHERE ${rivals('o', 't')} AND (o.rank >= 0 OR t.rank >= 0) AND ${is('o')}
      UNION
      SELECT o.* FROM ${rows} d JOIN ${rows} e ON e.claim = d.claim AND e.measure = 'dispute' AND e.refers <> t.event_id AND ${is('e')}
        JOIN ${rows} o ON o.event_id = e.refers AND ${comparable} AND ${is('o')}
        WHERE d.refers = t.event_id AND d.measure = 'dispute' AND ${is('d')}
    ) o
  ) r ON true`;
}

/** The value that counts: the preferred one where a settlement says so, else the fact's own. */
export const VALUE = 'coalesce(r.preferred, t.value)';
export const LOW = 'least(coalesce(t.low, t.value), r.low)';
export const HIGH = 'greatest(coalesce(t.high, t.value), r.high)';
