import type { EventStore } from '@app/event-store';
import type { EvidenceLocker } from '@app/locker';
import { waitFor } from '@app/projecting';
import { CaptureQueries } from '@app/timeline';
import type { DataSource } from 'typeorm';

/** First half of the key of the locks that hold a hash; the second is made of the hash. */
const HOLDING = 7305911;
/** Milliseconds that the read models may take to hold what was recorded before bytes are destroyed. */
const PATIENCE = 5_000;

interface Stores {
  readonly readModels: DataSource;
  readonly eventStore: EventStore;
  readonly locker: EvidenceLocker;
}

/** Does something with the bytes of a hash while nobody else does, in whatever program. */
export async function holding<T>(readModels: DataSource, sha256: string, work: () => Promise<T>): Promise<T> {
  const lock = readModels.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1, hashtext($2))', [HOLDING, sha256]);
    return await work();
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1, hashtext($2))', [HOLDING, sha256]).catch(() => undefined);
    await lock.release();
  }
}

/** Destroys bytes that are owed to no document. False when that could not be known in time: then they are left. */
export const release = ({ readModels, eventStore, locker }: Stores, sha256: string): Promise<boolean> =>
  holding(readModels, sha256, async () => {
    const head = await eventStore.head();
    if (head !== null && !(await waitFor(readModels, eventStore, head, PATIENCE))) return false;
    if (!(await new CaptureQueries(readModels).isOwed(sha256))) await locker.documents.destroy(sha256);
    return true;
  });
