import type { DataSource } from 'typeorm';
import type { Projection } from './projection.js';
import { GenerationTables } from './tables.js';

/**
 * What the live generation of a projection is to this program's code. `older` and `newer`: made by code of a lower or higher version. `reshaped`:
 * of the same version, and its tables have other columns all the same. `absent`: nobody has made it yet.
 */
export type Fit = 'fits' | 'older' | 'newer' | 'reshaped' | 'absent';

export interface Fitting {
  readonly name: string;
  /** The version of this program's code. */
  readonly version: number;
  /** The live generation and the version of the code that made it; null when it is absent. */
  readonly live: { readonly generation: number; readonly version: number } | null;
  readonly fit: Fit;
}

/** Whether the live generations are what this code reads and fills, as far as versions and columns tell. */
export async function fitsOf(source: DataSource, projections: readonly Projection[]): Promise<Fitting[]> {
  const states: { name: string; generation: number; version: number }[] = await source.query(
    `SELECT name, generation, version FROM rm.projection WHERE status = 'live' AND name = ANY($1)`,
    [projections.map(({ name }) => name)],
  );
  const reshaped = await reshapedOf(
    source,
    projections.flatMap((projection) => {
      const live = states.find(({ name, version }) => name === projection.name && version === projection.version);
      return live ? [{ name: live.name, tables: new GenerationTables(source, projection, live.generation) }] : [];
    }),
  );
  return projections.map(({ name, version }) => {
    const live = states.find((state) => state.name === name);
    if (!live) return { name, version, live: null, fit: 'absent' };
    const fit = live.version < version ? 'older' : live.version > version ? 'newer' : reshaped.has(name) ? 'reshaped' : 'fits';
    return { name, version, live: { generation: live.generation, version: live.version }, fit };
  });
}

/** The names of those whose tables do not have exactly the columns that the code fills. */
async function reshapedOf(
  source: DataSource,
  generations: readonly { readonly name: string; readonly tables: GenerationTables }[],
): Promise<Set<string>> {
  const columns = generations.flatMap(({ name, tables }) => tables.columns.map((column) => ({ projection: name, ...column })));
  if (columns.length === 0) return new Set();
  const rows: { projection: string }[] = await source.query(
    `WITH wanted AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[]) w(projection, relation, name, type, required)),
       had AS (SELECT o.projection, c.relname AS relation, a.attname AS name, a.atttypid AS type, a.attnotnull AS required
         FROM (SELECT DISTINCT projection, relation FROM wanted) o
         JOIN pg_class c ON c.relnamespace = 'rm'::regnamespace AND c.relname = o.relation
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
     SELECT DISTINCT projection FROM wanted FULL JOIN had USING (projection, relation, name)
     WHERE to_regtype(wanted.type)::oid IS DISTINCT FROM had.type OR wanted.required IS DISTINCT FROM had.required`,
    [
      columns.map(({ projection }) => projection),
      columns.map(({ table }) => table),
      columns.map(({ name }) => name),
      columns.map(({ type }) => type),
      columns.map(({ required }) => required),
    ],
  );
  return new Set(rows.map(({ projection }) => projection));
}
