import { PreparedReads } from '@app/projecting';
import { DataSource } from 'typeorm';
import { testDatabase } from '../support/postgres.js';

describe('statements kept ready', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let source: DataSource;
  let reads: PreparedReads;
  beforeEach(async () => {
    database = await testDatabase();
    // One connection: what it keeps can be looked at.
    source = await new DataSource({ type: 'postgres', url: database.url, poolSize: 1 }).initialize();
    reads = new PreparedReads(source);
  });
  afterEach(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const kept = async (): Promise<string[]> =>
    (await source.query('SELECT statement FROM pg_prepared_statements')).map(({ statement }: { statement: string }) => statement);

  it('are those that are asked again, and answer the same', async () => {
    const square = 'SELECT $1::int * $1::int AS square';
    expect(await reads.query(square, [3])).toEqual([{ square: 9 }]);
    expect(await kept()).toEqual([]);
    for (const side of [4, 5]) expect(await reads.query(square, [side])).toEqual([{ square: side ** 2 }]);
    expect(await kept()).toEqual([square]);
  });

  it('are told apart by who else reads through the same connection', async () => {
    const others = new PreparedReads(source);
    for (let times = 0; times < 3; times++) {
      expect(await reads.query('SELECT 1 AS mine')).toEqual([{ mine: 1 }]);
      expect(await others.query('SELECT 2 AS theirs')).toEqual([{ theirs: 2 }]);
      expect(await others.query('SELECT 1 AS mine')).toEqual([{ mine: 1 }]);
    }
  });

  it('are not those about a long list', async () => {
    const count = 'SELECT cardinality($1::int[]) AS count';
    const long = Array.from({ length: 5_000 }, (_, index) => index);
    for (let times = 0; times < 3; times++) expect(await reads.query(count, [long])).toEqual([{ count: 5_000 }]);
    expect(await kept()).toEqual([]);
  });

  it('are not more than a server bears', async () => {
    for (let times = 0; times < 2; times++) for (let index = 0; index < 150; index++) await reads.query(`SELECT ${index} AS index`);
    for (let index = 0; index < 150; index++) for (let times = 0; times < 2; times++) await reads.query(`SELECT ${index} AS again`);
    expect((await kept()).length).toBe(100);
    expect(await reads.query('SELECT 149 AS again')).toEqual([{ again: 149 }]);
  });

  it('answer from tables that were made anew with other columns', async () => {
    const all = 'SELECT * FROM place';
    await source.query(`CREATE TABLE place_1 AS SELECT 'Béthune' AS name`);
    await source.query('CREATE VIEW place AS SELECT * FROM place_1');
    for (let times = 0; times < 3; times++) expect(await reads.query(all)).toEqual([{ name: 'Béthune' }]);
    await source.query(`CREATE TABLE place_2 AS SELECT 'Béthune' AS name, '62119' AS code`);
    await source.query('DROP VIEW place');
    await source.query('CREATE VIEW place AS SELECT * FROM place_2');
    for (let times = 0; times < 3; times++) expect(await reads.query(all)).toEqual([{ name: 'Béthune', code: '62119' }]);
  });
});
