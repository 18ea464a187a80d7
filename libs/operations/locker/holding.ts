import type { EventStore } from '@app/event-store';
import type { EvidenceLocker } from '@app/locker';
import { waitFor, type ReadModels } from '@app/projecting';
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

/** What this program does with each hash, one after the other: however many ask for the same, one connection is held for them. */
const here = new Map<string, Promise<unknown>>();

/**
 * Does something with the bytes of a hash while nobody else does, in whatever program.
 * @param work is given the session that holds the hash: what it reads, it reads there, so that it never waits for those who wait for it
 */
export async function holding<T>(readModels: DataSource, sha256: string, work: (session: ReadModels) => Promise<T>): Promise<T> {
  const before = here.get(sha256);
  const mine = after(before, () => locked(readModels, sha256, work));
  here.set(sha256, mine);
  try {
    return await mine;
  } finally {
    if (here.get(sha256) === mine) here.delete(sha256);
  }
}

async function after<T>(before: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
  // How it ended is the business of whoever asked for it.
  await before?.catch(() => undefined);
  return work();
}

async function locked<T>(readModels: DataSource, sha256: string, work: (session: ReadModels) => Promise<T>): Promise<T> {
  const session = readModels.createQueryRunner();
  try {
    await session.query('SELECT pg_advisory_lock($1, hashtext($2))', [HOLDING, sha256]);
    return await work({
      query: (sql, parameters) => session.query(sql, parameters),
      createQueryRunner: () => readModels.createQueryRunner(),
    });
  } finally {
    await session.query('SELECT pg_advisory_unlock($1, hashtext($2))', [HOLDING, sha256]).catch(() => undefined);
    await session.release();
  }
}

/** Destroys bytes that are owed to no document. False when that could not be known in time: then they are left. */
export const release = ({ readModels, eventStore, locker }: Stores, sha256: string): Promise<boolean> =>
  holding(readModels, sha256, async (session) => {
    const head = await eventStore.head();
    if (head !== null && !(await waitFor(session, eventStore, head, PATIENCE))) return false;
    if (!(await new CaptureQueries(session).isOwed(sha256))) await locker.documents.destroy(sha256);
    return true;
  });
