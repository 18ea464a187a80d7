import { knownAsRecorded } from './facts.sql.js';
import type { Parameters } from './parameters.js';
import type { Question } from './question.js';

/**
 * Months after the closure that a cohort is told at: as its source counts them, else the last of 6, 12 and 24 that its day has reached since
 * the day its site closed; `0` before the sixth month, null where no closure is known.
 */
export function horizonSql(alias: string, question: Question, parameters: Parameters): string {
  const closed = `(SELECT max(c.day) FROM rm.${question.table} c WHERE c.stream_id = ${alias}.stream_id AND c.measure = 'closure' AND ${knownAsRecorded('c', question, parameters)})`;
  const reached = (months: number) => `${alias}.day >= (${closed} + interval '${months} months')::date`;
  return `coalesce(${alias}.horizon::text, CASE WHEN ${reached(24)} THEN '24' WHEN ${reached(12)} THEN '12' WHEN ${reached(6)} THEN '6' WHEN ${alias}.day IS NOT NULL AND ${closed} IS NOT NULL THEN '0' END)`;
}
