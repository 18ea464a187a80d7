import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { QueryRunner } from 'typeorm';
import { HEADER, TRAILER } from './copy-binary.js';
import { CHUNK, CopyBytes } from './copy-bytes.js';
import type { EntityClass } from './data-source.js';
import type { DerivedRow, FactRow } from './projection.js';
import type { GenerationTables } from './tables.js';

/**
 * Adds rows to a table with COPY, in the transaction of the runner.
 * @throws {NotOfItsType} when a column cannot hold what a row says
 */
export async function copyInto(
  runner: QueryRunner,
  tables: GenerationTables,
  table: EntityClass,
  rows: Iterable<FactRow> | Iterable<DerivedRow>,
): Promise<void> {
  const client = (await runner.connect()) as PoolClient;
  const stream = client.query(copyFrom(tables.copyStatement(table)));
  const done = new Promise<void>((resolve, reject) => stream.on('finish', resolve).on('error', reject));
  done.catch(() => undefined);
  const write = tables.rowWriterOf(table);
  const bytes = new CopyBytes();
  const send = async () => {
    for (const chunk of bytes.take()) if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done]);
  };
  stream.write(HEADER);
  try {
    let waiting = 0;
    for (const row of rows) {
      write(bytes, row);
      waiting += bytes.keep();
      if (waiting < CHUNK) continue;
      await send();
      waiting = 0;
    }
    await send();
  } catch (error) {
    stream.destroy();
    await done.catch(() => undefined);
    throw error;
  }
  stream.end(TRAILER);
  await done;
}
