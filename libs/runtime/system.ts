import { openEventStore, type EventStore, type OpenOptions } from '@app/event-store';
import type { Configuration } from '@app/configuration';
import { embeddedPostgres, keptSecret, runningPostgres } from '@app/embedded-postgres';
import { openReadModels } from '@app/projecting';

import type { DataSource } from 'typeorm';
import { readModelEntities } from './read-models.js';

/** The stores that every program of the product works on. */
export interface System {
  readonly eventStore: EventStore;
  readonly readModels: DataSource;
  /** Seals cursors and positions. */
  readonly secret: string;
  /** Closes the connections, and stops the embedded server when this program started it. */
  close(): Promise<void>;
}

/** Opens the configured stores, or those of the embedded PostgreSQL, which is started unless it runs already. */
export async function openSystem(configuration: Configuration, options: OpenOptions = {}): Promise<System> {
  const { data, databaseUrl } = configuration;
  const embedded = databaseUrl === undefined ? await embeddedPostgres(data) : undefined;
  try {
    const url = databaseUrl ?? embedded!.url;
    const eventStore = await openEventStore(configuration.eventStoreUrl ?? url, options);
    const readModels = await openReadModels({ url, entities: readModelEntities });
    return {
      eventStore,
      readModels,
      secret: configuration.secret ?? (await keptSecret(data, 'cursor-secret')),
      async close() {
        await eventStore.close();
        await readModels.destroy();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** True when a server holds the embedded database now: what this program records is projected by it. */
export const isServed = async ({ databaseUrl, data }: Configuration): Promise<boolean> =>
  databaseUrl !== undefined || (await runningPostgres(data)) !== undefined;
