import type { DataSource, QueryRunner } from 'typeorm';
import type { Projection } from './projection.js';
import { guarded } from './tables.js';

/** SQLSTATE of a statement that reads a generation which code of another version made: see the migration that makes `rm.readable`. */
export const UNREADABLE = 'PV001';

/** SQLSTATEs of statements that do not go with the tables they find: no such column, table or function, another type, another result. */
const MISFITS = new Set([UNREADABLE, '42703', '42P01', '42804', '42883', '0A000']);

/** Setting of a session, as PostgreSQL takes it at the start: which version of each read model this program reads. */
export const sessionVersions = (projections: readonly Projection[]): string =>
  `-c palimpseste.versions=${JSON.stringify(Object.fromEntries(projections.map(({ name, version }) => [name, version])))}`;

/** SQL: true of the rows of `rm.projection` that this session's program knows; of all where it does not say. */
export const KNOWN_HERE = `coalesce(nullif(current_setting('palimpseste.versions', true), '')::jsonb ? name, true)`;

/** What a program reads is not of the version that its code reads: an upgrade is under way. Nothing was read. */
export class ReadModelUnfit extends Error {
  readonly code = UNREADABLE;

  constructor(cause: unknown) {
    super('the read model is of another version than this program', { cause });
    this.name = 'ReadModelUnfit';
  }
}

/** True of an error that may come from tables of another version. */
export const isMisfit = (error: unknown): boolean => MISFITS.has((error as { code?: string } | undefined)?.code ?? '');

/** Milliseconds that a view may be read while everybody else waits for it. */
const PATIENCE = 2_000;

/** Makes the views that were made before they asked who reads ask. One look at the catalogue once they all do. */
export async function guardViews(source: DataSource, projections: readonly Projection[]): Promise<void> {
  for (;;) {
    try {
      return await source.transaction(({ queryRunner }) => guardNow(queryRunner!, source, projections));
    } catch (error) {
      // A long query still reads through one of them, or a rebuild points it elsewhere: let it end.
      if (!['55P03', '40P01'].includes((error as { code?: string }).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

async function guardNow(runner: QueryRunner, source: DataSource, projections: readonly Projection[]): Promise<void> {
  await runner.query(`SET LOCAL lock_timeout = ${PATIENCE}`);
  const tables = projections.flatMap(({ name, tables }) => tables.map((table) => ({ name, table: source.getMetadata(table).tableName })));
  const open: { name: string; table: string; generation: number; version: number }[] = await runner.query(
    `SELECT p.name, o.relation AS table, p.generation, p.version FROM unnest($1::text[], $2::text[]) o(name, relation)
     JOIN rm.projection p ON p.name = o.name AND p.status = 'live'
     JOIN pg_views v ON v.schemaname = 'rm' AND v.viewname = o.relation
     WHERE v.definition NOT LIKE '%readable(%' AND to_regclass(format('rm.%I', o.relation || '_g' || p.generation)) IS NOT NULL`,
    [tables.map(({ name }) => name), tables.map(({ table }) => table)],
  );
  for (const { name, table, generation, version } of open) {
    await runner.query(`CREATE OR REPLACE VIEW "rm"."${table}" AS ${guarded(`"rm"."${table}_g${generation}"`, name, version)}`);
    await runner.query(
      `UPDATE rm.projection SET tables = array_append(coalesce(tables, '{}'), $3) WHERE name = $1 AND generation = $2 AND NOT $3 = ANY(coalesce(tables, '{}'))`,
      [name, generation, table],
    );
  }
}
