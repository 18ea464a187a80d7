import { isTime, type BaseReading } from '../reading.js';
import { factsSql, filterSql, knownAsRecorded } from './facts.sql.js';
import { keyOf } from './flow.sql.js';
import type { Parameters } from './parameters.js';
import { isTimeless, lastDay, type Question } from './question.js';
import { isCarrier } from './rivals.sql.js';

export type Duration = Extract<BaseReading, { readonly kind: 'duration' }>;

/**
 * Days from one fact of a subject to another, both dated, one row for each subject: between their days half-way, and the fewest and the most
 * that their dates allow. Where a subject has several beginnings the first counts.
 */
export function durationShares({ from: begins, to: ends }: Duration, question: Question, parameters: Parameters): string {
  const last = lastDay(question);
  const within = [
    't.day IS NOT NULL',
    ...(question.from === null ? [] : [`t.day >= ${parameters.bind(question.from, 'date')}`]),
    ...(last === null ? [] : [`t.day <= ${parameters.bind(last, 'date')}`]),
  ];
  const time = question.by.find(isTime);
  const beginning = [
    `f.measure = ${parameters.bind(begins.measure, 'text')}`,
    knownAsRecorded('f', question, parameters),
    'f.day IS NOT NULL',
  ];
  if (begins.status) beginning.push(`f.status = ${parameters.bind(begins.status, 'text')}`);
  if (begins.category) beginning.push(`f.category = ANY(${parameters.bind(begins.category, 'text[]')})`);
  return `SELECT t.*, ${time ? keyOf(time, 't.day') : 'NULL::text'} AS time_key, 0 AS others, NULL::numeric AS preferred, b.event_id AS begun_by,
      (t.day - b.day)::numeric AS share, (t.day_from - b.day_to)::numeric AS share_low, (t.day_to - b.day_from)::numeric AS share_high,
      NULL::numeric AS share_sure, NULL::numeric AS share_possible
    FROM (SELECT * FROM (${factsSql(ends, question, parameters, isTimeless(question) ? 't.day IS NOT NULL' : within.join(' AND '))}) t
      WHERE ${filterSql(ends, question, parameters)} AND ${isCarrier(question, parameters)}) t
    JOIN LATERAL (SELECT f.event_id, f.day, f.day_from, f.day_to FROM rm.${question.table} f
      WHERE f.stream_id = t.stream_id AND ${beginning.join(' AND ')} ORDER BY f.day, f.revision LIMIT 1) b ON true`;
}
