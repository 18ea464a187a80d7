/** What is needed of a TypeORM data source: answers the rows of a SELECT or of an INSERT … RETURNING. */
export interface Session {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows are whatever the statement selects
  query(statement: string, parameters?: any[]): Promise<any>;
}

/** Where a log is kept: PostgreSQL, that of the read models. */
export interface LogDatabase extends Session {
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
}
