import { randomUUID } from 'node:crypto';
import type pg from 'pg';
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
import { Versions1700000008000 } from './migrations/1700000008000-versions.js';
import { Told1700000009000 } from './migrations/1700000009000-told.js';
import type { Projection } from './projection.js';
import { guardViews, sessionVersions } from './versions.js';

export type EntityClass = new () => object;

export interface ReadModelOptions {
  readonly url: string;
  readonly entities: readonly (EntityClass | EntitySchema)[];
  /** Those that the program's code fills: its sessions read generations of their versions, and no others. Absent: whatever is there. */
  readonly projections?: readonly Projection[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
  readonly connections?: number;
}

const programs = new WeakMap<DataSource, readonly Projection[]>();

/** What the program that opened these read models fills; nothing where it did not say. */
export const projectionsOf = (source: DataSource): readonly Projection[] => programs.get(source) ?? [];

/** Connects to the read models and brings their fixed tables up to date. Two processes may start at once: one waits for the other. */
export async function openReadModels({
  url,
  entities,
  projections,
  migrations = [],
  connections = 10,
}: ReadModelOptions): Promise<DataSource> {
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
      Versions1700000008000,
      Told1700000009000,
      ...migrations,
    ] as never,
    migrationsTableName: 'palimpseste_migrations',
    poolSize: connections,
    // A name of this program's own: the sessions of one that is frozen can be told from those of the others.
    applicationName: `palimpseste read models ${randomUUID().slice(0, 8)}`,
    extra: {
      options: ['-c TimeZone=UTC', ...(projections ? [sessionVersions(projections)] : [])].join(' '),
      connectionTimeoutMillis: 10_000,
      // TypeORM listens to a connection a little after it is let in: one that is ended at that very moment would end the program.
      onConnect: (client: pg.ClientBase) => void client.on('error', () => undefined),
    },
  });
  if (projections) programs.set(source, projections);
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock(7305900)');
    await source.runMigrations({ transaction: 'each' });
    if (projections) await guardViews(source, projections);
  } finally {
    await lock.query('SELECT pg_advisory_unlock(7305900)').catch(() => undefined);
    await lock.release();
  }
  return source;
}
