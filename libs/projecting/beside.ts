import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';

/** One more connection to the server of a DataSource, for short questions that must not wait behind long ones. Opened when it is first asked. */
export class Beside {
  private readonly pool: pg.Pool;

  constructor(source: DataSource) {
    const { url, extra, applicationName } = source.options as PostgresDataSourceOptions;
    this.pool = new pg.Pool({
      ...(extra as pg.PoolConfig),
      connectionString: url,
      application_name: applicationName,
      max: 1,
      idleTimeoutMillis: 0,
      keepAlive: true,
    });
    // Who asks is told; a connection that breaks while nobody does is opened again.
    this.pool.on('error', () => undefined);
  }

  /** Answers the rows. The statement, which is one of few, is prepared under its own text. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async query<Rows = any>(sql: string, parameters: unknown[] = []): Promise<Rows> {
    return (await this.pool.query({ name: sql.slice(0, 60), text: sql, values: parameters })).rows as Rows;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
