import type { QueryRunner } from 'typeorm';
import { copyInto } from './copy-into.js';
import type { EntityClass } from './data-source.js';
import type { Generation } from './generation.js';
import type { Derived, FactRow } from './projection.js';
import type { Touched } from './row-buffer.js';

/** Keys made at once: what is held in memory is bounded by their rows. */
const KEYS = 500;

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
    await make(generation, runner, derived, now, await rowsUnder(generation, runner, derived, `"${key}" = ANY($1::text[])`, [some]));
  }
}

/** Makes all that is derived, from nothing: for tables that are filled at once, before their indexes. */
export async function deriveAll(generation: Generation, runner: QueryRunner): Promise<void> {
  const { derived } = generation.projection;
  if (!derived) return;
  const { name, columns } = generation.tables.describe(derived.from);
  const key = columns.get(derived.key)!.name;
  await runner.query(`TRUNCATE ${generation.tables.describe(derived.table).name}`);
  await runner.query(`CREATE INDEX IF NOT EXISTS "${generation.name}_derive_g${generation.generation}" ON ${name} ("${key}")`);
  const now = await nowOf(runner);
  for (let after = ''; ;) {
    const keys: { key: string }[] = await runner.query(
      `SELECT DISTINCT "${key}" AS key FROM ${name} WHERE "${key}" > $1 ORDER BY "${key}" LIMIT ${KEYS}`,
      [after],
    );
    if (keys.length === 0) break;
    const [first, last] = [keys[0]!.key, keys.at(-1)!.key];
    await make(generation, runner, derived, now, await rowsUnder(generation, runner, derived, `"${key}" BETWEEN $1 AND $2`, [first, last]));
    after = last;
  }
  await runner.query(`DROP INDEX "rm"."${generation.name}_derive_g${generation.generation}"`);
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

/** Rows in the order of their key, then of record time. Times are text: PostgreSQL's have more digits than a Date. */
async function rowsUnder(
  { tables }: Generation,
  runner: QueryRunner,
  { from, key }: Derived,
  where: string,
  values: readonly unknown[],
): Promise<readonly FactRow[]> {
  const { name, columns } = tables.describe(from as EntityClass);
  const selected = [...columns].map(([property, { name: column, type }]) => {
    const value = type === 'timestamptz' || type === 'date' ? `"${column}"::text` : `"${column}"`;
    return `${value} AS "${property}"`;
  });
  return runner.query(
    `SELECT ${selected.join(', ')} FROM ${name} t WHERE ${where} ORDER BY t."${columns.get(key)!.name}", t.recorded_from, t.event_id, t.ordinal`,
    [...values],
  );
}

function* grouped(rows: readonly FactRow[], key: string): Generator<readonly FactRow[]> {
  const keyOf = (row: FactRow) => (row as unknown as Record<string, unknown>)[key];
  for (let start = 0; start < rows.length;) {
    let end = start + 1;
    while (end < rows.length && keyOf(rows[end]!) === keyOf(rows[start]!)) end += 1;
    yield rows.slice(start, end);
    start = end;
  }
}

async function nowOf(runner: QueryRunner): Promise<string> {
  const [{ now }] = await runner.query('SELECT now()::text AS now');
  return now as string;
}
