import { setTimeout as delay } from 'node:timers/promises';
import type { TrailDatabase } from './tables.js';

/** Months that the trail is kept. */
export const KEPT_MONTHS = 12;

/**
 * Takes away what is older than it may be kept; the hash of the last entry that goes stays, so that the rest can still be checked.
 * @returns how many entries went
 */
export function prune(database: TrailDatabase, months: number): Promise<number> {
  return database.transaction(async (session) => {
    await session.query('SELECT 1 FROM trail.head FOR UPDATE');
    const [last] = await session.query<{ position: string; hash: string }[]>(
      `SELECT position, hash FROM trail.entry WHERE recorded_at < now() - make_interval(months => $1) ORDER BY position DESC LIMIT 1`,
      [months],
    );
    if (!last) return 0;
    await session.query(`SET LOCAL palimpseste.trail = 'prune'`);
    const [{ gone }] = await session.query<[{ gone: string }]>(
      'WITH gone AS (DELETE FROM trail.entry WHERE position <= $1 RETURNING 1) SELECT count(*) AS gone FROM gone',
      [last.position],
    );
    await session.query('UPDATE trail.head SET pruned_position = $1, pruned_hash = $2', [last.position, last.hash]);
    return Number(gone);
  });
}

const A_DAY = 86_400_000;

/** Prunes once a day, until the signal. */
export async function pruneDaily(
  database: TrailDatabase,
  months: number,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    await prune(database, months).catch(onFault);
    await delay(A_DAY, undefined, { signal }).catch(() => undefined);
  }
}
