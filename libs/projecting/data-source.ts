import { randomUUID } from 'node:crypto';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { ParkedEvent, ProjectionState } from './entities.js';
import { Projections1700000000000 } from './migrations/1700000000000-projections.js';
import { Rebuilds1700000001000 } from './migrations/1700000001000-rebuilds.js';
import { Workers1700000002000 } from './migrations/1700000002000-workers.js';
import { Marks1700000003000 } from './migrations/1700000003000-marks.js';
import { RebuildPace1700000004000 } from './migrations/1700000004000-rebuild-pace.js';
import { Outlines1700000005000 } from './migrations/1700000005000-outlines.js';
import { ParkedPositions1700000006000 } from './migrations/1700000006000-parked-positions.js';
import { FeedOnTheTimeline1700000007000 } from './migrations/1700000007000-feed-on-the-timeline.js';

export type EntityClass = new () => object;

export interface ReadModelOptions {
  readonly url: string;
  readonly entities: readonly (EntityClass | EntitySchema)[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
  readonly connections?: number;
}

/** Connects to the read models and brings their fixed tables up to date. Two processes may start at once: one waits for the other. */
export async function openReadModels({ url, entities, migrations = [], connections = 10 }: ReadModelOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities: [ProjectionState, ParkedEvent, ...entities] as never,
    migrations: [
      Projections1700000000000,
      Rebuilds1700000001000,
      Workers1700000002000,
      Marks1700000003000,
      RebuildPace1700000004000,
      Outlines1700000005000,
      ParkedPositions1700000006000,
      FeedOnTheTimeline1700000007000,
      ...migrations,
    ] as never,
    migrationsTableName: 'palimpseste_migrations',
    poolSize: connections,
    // A name of this program's own: the sessions of one that is frozen can be told from those of the others.
    applicationName: `palimpseste read models ${randomUUID().slice(0, 8)}`,
    extra: { options: '-c TimeZone=UTC', connectionTimeoutMillis: 10_000 },
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock(7305900)');
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query('SELECT pg_advisory_unlock(7305900)').catch(() => undefined);
    await lock.release();
  }
  return source;
}
