import { isTime, type BaseReading, type Reading, type Selection } from '../reading.js';
import { combined, isIn, minus, over, together, type Cell } from './cells.js';
import { undatedSql } from './flow.sql.js';
import { Parameters } from './parameters.js';
import { brokenDownBy, isTimeless, type Question } from './question.js';
import { sharesSql, takesPart } from './shares.sql.js';

/** Where queries go: PostgreSQL of the read models. */
export interface ReadModels {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

export interface Answer {
  readonly cells: readonly Cell[];
  /** What has no date and is therefore in none of the periods asked for. Null when nothing is left out. */
  readonly undated: { readonly facts: number; readonly value: number | null } | null;
}

/** The figure that a reading gives, broken down as asked: each base reading is one query. */
export async function ask(source: ReadModels, reading: Reading, question: Question): Promise<Answer> {
  const [cells, undated] = await Promise.all([cellsOf(source, reading, question), undatedOf(source, reading, question)]);
  return { cells: [...cells].sort(byKey), undated };
}

async function cellsOf(source: ReadModels, reading: Reading, question: Question): Promise<Cell[]> {
  switch (reading.kind) {
    case 'ratio': {
      const { scale = 1, among } = reading;
      const apart = among ? brokenDownBy(among, question) : question;
      const [all, per] = await Promise.all([cellsOf(source, reading.of, apart), cellsOf(source, reading.per, apart)]);
      const of = among ? all.filter(isIn(per)) : all;
      const [left, right] = apart === question ? [of, per] : [together(of, among!), together(per, among!)];
      return combined(left, right, (a, b) => ({
        value: over(a?.value ?? 0, b?.value, scale),
        low: over(a?.low ?? 0, b?.high, scale),
        high: over(a?.high ?? 0, b?.low, scale),
      }));
    }
    case 'difference': {
      const [of, less] = await Promise.all([cellsOf(source, reading.of, question), cellsOf(source, reading.minus, question)]);
      return combined(of, less, (a, b) => ({
        value: minus(a?.value, b?.value),
        low: minus(a?.low, b?.high),
        high: minus(a?.high, b?.low),
      }));
    }
    case 'per-inhabitants':
      return (await cellsOf(source, reading.of, question)).map((cell) => perInhabitants(cell, reading.inhabitants, question));
    case 'communes-without':
      return communesWithout(source, reading.facts, question);
    default:
      return baseCells(source, reading, question);
  }
}

interface CellRecord {
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly sure: string | null;
  readonly possible: string | null;
  readonly facts: string;
  readonly subjects: string;
  readonly disputed: boolean | null;
  readonly approximate: boolean | null;
  readonly withheld: boolean | null;
  readonly [dimension: `d_${string}`]: string | null;
}

async function baseCells(source: ReadModels, reading: BaseReading, asked: Question): Promise<Cell[]> {
  const question = reading.kind === 'observed' ? exactly(asked) : asked;
  const parameters = new Parameters();
  const dimensions = question.by.map((dimension) => `d_${dimension}`);
  const [value, low, high] = ['share', 'share_low', 'share_high'].map((column) => aggregate(reading, column, parameters));
  const sql = `SELECT ${dimensions.map((name) => `s.${name}, `).join('')}${value} AS value, ${low} AS low, ${high} AS high,
      sum(s.share_sure) AS sure, sum(s.share_possible) AS possible, count(DISTINCT s.event_id) FILTER (WHERE ${takesPart(reading)}) AS facts,
      count(DISTINCT s.stream_id) FILTER (WHERE ${takesPart(reading)}) AS subjects, bool_or(s.others > 0) AS disputed, bool_or(s.bound IS NOT NULL) AS approximate,
      bool_or(s.audience = 'public') AS withheld
    FROM (${sharesSql(reading, question, parameters)}) s ${dimensions.length > 0 ? `GROUP BY ${dimensions.map((_, index) => index + 1).join(', ')}` : ''}`;
  const records = (await source.query(sql, parameters.values)) as CellRecord[];
  return records
    .filter(({ facts, withheld, ...figures }) => Number(facts) > 0 || withheld || isSomething(figures))
    .map((record) => cellOf(record, question));
}

/** A figure of nothing whose span, or whose uncertain dates, leave room for something. */
const isSomething = ({ low, high, possible }: Pick<CellRecord, 'low' | 'high' | 'possible'>): boolean =>
  [low, high, possible].some((value) => Number(value) !== 0);

/** How the shares of a cell become its figure. */
function aggregate(reading: BaseReading, column: string, parameters: Parameters): string {
  if (reading.kind === 'duration')
    return `percentile_cont(${parameters.bind(reading.quantile, 'float8')}) WITHIN GROUP (ORDER BY s.${column}::float8)`;
  // Of each series one row is left. Several of them are not even comparable.
  if (reading.kind === 'observed') return `CASE WHEN count(*) = 1 THEN max(s.${column}) END`;
  if (reading.kind === 'level' && reading.of === 'share') {
    const one = `CASE WHEN count(DISTINCT s.stream_id) = 1 THEN max(s.share) END`;
    return { share: one, share_low: 'min(s.share_low)' }[column] ?? 'max(s.share_high)';
  }
  return `sum(s.${column})`;
}

function cellOf(record: CellRecord, { by }: Question): Cell {
  const number = (value: string | null) => (value === null ? null : Number(value));
  return {
    key: Object.fromEntries(by.map((dimension) => [dimension, record[`d_${dimension}`] ?? null])),
    value: number(record.value),
    low: number(record.low),
    high: number(record.high),
    sure: number(record.sure),
    possible: number(record.possible),
    facts: Number(record.facts),
    subjects: Number(record.subjects),
    disputed: record.disputed ?? false,
    approximate: record.approximate ?? false,
    withheld: record.withheld ?? false,
  };
}

/** What was published of exactly this territory, or of exactly each of its parts. */
export function exactly(question: Question): Question {
  const only = <Of extends Question['scope']>(of: Of): Of => ({ ...of, everywhere: false, members: [], territoryIds: of.self });
  const parts = question.by.includes('territory') ? (question.parts ?? []).map(only) : undefined;
  const scope = only(question.scope);
  return { ...question, parts, scope: parts ? { ...scope, territoryIds: parts.flatMap(({ self }) => self) } : scope };
}

function perInhabitants(cell: Cell, inhabitants: number, { scope, parts }: Question): Cell {
  const part = parts?.find(({ key }) => key === cell.key.territory);
  const population = (cell.key.territory === undefined ? scope : part)?.population;
  const [value, low, high] = [cell.value, cell.low, cell.high].map((figure) => over(figure, population, inhabitants)) as [
    number,
    number,
    number,
  ];
  return { ...cell, value, low, high, sure: null, possible: null };
}

async function communesWithout(source: ReadModels, facts: Selection, question: Question): Promise<Cell[]> {
  const parameters = new Parameters();
  const dimensions = question.by.map((dimension) => `d_${dimension}`);
  const rows = (await source.query(
    `SELECT ${dimensions.map((name) => `s.${name}, `).join('')}count(DISTINCT s.place) AS communes, count(DISTINCT s.event_id) AS facts
     FROM (${sharesSql({ kind: 'count', facts }, question, parameters)}) s WHERE s.share_possible <> 0
     ${dimensions.length > 0 ? `GROUP BY ${dimensions.map((_, index) => index + 1).join(', ')}` : ''}`,
    parameters.values,
  )) as (Record<`d_${string}`, string | null> & { communes: string; facts: string })[];
  const cells = rows.map((record): Cell => {
    const key = Object.fromEntries(question.by.map((dimension) => [dimension, record[`d_${dimension}`] ?? null]));
    const part = question.by.includes('territory') ? question.parts?.find(({ key: name }) => name === key.territory) : question.scope;
    const value = part ? part.communes - Number(record.communes) : null;
    return { ...NOTHING, key, value, low: value, high: value, facts: Number(record.facts) };
  });
  if (question.by.length !== 1 || question.by[0] !== 'territory') return cells;
  // A part where nothing at all happened has no row.
  const told = new Set(cells.map(({ key }) => key.territory));
  const silent = (question.parts ?? []).filter(({ key }) => !told.has(key));
  return [
    ...cells,
    ...silent.map((part) => ({ ...NOTHING, key: { territory: part.key }, value: part.communes, low: part.communes, high: part.communes })),
  ];
}

const NOTHING: Omit<Cell, 'key' | 'value' | 'low' | 'high'> = {
  sure: null,
  possible: null,
  facts: 0,
  subjects: 0,
  disputed: false,
  approximate: false,
  withheld: false,
};

async function undatedOf(source: ReadModels, reading: Reading, question: Question): Promise<Answer['undated']> {
  const base = 'facts' in reading && reading.kind !== 'communes-without' ? reading : undefined;
  const placesAll = isTimeless(question) && !(base?.kind === 'level' && question.by.some(isTime));
  if (!base || placesAll) return null;
  const parameters = new Parameters();
  const [record] = (await source.query(
    undatedSql(base, base.kind === 'observed' ? exactly(question) : question, parameters),
    parameters.values,
  )) as {
    facts: string;
    value: string | null;
  }[];
  const facts = Number(record!.facts);
  return facts === 0 ? null : { facts, value: record!.value === null ? null : Number(record!.value) };
}

const byKey = (a: Cell, b: Cell) => {
  const [left, right] = [Object.values(a.key), Object.values(b.key)].map((values) =>
    values.map((value) => value ?? '\uffff').join('\u0000'),
  );
  return left! < right! ? -1 : left! > right! ? 1 : 0;
};
