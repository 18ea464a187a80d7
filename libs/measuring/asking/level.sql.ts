import { isTime, type BaseReading } from '../reading.js';
import { factsSql, filterSql } from './facts.sql.js';
import { keyOf } from './flow.sql.js';
import { horizonSql } from './horizon.sql.js';
import { today, type Parameters } from './parameters.js';
import { lastDay, type Question } from './question.js';
import { HIGH, LOW, rivalsSql, VALUE } from './rivals.sql.js';

export type Level = Extract<BaseReading, { readonly kind: 'level' }>;

/**
 * What stands at the end of each period: of every subject (and claim: jobs, a state of land) the rows of the last event said of a day by then,
 * the day half-way for an uncertain one. What has no date stood before everything else, where no period is asked for.
 */
export function levelShares(reading: Level, question: Question, parameters: Parameters): string {
  const last = lastDay(question);
  const end = last === null ? null : parameters.bind(last, 'date');
  const time = question.by.find(isTime);
  const when = end ? `t.day <= ${end}` : question.from !== null || time ? 't.day IS NOT NULL' : 'true';
  const value = reading.of === 'count' ? '1' : VALUE;
  // A cohort is told again and again: by horizon, what was said at each of them stands.
  const sayings = question.by.includes('horizon') ? `, ${horizonSql('t', question, parameters)}` : '';
  const facts = `SELECT t.*, first_value(coalesce(t.day, '-infinity'::date)) OVER (PARTITION BY t.stream_id, t.measure, t.status, t.claim, t.unit${sayings}
      ORDER BY coalesce(t.day, '-infinity'::date), -t.rank, t.revision GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS next_day
    FROM (${factsSql(reading.facts, question, parameters, when)}) t WHERE ${filterSql(reading.facts, question, parameters)}`;
  return `SELECT t.*, ${time ? 'b.key' : 'NULL::text'} AS time_key, r.others, r.preferred,
      ${value} AS share, ${value === '1' ? '1' : LOW} AS share_low, ${value === '1' ? '1' : HIGH} AS share_high, NULL::numeric AS share_sure, NULL::numeric AS share_possible
    FROM (${facts}) t
    ${time ? ends(time, question, parameters, end) : ''}
    ${rivalsSql(question, parameters)}
    WHERE ${time ? `t.day <= b.last AND (t.next_day IS NULL OR t.next_day > b.last)` : 't.next_day IS NULL'}`;
}

/** The ends of the periods asked for; without a first day, from the fact itself on. */
function ends(time: 'year' | 'quarter' | 'month', { from }: Question, parameters: Parameters, end: string | null): string {
  const step = { year: '1 year', quarter: '3 months', month: '1 month' }[time];
  const first = from === null ? 't.day' : `greatest(t.day, ${parameters.bind(from, 'date')})`;
  const until = end ?? `least(coalesce(t.next_day, ${today(parameters)}), ${today(parameters)})`;
  return `JOIN LATERAL (SELECT least((s + interval '${step}' - interval '1 day')::date, ${end ?? `'infinity'::date`}) AS last, ${keyOf(time, 's')} AS key
    FROM generate_series(date_trunc('${time}', ${first}::timestamp), ${until}::timestamp, interval '${step}') s) b ON true`;
}
