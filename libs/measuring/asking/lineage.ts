import type { BaseReading, Dimension, Reading } from '../reading.js';
import { ask, exactly, type ReadModels } from './ask.js';
import type { Cell } from './cells.js';
import { Parameters } from './parameters.js';
import { brokenDownBy, type Question } from './question.js';
import { sharesSql, takesPart } from './shares.sql.js';

/** How a fact takes part in a figure: added up; taken away; or counted in what the figure is out of. */
export type Role = 'counted' | 'subtracted' | 'denominator';

/** One row of one event, and what of it is in the figure. The shares of a role add up to the figure's part exactly (a duration is their quantile). */
export interface Contribution {
  readonly role: Role;
  readonly eventId: string;
  readonly ordinal: number;
  readonly streamId: string;
  readonly measure: string;
  readonly status: string | null;
  readonly category: string | null;
  readonly key: Readonly<Partial<Record<Dimension, string | null>>>;
  /** What counts of it here, and its own span. */
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  /** What the event says, before any of it was spread over other periods or a settlement preferred another figure. */
  readonly value: number | null;
  readonly dayFrom: string | null;
  readonly dayTo: string | null;
  readonly communeCode: string | null;
  readonly disputed: boolean;
  readonly firstRecorded: string;
  readonly sourceIds: readonly string[];
}

/** Where a page goes on. */
export interface AfterContribution {
  readonly reading: number;
  readonly eventId: string;
  readonly ordinal: number;
  readonly time: string;
}

/** The rows behind a figure, reading by reading, page by page. */
export async function contributions(
  source: ReadModels,
  reading: Reading,
  question: Question,
  { limit, after }: { limit: number; after?: AfterContribution | null },
): Promise<{ contributions: Contribution[]; next: AfterContribution | null }> {
  const parts = partsOf(reading, 'counted');
  const found: (Contribution & { readonly at: AfterContribution })[] = [];
  for (let index = after?.reading ?? 0; index < parts.length && found.length <= limit; index++) {
    const { role, base, among } = parts[index]!;
    const from = after && after.reading === index ? after : undefined;
    const only = among && (await keysOf(source, among, question));
    for (const record of await rowsOf(source, base, question, limit + 1 - found.length, from, only))
      found.push(contributionOf(record, role, index, question));
  }
  const page = found.slice(0, limit);
  return { contributions: page.map(({ at: _, ...rest }) => rest), next: found.length > limit ? page.at(-1)!.at : null };
}

interface Part {
  readonly role: Role;
  readonly base: BaseReading;
  /** Only what has a denominator of its own takes part. */
  readonly among?: { readonly dimension: Dimension; readonly per: Reading };
}

/** The readings that look at rows, with the part each takes. */
function partsOf(reading: Reading, role: Role): Part[] {
  switch (reading.kind) {
    case 'ratio': {
      const { of, per, among } = reading;
      const parts = partsOf(of, role);
      return [...(among ? parts.map((part) => ({ ...part, among: { dimension: among, per } })) : parts), ...partsOf(per, 'denominator')];
    }
    case 'difference':
      return [
        ...partsOf(reading.of, role),
        ...partsOf(reading.minus, role === 'denominator' ? role : role === 'counted' ? 'subtracted' : 'counted'),
      ];
    case 'per-inhabitants':
      return partsOf(reading.of, role);
    case 'communes-without':
      return [{ role: 'subtracted', base: { kind: 'count', facts: reading.facts } }];
    default:
      return [{ role, base: reading }];
  }
}

interface Row {
  readonly event_id: string;
  readonly ordinal: number;
  readonly stream_id: string;
  readonly measure: string;
  readonly status: string | null;
  readonly category: string | null;
  readonly share: string;
  readonly share_low: string | null;
  readonly share_high: string | null;
  readonly value: string | null;
  readonly first: string | null;
  readonly last: string | null;
  readonly place: string | null;
  readonly others: string;
  readonly recorded: string;
  readonly source_ids: readonly string[];
  readonly time: string;
  readonly [dimension: `d_${string}`]: string | null;
}

/** The cells in which something takes part. */
interface Only {
  readonly question: Question;
  readonly keys: readonly Cell['key'][];
}

async function keysOf(source: ReadModels, { dimension, per }: NonNullable<Part['among']>, asked: Question): Promise<Only> {
  const question = brokenDownBy(dimension, asked);
  return { question, keys: (await ask(source, per, question)).cells.map(({ key }) => key) };
}

function onlyIn({ question: { by }, keys }: Only, parameters: Parameters): string {
  const values = by.map((dimension) => parameters.bind([...keys.map((key) => key[dimension] ?? null)], 'text[]'));
  const same = by.map((dimension, index) => `k.k${index} IS NOT DISTINCT FROM s.d_${dimension}`);
  return ` AND EXISTS (SELECT 1 FROM unnest(${values.join(', ')}) AS k(${by.map((_, index) => `k${index}`).join(', ')}) WHERE ${same.join(' AND ')})`;
}

async function rowsOf(
  source: ReadModels,
  base: BaseReading,
  asked: Question,
  limit: number,
  after?: AfterContribution,
  only?: Only,
): Promise<Row[]> {
  const question = base.kind === 'observed' ? exactly(asked) : asked;
  const parameters = new Parameters();
  const shares = sharesSql(base, only?.question ?? question, parameters);
  const among = only ? onlyIn(only, parameters) : '';
  const beyond = after
    ? ` AND (s.event_id, s.ordinal, coalesce(s.time_key, '')) > (${parameters.bind(after.eventId, 'uuid')}, ${parameters.bind(after.ordinal, 'int')}, ${parameters.bind(after.time, 'text')})`
    : '';
  return (await source.query(
    `SELECT s.event_id, s.ordinal, s.stream_id, s.measure, s.status, s.category_ AS category, s.share, s.share_low, s.share_high, s.value, s.day_from::text AS first,
       s.day_to::text AS last, s.place, s.others, to_char(s.first_recorded, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded, coalesce(s.time_key, '') AS time, s.source_ids
       ${question.by.map((dimension) => `, s.d_${dimension}`).join('')}
     FROM (${shares}) s WHERE ${takesPart(base)}${among}${beyond} ORDER BY s.event_id, s.ordinal, coalesce(s.time_key, '') LIMIT ${parameters.bind(limit, 'int')}`,
    parameters.values,
  )) as Row[];
}

function contributionOf(row: Row, role: Role, reading: number, { by }: Question): Contribution & { readonly at: AfterContribution } {
  const number = (value: string | null) => (value === null ? null : Number(value));
  return {
    role,
    eventId: row.event_id,
    ordinal: row.ordinal,
    streamId: row.stream_id,
    measure: row.measure,
    status: row.status,
    category: row.category,
    key: Object.fromEntries(by.map((dimension) => [dimension, row[`d_${dimension}`] ?? null])),
    share: Number(row.share),
    low: number(row.share_low),
    high: number(row.share_high),
    value: number(row.value),
    dayFrom: row.first,
    dayTo: row.last,
    communeCode: row.place,
    disputed: Number(row.others) > 0,
    firstRecorded: row.recorded,
    sourceIds: row.source_ids,
    at: { reading, eventId: row.event_id, ordinal: row.ordinal, time: row.time },
  };
}
