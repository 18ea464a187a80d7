import { openReadModels, readInBatches, TooManyRows } from '@app/projecting';
import type { DataSource } from 'typeorm';
import { testDatabase } from '../support/postgres.js';

let database: Awaited<ReturnType<typeof testDatabase>>;
let source: DataSource;
beforeAll(async () => {
  database = await testDatabase();
  source = await openReadModels({ url: database.url, entities: [], connections: 2 });
  await source.query('CREATE TABLE public.fact AS SELECT number FROM generate_series(1, 1200) number');
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

const FACTS = 'SELECT number FROM public.fact WHERE number > $1 ORDER BY number';
const numbers = async (most: number) => {
  const read: number[] = [];
  for await (const rows of readInBatches<{ number: number }>(source, FACTS, [100], most)) read.push(...rows.map(({ number }) => number));
  return read;
};

describe('All the rows of a query, some at a time', () => {
  it('come whole and in order', async () => {
    expect(await numbers(1_100)).toEqual(Array.from({ length: 1_100 }, (_, index) => index + 101));
    expect(await numbers(50_000)).toHaveLength(1_100);
  });

  it('are refused before the first when there are too many', async () => {
    await expect(numbers(1_099)).rejects.toThrow(TooManyRows);
  });

  it('are those of one moment, whatever is written meanwhile', async () => {
    const reading = readInBatches<{ number: number }>(source, FACTS, [0], 5_000);
    let count = (await reading.next()).value!.length;
    await source.query('UPDATE public.fact SET number = number + 10000');
    for await (const rows of reading) count += rows.filter(({ number }) => number <= 1_200).length;
    expect(count).toBe(1_200);
    await source.query('UPDATE public.fact SET number = number - 10000');
  });

  it('give the connection back however they end', async () => {
    for (let turn = 0; turn < 5; turn++) {
      for await (const rows of readInBatches(source, FACTS, [0], 5_000)) if (rows.length > 0) break;
      await expect(numbers(1)).rejects.toThrow(TooManyRows);
      await expect(readInBatches(source, 'SELECT nothing', [], 1).next()).rejects.toThrow('nothing');
    }
    expect(await numbers(5_000)).toHaveLength(1_100);
  });
});
