import { ReplicaFailed, type ReadModels, type ReadSession } from './read-models.js';

/** A query has more rows than may be read at once: nothing of it was. */
export class TooManyRows extends Error {
  constructor(readonly most: number) {
    super(`more than ${most} rows`);
    this.name = 'TooManyRows';
  }
}

const BATCH = 500;

/**
 * Every row of a query, some at a time, all of one moment. The database counts them first and keeps them beside; a connection is held until the
 * last is taken or the reader leaves.
 * @param sql without a LIMIT
 * @throws {TooManyRows} before the first row
 */
export async function* readInBatches<Row>(
  source: ReadModels,
  sql: string,
  values: readonly unknown[],
  most: number,
): AsyncGenerator<readonly Row[]> {
  const runner = await opened(source, sql, values, most).catch((error: unknown) => {
    // Nothing was read yet: the server that the request is on now may tell all of it.
    if (error instanceof ReplicaFailed) return opened(source, sql, values, most);
    throw error;
  });
  try {
    for (;;) {
      const rows: Row[] = await runner.query(`FETCH ${BATCH} FROM read`);
      if (rows.length > 0) yield rows;
      if (rows.length < BATCH) return;
    }
  } finally {
    await close(runner);
  }
}

async function opened(source: ReadModels, sql: string, values: readonly unknown[], most: number): Promise<ReadSession> {
  const runner = source.createQueryRunner();
  try {
    await runner.query('BEGIN READ ONLY');
    await runner.query(`DECLARE read SCROLL CURSOR FOR ${sql} LIMIT ${most + 1}`, [...values]);
    const { affected: count } = await runner.query('MOVE ALL IN read', [], true);
    if (count! > most) throw new TooManyRows(most);
    await runner.query('MOVE ABSOLUTE 0 IN read');
    return runner;
  } catch (error) {
    await close(runner);
    throw error;
  }
}

async function close(runner: ReadSession): Promise<void> {
  await runner.query('ROLLBACK').catch(() => undefined);
  await runner.release().catch(() => undefined);
}
