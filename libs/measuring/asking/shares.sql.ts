import { isTime, type BaseReading, type Dimension } from '../reading.js';
import { durationShares } from './duration.sql.js';
import { flowShares } from './flow.sql.js';
import { horizonSql } from './horizon.sql.js';
import { levelShares } from './level.sql.js';
import { today, type Parameters } from './parameters.js';
import type { Question } from './question.js';

/** The rows that a reading is made of, each with its share of the figure and the names of the cell it counts in (`d_year`, `d_theme`…). */
export function sharesSql(reading: BaseReading, question: Question, parameters: Parameters): string {
  const shares =
    reading.kind === 'level'
      ? levelShares(reading, question, parameters)
      : reading.kind === 'duration'
        ? durationShares(reading, question, parameters)
        : flowShares(reading, question, parameters);
  const names = question.by.map((dimension) => `${dimensionSql(dimension, question, parameters)} AS d_${dimension}`);
  const told = `SELECT ${['s.*', ...names].join(', ')} FROM (${shares}) s`;
  return reading.kind === 'observed' ? lastOfEachSeries(told, question) : told;
}

/** Rows behind a figure: of nothing added up nothing remains; nothing published is a figure too. */
export const takesPart = ({ kind }: BaseReading): string => (kind === 'observed' ? 's.share IS NOT NULL' : 's.share <> 0');

/** Published values of several periods do not add up: of each series the last one in the cell stands. */
function lastOfEachSeries(told: string, { by }: Question): string {
  const cell = [...by.map((dimension) => `v.d_${dimension}`), 'v.category'].join(', ');
  return `SELECT * FROM (SELECT v.*, row_number() OVER (PARTITION BY ${cell} ORDER BY v.day DESC NULLS LAST, v.revision DESC, v.ordinal DESC) AS nth
    FROM (${told}) v WHERE v.share IS NOT NULL) o WHERE o.nth = 1`;
}

function dimensionSql(dimension: Dimension, question: Question, parameters: Parameters): string {
  if (isTime(dimension)) return 's.time_key';
  if (dimension === 'territory') return partSql(question, parameters);
  if (dimension === 'theme' || dimension === 'sector' || dimension === 'naf' || dimension === 'category') return `s.${dimension}_`;
  if (dimension === 'horizon') return horizonSql('s', question, parameters);
  if (dimension === 'subject') return 's.stream_id';
  return `s.${dimension}`;
}

/** The one part of the territory that a fact is in; null when it names several, or the whole. */
function partSql({ parts = [] }: Question, parameters: Parameters): string {
  const { codes, ids } = tablesOf(parts);
  const [code, key, since, until] = codes.map((values, index) => parameters.bind(values, index < 2 ? 'text[]' : 'date[]'));
  const day = `coalesce(s.day, ${today(parameters)})`;
  return `coalesce(
    (SELECT min(p.key) FROM unnest(${code}, ${key}, ${since}, ${until}) AS p(code, key, since, until) WHERE p.code = s.place
      AND (p.since IS NULL OR p.since <= ${day}) AND (p.until IS NULL OR p.until > ${day})),
    (SELECT min(p.key) FROM unnest(${parameters.bind(ids[0], 'text[]')}, ${parameters.bind(ids[1], 'text[]')}) AS p(id, key)
      WHERE s.place IS NULL AND p.id = ANY(s.place_ids) HAVING count(DISTINCT p.key) = 1))`;
}

type Tables = { codes: [string[], string[], (string | null)[], (string | null)[]]; ids: [string[], string[]] };
const memo = new WeakMap<object, Tables>();

function tablesOf(parts: NonNullable<Question['parts']>): Tables {
  let tables = memo.get(parts);
  if (!tables) {
    const members = parts.flatMap(({ key, members }) => members.map((member) => ({ key, ...member })));
    const names = parts.flatMap(({ key, territoryIds }) => territoryIds.map((id) => ({ key, id })));
    tables = {
      codes: [
        members.map(({ communeCode }) => communeCode),
        members.map(({ key }) => key),
        members.map(({ from }) => from),
        members.map(({ to }) => to),
      ],
      ids: [names.map(({ id }) => id), names.map(({ key }) => key)],
    };
    memo.set(parts, tables);
  }
  return tables;
}
