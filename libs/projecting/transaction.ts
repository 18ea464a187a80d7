import type { QueryRunner } from 'typeorm';
import type { Generation } from './generation.js';

export async function inTransaction<T>(generation: Generation, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = generation.source.createQueryRunner();
  try {
    await runner.startTransaction();
    // On disk before anything else: a runner whose checkpoint went back with a crash would not know, and wait for the next event.
    const result = await work(runner);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release().catch(() => undefined);
  }
}
