import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import type { DataSource, QueryRunner } from 'typeorm';
import { HEADER, TRAILER } from '../copy-binary.js';

/** Bytes that wait for the server in one COPY. */
const MOST_WAITING = 1_048_576;

/**
 * A connection that fills tables with COPY, transaction after transaction. The COPY of a table stays open for as long as its rows come;
 * another table's rows, a statement or the commit ends it.
 */
export class CopySession {
  private runner: QueryRunner | undefined;
  private stream: CopyStreamQuery | undefined;
  private done: Promise<void> = Promise.resolve();
  private statement: string | undefined;

  constructor(private readonly source: DataSource) {}

  /** Adds rows to the table of this COPY statement, and waits while the server has more than it can take. */
  async copy(statement: string, rows: Buffer): Promise<void> {
    if (this.statement !== statement) await this.begin(statement);
    if (!this.stream!.write(rows)) await Promise.race([once(this.stream!, 'drain'), this.done]);
  }

  /** The transaction, for other statements in it. */
  async transaction(): Promise<QueryRunner> {
    await this.endCopy();
    if (!this.runner) {
      this.runner = this.source.createQueryRunner();
      await this.runner.startTransaction();
      // Rows and checkpoint are kept or lost together: after a crash of the server, the rebuild goes on from where the server is.
      await this.runner.query('SET LOCAL synchronous_commit = off');
    }
    return this.runner;
  }

  async commit(): Promise<void> {
    const runner = await this.transaction();
    await runner.commitTransaction();
    this.runner = undefined;
    await runner.release();
  }

  /** Ends the transaction, as if nothing had been sent. Never fails: a connection that is lost rolled back by itself. */
  async rollback(): Promise<void> {
    const { runner, stream } = this;
    this.runner = this.stream = this.statement = undefined;
    stream?.destroy();
    await this.done.catch(() => undefined);
    this.done = Promise.resolve();
    await runner?.rollbackTransaction().catch(() => undefined);
    await runner?.release().catch(() => undefined);
  }

  private async begin(statement: string): Promise<void> {
    const runner = await this.transaction();
    const client = (await runner.connect()) as PoolClient;
    const stream = client.query(copyFrom(statement, { highWaterMark: MOST_WAITING }));
    this.done = new Promise<void>((resolve, reject) => {
      stream.on('finish', resolve).on('error', reject);
      stream.on('close', () => reject(new Error('the COPY was ended')));
    });
    this.done.catch(() => undefined);
    stream.write(HEADER);
    this.stream = stream;
    this.statement = statement;
  }

  private async endCopy(): Promise<void> {
    const { stream } = this;
    this.stream = this.statement = undefined;
    stream?.end(TRAILER);
    if (stream) await this.done;
  }
}
