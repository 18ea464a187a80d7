import type { DataSource, EntityMetadata, QueryRunner } from 'typeorm';
import type { EntityClass } from './data-source.js';
import type { FactRow, Projection } from './projection.js';

/**
 * The physical tables of one generation of a projection, made from its entities. Queries go through a view of the entity's own name
 * that points at the live generation, so that a swap changes what they read and nothing else.
 */
export class GenerationTables {
  private readonly metadata: readonly EntityMetadata[];
  private readonly byClass = new Map<EntityClass, EntityMetadata>();

  constructor(
    source: DataSource,
    projection: Projection,
    private readonly generation: number,
  ) {
    this.metadata = projection.tables.map((table) => source.getMetadata(table));
    projection.tables.forEach((table, index) => this.byClass.set(table, this.metadata[index]!));
  }

  async create(runner: QueryRunner): Promise<void> {
    for (const entity of this.metadata) {
      const columns = entity.columns.map((column) => `"${column.databaseName}" ${typeOf(column)}${column.isNullable ? '' : ' NOT NULL'}`);
      await runner.query(`CREATE TABLE ${this.table(entity)} (${columns.join(', ')})`);
    }
  }

  /** After the rows: an index built at once is several times cheaper than one kept up row by row. */
  async createIndexes(runner: QueryRunner): Promise<void> {
    for (const entity of this.metadata) {
      const table = this.table(entity);
      const key = entity.primaryColumns.map((column) => `"${column.databaseName}"`);
      await runner.query(`ALTER TABLE ${table} ADD PRIMARY KEY (${key.join(', ')})`);
      await runner.query(`CREATE INDEX ON ${table} (stream_id) WHERE revealed_by IS NOT NULL`);
      for (const index of entity.indices) {
        const columns = index.columns.map((column) => `"${column.databaseName}"`).join(', ');
        const array = index.columns.some((column) => column.isArray);
        await runner.query(
          `CREATE INDEX ON ${table} ${array ? 'USING gin ' : ''}(${columns})${index.where ? ` WHERE ${index.where}` : ''}`,
        );
      }
      await runner.query(`ANALYZE ${table}`);
    }
  }

  async pointViews(runner: QueryRunner): Promise<void> {
    for (const entity of this.metadata) {
      await runner.query(`DROP VIEW IF EXISTS ${view(entity)}`);
      await runner.query(`CREATE VIEW ${view(entity)} AS SELECT * FROM ${this.table(entity)}`);
    }
  }

  async drop(runner: QueryRunner): Promise<void> {
    for (const entity of this.metadata) await runner.query(`DROP TABLE IF EXISTS ${this.table(entity)}`);
  }

  /** For COPY: the columns in the order of `values`. */
  copyStatement(table: EntityClass): string {
    const entity = this.byClass.get(table)!;
    return `COPY ${this.table(entity)} (${entity.columns.map((column) => `"${column.databaseName}"`).join(', ')}) FROM STDIN`;
  }

  /** Turns a row into a line of COPY's text format. */
  lineOf(table: EntityClass): (row: FactRow) => string {
    const properties = this.byClass.get(table)!.columns.map((column) => column.propertyName as keyof FactRow);
    const last = properties.length - 1;
    return (row) => {
      let line = '';
      for (let index = 0; index <= last; index++) line += copyText(row[properties[index]!]) + (index < last ? '\t' : '\n');
      return line;
    };
  }

  /** Ends, in every table, the versions of these events that were known until then. */
  async close(runner: QueryRunner, closes: readonly { eventId: string; at: string }[]): Promise<void> {
    for (const entity of this.metadata) {
      for (const { eventId, at } of closes) {
        await runner.query(
          `UPDATE ${this.table(entity)} SET recorded_to = $2 WHERE event_id = $1 AND recorded_to IS NULL AND recorded_from < $2`,
          [eventId, at],
        );
      }
    }
  }

  async reveal(runner: QueryRunner, reveals: readonly { streamId: string; type: string; at: string }[]): Promise<void> {
    for (const entity of this.metadata) {
      for (const { streamId, type, at } of reveals) {
        await runner.query(
          `UPDATE ${this.table(entity)} SET visible_from = $3 WHERE stream_id = $1 AND revealed_by = $2 AND visible_from IS NULL AND recorded_from <= $3`,
          [streamId, type, at],
        );
      }
    }
  }

  async counts(runner: QueryRunner): Promise<number[]> {
    return Promise.all(
      this.metadata.map(async (entity) => Number((await runner.query(`SELECT count(*) AS n FROM ${this.table(entity)}`))[0].n)),
    );
  }

  private table(entity: EntityMetadata): string {
    return `"rm"."${entity.tableName}_g${this.generation}"`;
  }
}

const view = (entity: EntityMetadata) => `"rm"."${entity.tableName}"`;

function typeOf({ type, isArray }: EntityMetadata['columns'][number]): string {
  return `${String(type)}${isArray ? '[]' : ''}`;
}

/** PostgreSQL's COPY text format: tab between columns, \N for null, backslash escapes; arrays as their literal. */
function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return escaped(`{${value.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  return String(value);
}

const SPECIAL = /[\\\t\n\r]/;

function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(/[\\\t\n\r]/g, (character) =>
    character === '\\' ? '\\\\' : character === '\t' ? '\\t' : character === '\n' ? '\\n' : '\\r',
  );
}
