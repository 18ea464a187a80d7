import type { DataSource, EntityMetadata, QueryRunner } from 'typeorm';
import type { CopyBytes } from './copy-bytes.js';
import { columnsInOrder, derivedWriterOf, knownBytes, rowWriterOf } from './copy-rows.js';
import type { EntityClass } from './data-source.js';
import { FEW, type DerivedRow, type FactRow, type Projection } from './projection.js';
import { TOLD_SOON } from './told.js';

/**
 * The physical tables of one generation of a projection, made from its entities. Queries go through a view of the entity's own name
 * that points at the live generation, so that a swap changes what they read and nothing else.
 */
export class GenerationTables {
  private readonly metadata: readonly EntityMetadata[];
  /** Without those that are made of others. */
  private readonly facts: readonly EntityMetadata[];
  private readonly byClass = new Map<EntityClass, EntityMetadata>();

  constructor(
    source: DataSource,
    private readonly projection: Projection,
    private readonly generation: number,
  ) {
    this.metadata = projection.tables.map((table) => source.getMetadata(table));
    this.facts = this.metadata.filter(({ target }) => target !== projection.derived?.table);
    projection.tables.forEach((table, index) => this.byClass.set(table, this.metadata[index]!));
  }

  async create(runner: QueryRunner): Promise<void> {
    for (const entity of this.metadata) {
      await runner.query(`CREATE TABLE ${this.table(entity)} (${definitions(entity)})`);
    }
  }

  /** All of them, made at once on tables that are not to be filled by a rebuild. */
  async createIndexes(runner: QueryRunner): Promise<void> {
    for (const create of [...this.fewIndexes(), ...this.indexes()]) await runner.query(create);
    await this.createKeys(runner);
    await this.analyze(runner);
  }

  /**
   * Those that a rebuild makes after the rows: built at once they are several times cheaper than kept up row by row. Each statement may run by
   * itself, beside the others, and again after it was interrupted.
   */
  indexes(): string[] {
    return [
      ...this.facts.map(
        (entity) => `CREATE UNIQUE INDEX IF NOT EXISTS ${this.index(entity, 'key')} ON ${this.table(entity)} (${keyOf(entity)})`,
      ),
      ...this.metadata.flatMap((entity) => this.indexesOf(entity, (few) => !few)),
    ];
  }

  /** Those of few rows. */
  fewIndexes(): string[] {
    return [
      ...this.facts.map(
        (entity) =>
          `CREATE INDEX IF NOT EXISTS ${this.index(entity, 'secret')} ON ${this.table(entity)} (stream_id) WHERE revealed_by IS NOT NULL`,
      ),
      ...this.metadata.flatMap((entity) => this.indexesOf(entity, (few) => few)),
    ];
  }

  /** Makes the unique index the table's key. */
  async createKeys(runner: QueryRunner): Promise<void> {
    for (const entity of this.facts) {
      const key = `${entity.tableName}_g${this.generation}_key`;
      const done = await runner.query(`SELECT 1 FROM pg_constraint WHERE conname = $1 AND connamespace = 'rm'::regnamespace`, [key]);
      if (done.length === 0)
        await runner.query(`ALTER TABLE ${this.table(entity)} ADD CONSTRAINT "${key}" PRIMARY KEY USING INDEX "${key}"`);
    }
  }

  async analyze(runner: QueryRunner): Promise<void> {
    for (const entity of this.metadata) await runner.query(`ANALYZE ${this.table(entity)}`);
  }

  /** While a table is filled at once, its upkeep would only be in the way. */
  async setUpkeep(runner: QueryRunner, wanted: boolean): Promise<void> {
    for (const entity of this.metadata)
      await runner.query(`ALTER TABLE ${this.table(entity)} ${wanted ? 'RESET (autovacuum_enabled)' : 'SET (autovacuum_enabled = off)'}`);
  }

  async truncate(runner: QueryRunner): Promise<void> {
    await runner.query(`TRUNCATE ${this.metadata.map((entity) => this.table(entity)).join(', ')}`);
  }

  /** What the tables look like: another shape cannot be filled further. */
  get shape(): string {
    return this.metadata.map((entity) => `${this.table(entity)} (${definitions(entity)})`).join('; ');
  }

  /** The full names of the tables of facts. */
  get factNames(): string[] {
    return this.facts.map((entity) => this.table(entity));
  }

  /** Their names without the number of the generation, as the views have them. */
  get entityNames(): string[] {
    return this.metadata.map(({ tableName }) => tableName);
  }

  /** Every column that the code fills, as the database knows it. */
  get columns(): { readonly table: string; readonly name: string; readonly type: string; readonly required: boolean }[] {
    return this.metadata.flatMap((entity) =>
      entity.columns.map((column) => ({
        table: `${entity.tableName}_g${this.generation}`,
        name: column.databaseName,
        type: typeOf(column),
        required: !column.isNullable,
      })),
    );
  }

  /** Views of these tables, which tell their rows to programs that read this version only. */
  async pointViews(runner: QueryRunner): Promise<void> {
    const { name, version } = this.projection;
    for (const entity of this.metadata) {
      await runner.query(`DROP VIEW IF EXISTS ${view(entity)}`);
      await runner.query(`CREATE VIEW ${view(entity)} AS ${guarded(this.table(entity), name, version)}`);
    }
  }

  /** @param made the tables that the generation was made with, which today's code may no longer have; null where that was not kept */
  async drop(runner: QueryRunner, made: readonly string[] | null): Promise<void> {
    const ours = new Set(this.entityNames);
    for (const name of ours) await runner.query(`DROP TABLE IF EXISTS "rm"."${name}_g${this.generation}"`);
    // Nothing points another view at those: theirs goes with them.
    for (const name of made ?? [])
      if (!ours.has(name)) await runner.query(`DROP TABLE IF EXISTS "rm"."${name}_g${this.generation}" CASCADE`);
  }

  /** For COPY: the columns in the order of a row. */
  copyStatement(table: EntityClass): string {
    const entity = this.byClass.get(table)!;
    return `COPY ${this.table(entity)} (${columnsInOrder(entity)
      .map((column) => `"${column.databaseName}"`)
      .join(', ')}) FROM STDIN (FORMAT binary)`;
  }

  /** Writes rows of facts as the COPY of this table takes them: see `copy-rows.ts`. */
  writerOf(table: EntityClass): ReturnType<typeof rowWriterOf> {
    return rowWriterOf(this.byClass.get(table)!);
  }

  /** The same for rows that say all of themselves: of facts, or made of others. */
  rowWriterOf(table: EntityClass): (into: CopyBytes, row: FactRow | DerivedRow) => void {
    const entity = this.byClass.get(table)!;
    if (!this.facts.includes(entity)) return derivedWriterOf(entity);
    const write = rowWriterOf(entity);
    return (into, row) => write(into, knownBytes(row as FactRow), (row as FactRow).ordinal, row);
  }

  /** Ends, in every table, the versions of these events that were known until then. @returns whether the public knew one of them */
  async close(runner: QueryRunner, closes: readonly { eventId: string; at: string }[]): Promise<boolean> {
    let isTold = false;
    for (const entity of this.facts) {
      for (const { eventId, at } of closes) {
        const ended = `UPDATE ${this.table(entity)} SET recorded_to = $2 WHERE event_id = $1 AND recorded_to IS NULL AND recorded_from < $2`;
        isTold = (await anyOf(runner, ended, 'visible_from < $2', [eventId, at])) || isTold;
      }
    }
    return isTold;
  }

  /** @returns whether the public learns something by it: what was corrected before the secret fell is told to nobody */
  async reveal(runner: QueryRunner, reveals: readonly { streamId: string; type: string; at: string }[]): Promise<boolean> {
    let isTold = false;
    for (const entity of this.facts) {
      for (const { streamId, type, at } of reveals) {
        const revealed = `UPDATE ${this.table(entity)} SET visible_from = $3 WHERE stream_id = $1 AND revealed_by = $2 AND (visible_from IS NULL OR visible_from > $3) AND recorded_from <= $3`;
        isTold = (await anyOf(runner, revealed, 'recorded_to IS NULL OR recorded_to > $3', [streamId, type, at])) || isTold;
      }
    }
    return isTold;
  }

  /** Removes the rows of an event that begin at `at`: another version of it begins at the same instant. @returns whether the public knew one */
  async forget(runner: QueryRunner, eventId: string, at: string): Promise<boolean> {
    let isTold = false;
    for (const table of this.factNames) {
      const removed = `DELETE FROM ${table} WHERE event_id = $1 AND recorded_from = $2`;
      isTold = (await anyOf(runner, removed, TOLD_SOON, [eventId, at])) || isTold;
    }
    return isTold;
  }

  async counts(runner: QueryRunner): Promise<number[]> {
    return Promise.all(
      this.metadata.map(async (entity) => Number((await runner.query(`SELECT count(*) AS n FROM ${this.table(entity)}`))[0].n)),
    );
  }

  /** The full name of the table of an entity, and the column of each of its properties. */
  describe(table: EntityClass): { readonly name: string; readonly columns: ReadonlyMap<string, { name: string; type: string }> } {
    const entity = this.byClass.get(table)!;
    const columns = entity.columns.map(
      (column) => [column.propertyName, { name: column.databaseName, type: String(column.type) }] as const,
    );
    return { name: this.table(entity), columns: new Map(columns) };
  }

  private indexesOf(entity: EntityMetadata, wanted: (few: boolean) => boolean): string[] {
    return entity.indices.flatMap((index, number) => {
      if (!wanted(index.givenName === FEW)) return [];
      const columns = index.columns.map((column) => `"${column.databaseName}"`).join(', ');
      const where = index.where ? ` WHERE ${index.where}` : '';
      return `CREATE INDEX IF NOT EXISTS ${this.index(entity, number)} ON ${this.table(entity)} ${methodOf(index)}(${columns})${where}`;
    });
  }

  private index(entity: EntityMetadata, name: number | string): string {
    return `"${entity.tableName}_g${this.generation}_${name}"`;
  }

  private table(entity: EntityMetadata): string {
    return `"rm"."${entity.tableName}_g${this.generation}"`;
  }
}

/** SQL: all rows of a table, for sessions that read this version of the projection. The condition has no column: it is asked once a statement. */
export const guarded = (table: string, projection: string, version: number): string =>
  `SELECT * FROM ${table} WHERE rm.readable('${projection}', ${version})`;

/** Changes rows, and answers whether one of them is such. */
async function anyOf(runner: QueryRunner, change: string, such: string, values: readonly unknown[]): Promise<boolean> {
  const [{ found }] = await runner.query(
    `WITH changed AS (${change} RETURNING visible_from, recorded_from, recorded_to) SELECT coalesce(bool_or(${such}), false) AS found FROM changed`,
    [...values],
  );
  return found as boolean;
}

const view = (entity: EntityMetadata) => `"rm"."${entity.tableName}"`;

const keyOf = (entity: EntityMetadata) => entity.primaryColumns.map((column) => `"${column.databaseName}"`).join(', ');

const definitions = (entity: EntityMetadata) =>
  entity.columns
    .map((column) => {
      const collation = column.collation ? ` COLLATE "${column.collation}"` : '';
      return `"${column.databaseName}" ${typeOf(column)}${collation}${column.isNullable ? '' : ' NOT NULL'}`;
    })
    .join(', ');

/** Arrays are searched by what they hold, boxes by what they meet. */
function methodOf({ columns }: EntityMetadata['indices'][number]): string {
  if (columns.some(({ isArray }) => isArray)) return 'USING gin ';
  return columns.some(({ type }) => type === 'box') ? 'USING gist ' : '';
}

function typeOf({ type, isArray }: EntityMetadata['columns'][number]): string {
  return `${String(type)}${isArray ? '[]' : ''}`;
}
