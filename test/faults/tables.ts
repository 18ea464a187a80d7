import { subjectOfKind } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { catchUp, liveGeneration, openReadModels, rebuild, type RebuildOutcome } from '@app/projecting';
import { readModelEntities, readModelProjections } from '@app/runtime';

type Source = Awaited<ReturnType<typeof openReadModels>>;

const projections = readModelProjections;

export const openTables = (url: string): Promise<Source> => openReadModels({ url, entities: readModelEntities });

/** Brings every live projection up to the store's head. */
export async function follow(source: Source, store: EventStore): Promise<void> {
  for (const projection of projections) {
    const live = await liveGeneration(source, store, projection, subjectOfKind);
    await catchUp(live, await live.position(source), await store.head(), undefined);
  }
}

export const rebuildAll = (
  source: Source,
  store: EventStore,
  onProgress?: (progress: { phase: string }) => void,
): Promise<RebuildOutcome> => rebuild(source, store, projections, subjectOfKind, { onProgress });

/** Every row that queries see, whichever generation of tables is behind them. */
export async function contents(source: Source): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { name } of projections.flatMap(({ tables }) => tables.map((table) => ({ name: source.getMetadata(table).tableName })))) {
    const rows: { row: string }[] = await source.query(`SELECT to_jsonb(t)::text COLLATE "C" AS row FROM rm."${name}" t ORDER BY 1`);
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

/** How many generations of tables there are, abandoned ones included. */
export async function generations(source: Source): Promise<number> {
  const [{ n }] = await source.query('SELECT count(*)::int AS n FROM rm.projection');
  return n;
}
