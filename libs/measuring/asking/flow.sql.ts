import { isTime, type BaseReading, type Time } from '../reading.js';
import { factsSql, filterSql } from './facts.sql.js';
import type { Parameters } from './parameters.js';
import { isTimeless, lastDay, type Question } from './question.js';
import { HIGH, isCarrier, LOW, rivalsSql, VALUE } from './rivals.sql.js';

export type Flow = Extract<BaseReading, { readonly kind: 'sum' | 'count' | 'observed' }>;

/**
 * The shares of a flow: one row for each fact and each part of the period it counts in, with what of it counts there. Shares of a fact add up
 * to the fact: each is the difference of two rounded cumulated amounts (cents, hundredths), the last what is left.
 */
export function flowShares(reading: Flow, question: Question, parameters: Parameters): string {
  const { from } = question;
  const last = lastDay(question);
  const first = from === null ? null : parameters.bind(from, 'date');
  const end = last === null ? null : parameters.bind(last, 'date');
  const within = [...(first ? [`t.day_to >= ${first}`] : []), ...(end ? [`t.day_from <= ${end}`] : [])];
  const when = isTimeless(question) ? 'true' : within.join(' AND ');
  const time = question.by.find(isTime);
  const a = time ? `greatest(b.first, ${first ?? 'b.first'})` : (first ?? 't.day_from');
  const z = time ? `least(b.last, ${end ?? 'b.last'})` : (end ?? 't.day_to');
  const elsewhere = reading.kind === 'observed' ? 'NULL' : '0';
  const share = (value: string) => (reading.kind === 'sum' ? part(value, a, z) : whole(value, a, z, elsewhere));
  return `SELECT t.*, ${time ? 'b.key' : 'NULL::text'} AS time_key, r.others, r.preferred,
      ${share(VALUE)} AS share, ${share(LOW)} AS share_low, ${share(HIGH)} AS share_high,
      CASE WHEN t.day_from IS NULL OR NOT t.open AND t.day_from >= ${a} AND t.day_to <= ${z} THEN ${VALUE} ELSE 0 END AS share_sure, ${VALUE} AS share_possible
    FROM (SELECT * FROM (${factsSql(reading.facts, question, parameters, when)}) t WHERE ${filterSql(reading.facts, question, parameters)} AND ${isCarrier(question, parameters)}) t
    ${rivalsSql(question, parameters)}
    ${time ? buckets(time, first, end) : ''}`;
}

/** What the period leaves out for want of a date. */
export function undatedSql(reading: Pick<Flow, 'facts'>, question: Question, parameters: Parameters): string {
  return `SELECT count(*) AS facts, sum(${VALUE}) AS value FROM
    (SELECT * FROM (${factsSql(reading.facts, question, parameters, 't.day_from IS NULL')}) t WHERE ${filterSql(reading.facts, question, parameters)} AND ${isCarrier(question, parameters)}) t
    ${rivalsSql(question, parameters)}`;
}

/** The periods that a fact may have been in, within the asked one; what has no date is in none. */
function buckets(time: Time, first: string | null, end: string | null): string {
  const step = { year: '1 year', quarter: '3 months', month: '1 month' }[time];
  const from = first ? `greatest(t.day_from, ${first})` : 't.day_from';
  const to = end ? `least(t.day_to, ${end})` : 't.day_to';
  return `LEFT JOIN LATERAL (
    SELECT s::date AS first, (s + interval '${step}' - interval '1 day')::date AS last, ${keyOf(time, 's')} AS key
    FROM generate_series(date_trunc('${time}', ${from}::timestamp), ${to}::timestamp, interval '${step}') s) b ON true`;
}

/** `2020`, `2020-T3` and `2020-09` sort as they follow each other. */
export const keyOf = (time: Time, day: string): string =>
  `to_char(${day}, '${{ year: 'YYYY', quarter: 'YYYY-"T"Q', month: 'YYYY-MM' }[time]}')`;

function part(value: string, a: string, z: string): string {
  const days = '(t.day_to - t.day_from + 1)';
  const until = (count: string) =>
    `CASE WHEN ${count} <= 0 THEN 0 WHEN ${count} >= ${days} THEN ${value} ELSE round(${value} * ${count} / ${days}, 2) END`;
  return `CASE WHEN t.day_from IS NULL OR t.day_from >= ${a} AND t.day_to <= ${z} THEN ${value}
    ELSE ${until(`(${z} - t.day_from + 1)`)} - ${until(`(${a} - t.day_from)`)} END`;
}

const whole = (value: string, a: string, z: string, elsewhere: string) =>
  `CASE WHEN t.day IS NULL OR t.day BETWEEN ${a} AND ${z} THEN ${value} ELSE ${elsewhere} END`;
