import type { QueryRunner } from 'typeorm';
import { copyInto } from './copy-into.js';
import type { EntityClass } from './data-source.js';
import type { Generation } from './generation.js';
import type { Derived, FactRow } from './projection.js';
import type { Touched } from './row-buffer.js';

/** Keys made at once: what is held in memory is bounded by their rows. */
const KEYS = 500;
/** Rows read at once where all keys are made. */
const ROWS = 2_000;

/** Makes again what is derived from the rows that a flush wrote, ended or revealed. Part of its transaction. */
export async function deriveAgain(generation: Generation, runner: QueryRunner, { eventIds, streamIds }: Touched): Promise<void> {
  const { derived } = generation.projection;
  if (!derived || (eventIds.length === 0 && streamIds.length === 0)) return;
  const { name, columns } = generation.tables.describe(derived.from);
  const key = columns.get(derived.key)!.name;
  const rows: { key: string }[] = await runner.query(
    `SELECT DISTINCT "${key}" AS key FROM ${name}
     WHERE event_id = ANY($1::uuid[]) OR (stream_id = ANY($2::text[]) AND revealed_by IS NOT NULL)`,
    [eventIds, streamIds],
  );
  const keys = rows.map(({ key }) => key);
  const target = generation.tables.describe(derived.table);
  const now = await nowOf(runner);
  for (let at = 0; at < keys.length; at += KEYS) {
    const some = keys.slice(at, at + KEYS);
    await runner.query(`DELETE FROM ${target.name} WHERE "${target.columns.get(derived.key)!.name}" = ANY($1::text[])`, [some]);
    await make(generation, runner, derived, now, await runner.query(rowsOf(generation, derived, `"${key}" = ANY($1::text[])`), [some]));
  }
}

/** Makes all that is derived, from nothing: for tables that are filled at once, before their indexes. The rows it is made of are there already. */
export async function deriveAll(generation: Generation, runner: QueryRunner): Promise<void> {
  const { derived } = generation.projection;
  if (!derived) return;
  await runner.query(`TRUNCATE ${generation.tables.describe(derived.table).name}`);
  const now = await nowOf(runner);
  // The rows are put in order once, and come while those before them are written: on a connection of their own.
  const reader = generation.source.createQueryRunner();
  try {
    await reader.query('BEGIN READ ONLY');
    await reader.query(`SET LOCAL work_mem = '128MB'`);
    await reader.query(`DECLARE facts NO SCROLL CURSOR FOR ${rowsOf(generation, derived, 'true')}`);
    const next = (): Promise<readonly FactRow[]> => reader.query(`FETCH ${ROWS} FROM facts`);
    let begun: readonly FactRow[] = [];
    for (let coming = next(); ;) {
      const rows = await coming;
      if (rows.length === 0) break;
      coming = next();
      coming.catch(() => undefined);
      const all = [...begun, ...rows];
      const whole = startOfLast(all, derived.key);
      begun = all.slice(whole);
      await make(generation, runner, derived, now, all.slice(0, whole));
    }
    await make(generation, runner, derived, now, begun);
  } finally {
    await reader.query('ROLLBACK').catch(() => undefined);
    await reader.release().catch(() => undefined);
  }
}

async function make(
  { tables }: Generation,
  runner: QueryRunner,
  { table, key, make }: Derived,
  now: string,
  rows: readonly FactRow[],
): Promise<void> {
  const made = function* () {
    for (const same of grouped(rows, key)) yield* make(same, now);
  };
  await copyInto(runner, tables, table as EntityClass, made());
}

/** SQL for rows in the order of their key, then of record time. Times are text: PostgreSQL's have more digits than a Date. */
function rowsOf({ tables }: Generation, { from, key }: Derived, where: string): string {
  const { name, columns } = tables.describe(from as EntityClass);
  const selected = [...columns].map(([property, { name: column, type }]) => {
    const value = type === 'timestamptz' || type === 'date' ? `"${column}"::text` : `"${column}"`;
    return `${value} AS "${property}"`;
  });
  return `SELECT ${selected.join(', ')} FROM ${name} t WHERE ${where} ORDER BY t."${columns.get(key)!.name}", t.recorded_from, t.event_id, t.ordinal`;
}

function* grouped(rows: readonly FactRow[], key: string): Generator<readonly FactRow[]> {
  for (let start = 0; start < rows.length;) {
    let end = start + 1;
    while (end < rows.length && keyOf(rows[end]!, key) === keyOf(rows[start]!, key)) end += 1;
    yield rows.slice(start, end);
    start = end;
  }
}

/** Where the rows of the last key begin: others of it may follow. */
function startOfLast(rows: readonly FactRow[], key: string): number {
  let start = rows.length - 1;
  while (start > 0 && keyOf(rows[start - 1]!, key) === keyOf(rows[start]!, key)) start -= 1;
  return start;
}

const keyOf = (row: FactRow, key: string): unknown => (row as unknown as Record<string, unknown>)[key];

async function nowOf(runner: QueryRunner): Promise<string> {
  const [{ now }] = await runner.query('SELECT now()::text AS now');
  return now as string;
}
