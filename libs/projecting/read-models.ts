/** Where read models are read: the DataSource of a server, or what picks a server for each request. Query classes ask for no more. */
export interface ReadModels {
  /** Answers the rows. `$1`, `$2`… stand for the parameters. */
  // As TypeORM declares it: what comes back is what the SQL says.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  query<Rows = any>(sql: string, parameters?: unknown[]): Promise<Rows>;
  /** One connection for several statements, held until it is released. */
  createQueryRunner(): ReadSession;
}

export interface ReadSession {
  query(sql: string, parameters: unknown[], structured: true): Promise<{ readonly affected?: number }>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  query<Rows = any>(sql: string, parameters?: unknown[]): Promise<Rows>;
  release(): Promise<void>;
}

/** A replica failed in a session; the request has left it for the primary, where the session may be begun again. */
export class ReplicaFailed extends Error {
  constructor(cause: unknown) {
    super('the replica failed', { cause });
    this.name = 'ReplicaFailed';
  }
}
