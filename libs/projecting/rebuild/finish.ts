import { isAstray, type EventStore } from '@app/event-store';
import type { DataSource, QueryRunner } from 'typeorm';
import { deriveAll } from '../derived.js';
import { liveGeneration, type Generation, type SubjectOfKind } from '../generation.js';
import { catchUp } from '../catch-up.js';
import { inTransaction } from '../transaction.js';
import { isRefusal } from './building.js';
import { applyLater, forget, recordStage } from './state.js';

/** Indexes made at once: one more connection would only wait for the first two on a small machine. */
const BUILDERS = 2;

/**
 * Ends and reveals what corrections and announcements left to do, makes what is made of the rows, then the indexes, two things at a time. Making rows
 * of rows is work for this process, indexes are the server's: what is derived comes first, and the indexes of the others are made beside it.
 */
export async function indexTables(generations: readonly Generation[]): Promise<void> {
  const refused = new Set<Generation>();
  const isDerived = ({ projection }: Generation) => projection.derived !== undefined;
  const waiting = [...generations.filter(isDerived), ...generations.filter((generation) => !isDerived(generation))];
  const indexes: { generation: Generation; create: string }[] = [];
  const underWay = new Set<Promise<void>>();
  const builder = async (): Promise<void> => {
    for (;;) {
      const next = indexes.shift();
      if (next) {
        if (!refused.has(next.generation)) await index(next.generation, next.create, refused);
        continue;
      }
      const generation = waiting.shift();
      if (generation) {
        const prepared = prepare(generation);
        underWay.add(prepared);
        await prepared;
        underWay.delete(prepared);
        indexes.push(...generation.tables.indexes().map((create) => ({ generation, create })));
      } else if (underWay.size > 0) await Promise.race(underWay);
      else return;
    }
  };
  await Promise.all(Array.from({ length: BUILDERS }, builder));
  for (const generation of generations) {
    await inTransaction(generation, async (runner) => {
      if (refused.has(generation)) return startAgainIndexed(generation, runner);
      await generation.tables.createKeys(runner);
      await generation.tables.setUpkeep(runner, true);
      await recordStage(generation, runner, 'following');
    });
  }
  for (const generation of generations) await inTransaction(generation, (runner) => analyze(generation, runner));
}

/**
 * A sample of 9,000 rows of each table in place of 30,000: what the planner is told is as good for its choices, and of a table of some 100,000 rows
 * the server's own sample cost as much as all indexes.
 */
async function analyze({ tables }: Generation, runner: QueryRunner): Promise<void> {
  await runner.query('SET LOCAL default_statistics_target = 30');
  await tables.analyze(runner);
}

async function prepare(generation: Generation): Promise<void> {
  await inTransaction(generation, (runner) => applyLater(generation, runner));
  await inTransaction(generation, (runner) => deriveAll(generation, runner));
}

async function index(generation: Generation, create: string, refused: Set<Generation>): Promise<void> {
  try {
    await inTransaction(generation, (runner) => createIndex(runner, create));
  } catch (error) {
    if (!isRefusal(error as Error)) throw error;
    refused.add(generation);
  }
}

async function createIndex(runner: QueryRunner, create: string): Promise<void> {
  await runner.query(`SET LOCAL maintenance_work_mem = '256MB'`);
  await runner.query('SET LOCAL synchronous_commit = off');
  await runner.query(create);
}

/**
 * An index cannot hold one of the rows, and does not say which: the tables are filled again with their indexes on, as a runner would, who
 * parks the event that the row comes from. Slow, and rare.
 */
async function startAgainIndexed(generation: Generation, runner: QueryRunner): Promise<void> {
  const { name, tables } = generation;
  await tables.truncate(runner);
  await tables.createIndexes(runner);
  await tables.setUpkeep(runner, true);
  await runner.query('UPDATE rm.projection SET position = NULL WHERE name = $1 AND generation = $2', [name, generation.generation]);
  await runner.query('DELETE FROM rm.parked WHERE projection = $1 AND generation = $2', [name, generation.generation]);
  await recordStage(generation, runner, 'following');
}

/** Holds the live checkpoint still, brings the new generation to the same place, and points the views at it. */
export async function swap(source: DataSource, store: EventStore, next: Generation, subjectOfKind: SubjectOfKind): Promise<void> {
  for (;;) {
    const live = await liveGeneration(source, store, next.projection, subjectOfKind);
    // A rebuilder that took over was quicker.
    if (live.generation === next.generation) return;
    // A live checkpoint that the log does not know is no place to come to: that is what this rebuild mends.
    const astray = await isAstray(store, await live.checkpoint(source));
    await catchUp(next, await next.position(source), astray ? await store.head() : await live.position(source), undefined);
    const swapped = await inTransaction(next, async (runner) => {
      await runner.query('SET LOCAL lock_timeout = 2000');
      const [{ position }] = await runner.query('SELECT position FROM rm.projection WHERE name = $1 AND generation = $2 FOR UPDATE', [
        live.name,
        live.generation,
      ]);
      const here = await next.position(runner);
      if (!astray && position !== null && (here === null || store.compare(here, position) < 0)) return false;
      await runner.query(`UPDATE rm.projection SET status = 'retired' WHERE name = $1 AND generation = $2`, [live.name, live.generation]);
      await runner.query(`UPDATE rm.projection SET status = 'live', version = $3 WHERE name = $1 AND generation = $2`, [
        next.name,
        next.generation,
        next.projection.version,
      ]);
      await runner.query('DELETE FROM rm.rebuild WHERE name = $1 AND generation = $2', [next.name, next.generation]);
      await next.tables.pointViews(runner);
      await live.drop(runner);
      await forget(runner, live.name, live.generation);
      return true;
    }).catch((error: { code?: string }) => {
      // A long query still reads the old view: let it end, then try again.
      if (error.code === '55P03') return false;
      throw error;
    });
    if (swapped) return;
  }
}
