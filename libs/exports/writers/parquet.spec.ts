import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROWS, tableOf, whole } from '../sample.fixture.js';
import type { Table } from '../table/table.js';
import { writeParquet } from './parquet.js';

const bytesOf = (table: Table) => whole(writeParquet(table, { language: 'fr' }));

/** In memory of its own: a Buffer is a view of a larger one. */
const alone = async (table: Table): Promise<ArrayBuffer> => new Uint8Array(await bytesOf(table)).buffer;

describe('A Parquet file, read by another program', () => {
  it('holds every value in its own type', async () => {
    const file = await alone(tableOf());
    const rows = await parquetReadObjects({ file });
    expect(rows).toEqual([
      { ...ROWS[0], jobs: -863n, announced: new Date('2020-09-16'), recorded_at: new Date('2024-03-01T12:00:00.123Z') },
      { ...ROWS[1], jobs: 0n, announced: new Date('1851-12-02'), recorded_at: new Date('2024-02-29T23:59:59Z') },
      {
        ...ROWS[2],
        jobs: 9_007_199_254_740_991n,
        announced: new Date('2024-02-29'),
        open: null,
        recorded_at: null,
        shares: null,
      },
    ]);
  });

  it('says what it is in its metadata', async () => {
    const { key_value_metadata: pairs, created_by: author } = await parquetMetadataAsync(await alone(tableOf()));
    expect(author).toBe('palimpseste');
    const { metadata, columns } = JSON.parse(pairs!.find(({ key }) => key === 'palimpseste')!.value!);
    expect(metadata).toMatchObject({ title: 'Sites d’activité', licence: { name: 'Licence Ouverte / Open Licence 2.0' } });
    expect(columns[4]).toEqual({ key: 'aid', label: 'Aide', type: 'decimal', unit: '€' });
  });

  it('is written group after group, and reads whole', async () => {
    const rows = Array.from({ length: 12_001 }, (_, index) => ({ siret: String(index).padStart(14, '0'), jobs: index }));
    const file = await alone(tableOf(rows));
    expect((await parquetMetadataAsync(file)).row_groups.map(({ num_rows: count }) => Number(count))).toEqual([5_000, 5_000, 2_001]);
    const read = await parquetReadObjects({ file, columns: ['siret', 'jobs'] });
    expect(read).toEqual(rows.map(({ siret, jobs }) => ({ siret, jobs: BigInt(jobs) })));
  });

  it('opens without a row, and refuses NaN', async () => {
    expect(await parquetReadObjects({ file: await alone(tableOf([])) })).toEqual([]);
    await expect(bytesOf(tableOf([{ aid: NaN }]))).rejects.toThrow('column "aid"');
  });

  it('places its lines as GeoParquet does', async () => {
    const geometry = { type: 'Point', coordinates: [2.64, 50.53] };
    const file = await alone(tableOf([{ siret: '1', geometry }, { siret: '2' }], undefined, { geometry: 'geometry' }));
    const { key_value_metadata: pairs } = await parquetMetadataAsync(file);
    expect(JSON.parse(pairs!.find(({ key }) => key === 'geo')!.value!)).toMatchObject({
      version: '1.1.0',
      primary_column: 'geometry',
      columns: { geometry: { encoding: 'WKB' } },
    });
    // hyparquet knows GeoParquet: it gives the places back as GeoJSON.
    expect(await parquetReadObjects({ file, columns: ['geometry'] })).toEqual([{ geometry }, { geometry: null }]);
  });
});

describe('A Parquet file, opened in DuckDB', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'palimpseste-parquet-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has the types and the values of the table', async () => {
    const path = join(folder, 'sites.parquet');
    await writeFile(path, await bytesOf(tableOf()));
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const rowsOf = async (query: string) => (await connection.runAndReadAll(query)).getRowObjectsJson();
    const described = await rowsOf(`DESCRIBE SELECT * FROM '${path}'`);
    expect(described.map(({ column_name: name, column_type: type }) => [name, type])).toEqual([
      ['siret', 'VARCHAR'],
      ['commune_code', 'VARCHAR'],
      ['name', 'VARCHAR'],
      ['jobs', 'BIGINT'],
      ['aid', 'DOUBLE'],
      ['open', 'BOOLEAN'],
      ['announced', 'DATE'],
      ['recorded_at', 'TIMESTAMP WITH TIME ZONE'],
      ['shares', 'JSON'],
    ]);
    expect(
      await rowsOf(`SELECT siret, commune_code, jobs, aid, announced::text AS day, epoch_us(recorded_at) AS at, shares->>'$.value' AS share
        FROM '${path}' WHERE jobs < 1 ORDER BY jobs`),
    ).toEqual([
      {
        siret: '33123456700014',
        commune_code: '62119',
        jobs: '-863',
        aid: 1234.5,
        day: '2020-09-16',
        at: '1709294400123456',
        share: '0.8',
      },
      { siret: '00512345600051', commune_code: '0051', jobs: '0', aid: 1e-7, day: '1851-12-02', at: '1709251199000000', share: null },
    ]);
    connection.closeSync();
    instance.closeSync();
  });
});
