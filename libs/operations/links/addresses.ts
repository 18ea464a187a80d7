import type { Link } from '@app/timeline';
import type { Answer } from './probe.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as TypeORM has it
type Source = { query(text: string, values?: any[]): Promise<any> };

/** Makes the table of what was found. It is no fact of a territory: it may be lost, and is found again. */
export async function installLinks(source: Source): Promise<void> {
  await source.query(`CREATE SCHEMA IF NOT EXISTS links`);
  await source.query(
    `CREATE TABLE IF NOT EXISTS links.address (url text PRIMARY KEY, checked_at timestamptz NOT NULL, outcome text NOT NULL, status int, fault text, first_failed_at timestamptz)`,
  );
}

/** Addresses that documents known to everybody are cited by, the one that was never asked or longest ago first. What is secret is asked of nobody. */
export async function addressesToAsk(source: Source, olderThan: Date): Promise<string[]> {
  const found: { url: string }[] = await source.query(
    `SELECT p.url FROM (SELECT DISTINCT url FROM rm.publication WHERE url IS NOT NULL AND recorded_to IS NULL AND visible_from <= now()) p
     LEFT JOIN links.address a ON a.url = p.url WHERE a.checked_at IS NULL OR a.checked_at < $1 ORDER BY a.checked_at NULLS FIRST, p.url`,
    [olderThan],
  );
  return found.map(({ url }) => url);
}

export async function recordAnswer(source: Source, url: string, { outcome, status, fault }: Answer): Promise<void> {
  await source.query(
    `INSERT INTO links.address AS a (url, checked_at, outcome, status, fault, first_failed_at)
     VALUES ($1, now(), $2, $3, $4, CASE WHEN $2 = 'failed' THEN now() END)
     ON CONFLICT (url) DO UPDATE SET checked_at = now(), outcome = $2, status = $3, fault = $4,
       first_failed_at = CASE WHEN $2 = 'failed' THEN coalesce(a.first_failed_at, now()) END`,
    [url, outcome, status, fault],
  );
}

/** What is known of some addresses, by address. */
export async function linksOf(source: Source, urls: readonly string[]): Promise<ReadonlyMap<string, Link>> {
  const found: Link[] = await source.query(
    `SELECT url, checked_at AS "checkedAt", outcome, status, fault, first_failed_at AS "firstFailedAt" FROM links.address WHERE url = ANY($1::text[])`,
    [[...urls]],
  );
  return new Map(found.map((link) => [link.url, link]));
}
