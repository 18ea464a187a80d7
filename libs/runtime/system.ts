import { openEventStore, type EventStore, type OpenOptions } from '@app/event-store';
import type { Configuration } from '@app/configuration';
import { embeddedPostgres, keptSecret, runningPostgres } from '@app/embedded-postgres';
import { openReadModels, Replicas, sessionVersions, type ReplicaOptions } from '@app/projecting';
import { openLocker, type EvidenceLocker } from '@app/locker';
import type { DataSource } from 'typeorm';
import type { Privacy } from '@app/privacy';
import { openPrivacy } from './privacy.js';
import { readModelEntities, readModelProjections } from './read-models.js';

/** The stores that every program of the product works on. */
export interface System {
  readonly eventStore: EventStore;
  readonly readModels: DataSource;
  /** Its replicas, where some are configured and the program asked for them. */
  readonly replicas?: Replicas;
  /** Where the documents behind the facts are; absent: nowhere. */
  readonly locker?: EvidenceLocker;
  /** Seals, opens and erases personal data; absent: none is recorded. */
  readonly privacy?: Privacy;
  /** Seals cursors and positions. */
  readonly secret: string;
  /** Closes the connections, and stops the embedded server when this program started it. */
  close(): Promise<void>;
}

export interface SystemOptions extends OpenOptions {
  /** Given by programs that answer reads: the replicas are looked at, and used. */
  readonly replicas?: ReplicaOptions;
}

/** Opens the configured stores, or those of the embedded PostgreSQL, which is started unless it runs already. */
export async function openSystem(configuration: Configuration, { replicas: reads, ...options }: SystemOptions = {}): Promise<System> {
  const { data, databaseUrl, readDatabaseUrls } = configuration;
  const embedded = databaseUrl === undefined ? await embeddedPostgres(data) : undefined;
  try {
    const url = databaseUrl ?? embedded!.url;
    const eventStore = await openEventStore(configuration.eventStoreUrl ?? url, options);
    const privacy = await openPrivacy(configuration, eventStore);
    const readModels = await openReadModels({ url, entities: readModelEntities, projections: readModelProjections });
    const settings = sessionVersions(readModelProjections);
    const replicas =
      reads && readDatabaseUrls.length > 0 ? await Replicas.watch(readModels, readDatabaseUrls, { ...reads, settings }) : undefined;
    const locker = configuration.locker && (await openLocker({ ...configuration.locker, data }));
    return {
      eventStore,
      readModels,
      replicas,
      locker,
      privacy,
      secret: configuration.secret ?? (await keptSecret(data, 'cursor-secret')),
      async close() {
        replicas?.close();
        locker?.documents.close();
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
