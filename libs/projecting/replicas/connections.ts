import pg from 'pg';
import type { ReadModels, ReadSession } from '../read-models.js';

/** Milliseconds that a server may take to let somebody in. */
const PATIENCE = 2_000;

export interface ConnectionOptions {
  readonly url: string;
  readonly connections: number;
  /** Settings that the sessions start with, beside their own. */
  readonly settings?: string;
  /** Of the sessions, for those who look at the server. */
  readonly applicationName: string;
  /** The server went away, or a connection to it broke. */
  readonly onLost: () => void;
}

/** Connections that write nothing, and whose queries can be given up together when the server is silent. */
export class Connections implements ReadModels {
  private readonly pool: pg.Pool;
  private readonly underWay = new Set<(error: Error) => void>();
  private closed = false;
  private isGivenUp = false;

  constructor(private readonly options: ConnectionOptions) {
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: options.connections,
      application_name: options.applicationName,
      connectionTimeoutMillis: PATIENCE,
      // A server that turned out to be no replica must not be written to either.
      options: `-c TimeZone=UTC -c default_transaction_read_only=on ${options.settings ?? ''}`,
      keepAlive: true,
    });
    this.pool.on('error', () => this.lost());
    // One that breaks while it is asked says so to the query, too; heard by nobody, it would end the program.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async query<Rows = any>(sql: string, parameters?: unknown[]): Promise<Rows> {
    const session = this.createQueryRunner();
    try {
      return await session.query<Rows>(sql, parameters);
    } finally {
      await session.release();
    }
  }

  createQueryRunner(): ReadSession {
    let client: pg.PoolClient | undefined;
    let isBroken = false;
    const query = async (sql: string, parameters?: unknown[], structured?: true): Promise<unknown> => {
      try {
        client ??= await this.pool.connect();
        const { rows, rowCount } = await this.unlessGivenUp(client, sql, parameters);
        return structured ? { affected: rowCount ?? undefined } : rows;
      } catch (error) {
        isBroken = true;
        if (isLoss(error)) this.lost();
        throw error;
      }
    };
    // What may still be under way on a broken connection ends with it.
    const release = async () => client?.release(isBroken);
    return { query: query as ReadSession['query'], release };
  }

  /** Takes nobody in any more, and lets end what is under way. */
  end(): void {
    if (!this.closed) this.pool.end().catch(() => undefined);
    this.closed = true;
  }

  /** Ends every connection at once; what was asked on them fails. */
  giveUp(): void {
    this.end();
    this.isGivenUp = true;
    for (const giveUp of this.underWay) giveUp(new GivenUp());
  }

  private async unlessGivenUp(client: pg.PoolClient, sql: string, parameters?: unknown[]): Promise<pg.QueryResult> {
    if (this.isGivenUp) throw new GivenUp();
    let giveUp: (error: Error) => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => this.underWay.add((giveUp = reject)));
    try {
      return await Promise.race([client.query(sql, parameters), givenUp]);
    } finally {
      this.underWay.delete(giveUp);
    }
  }

  private lost(): void {
    if (!this.closed) this.options.onLost();
  }
}

class GivenUp extends Error {
  constructor() {
    super('the replica was left out while it was asked');
    this.name = 'GivenUp';
  }
}

// What the server says of the statement is no loss; that it shuts down, or takes nobody in, is.
const isLoss = (error: unknown): boolean => !(error instanceof pg.DatabaseError) || /^(08|53|57P)/.test(error.code ?? '');
