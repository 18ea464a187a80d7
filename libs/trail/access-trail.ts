import { chained } from './chain.js';
import type { Access } from './entry.js';
import type { TrailDatabase } from './tables.js';

/** The trail cannot be written: what was asked for is not given. */
export class TrailUnavailable extends Error {
  constructor(options?: { cause?: unknown }) {
    super('the access trail cannot be written', options);
    this.name = 'TrailUnavailable';
  }
}

interface Waiting {
  readonly access: Access;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Accesses written in one transaction. */
const BATCH = 200;
/** Accesses that may wait for the database before the next is refused. */
const MOST_WAITING = 5_000;

/**
 * Who read, took away or changed what not everybody may: a log of its own, beside the events, which no feed, timeline or position of the public knows.
 * Each entry holds the hash of the one before it. What comes while a transaction is under way is written together in the next.
 */
export class AccessTrail {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly database: TrailDatabase) {}

  /** Resolves once the access is durable: only then may the answer leave. @throws {TrailUnavailable} when it is not */
  note(access: Access): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) return Promise.reject(new TrailUnavailable());
    return new Promise((done, failed) => {
      this.waiting.push({ access, done, failed });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await this.append(batch.map(({ access }) => access));
        for (const { done } of batch) done();
      } catch (cause) {
        for (const { failed } of batch) failed(new TrailUnavailable({ cause }));
      }
    }
    this.writing = false;
  }

  private append(accesses: readonly Access[]): Promise<void> {
    return this.database.transaction(async (session) => {
      // One writer at a time, of all programs: positions have no gaps, times do not go back.
      const [head] = await session.query<{ position: string; hash: string; now: string }[]>(
        `SELECT position, hash, to_char(greatest(clock_timestamp(), recorded_at) AT TIME ZONE 'UTC', ${UTC}) AS now FROM trail.head FOR UPDATE`,
      );
      let { hash } = head!;
      let position = Number(head!.position);
      const { now } = head!;
      const rows = accesses.map((access) => {
        const entry = JSON.stringify(access);
        position += 1;
        hash = chained(hash, position, now, entry);
        const things = [...new Set([...(access.events ?? []), ...(access.subjects ?? [])])];
        return { position, actor: access.actor, action: access.action, things, entry, hash };
      });
      await session.query(
        `INSERT INTO trail.entry (position, recorded_at, actor, action, things, entry, hash)
         SELECT r.position, $2::timestamptz, r.actor, r.action, ARRAY(SELECT jsonb_array_elements_text(r.things)), r.entry, r.hash
         FROM jsonb_to_recordset($1::jsonb) AS r (position bigint, actor text, action text, things jsonb, entry text, hash text)`,
        [JSON.stringify(rows), now],
      );
      await session.query('UPDATE trail.head SET position = $1, hash = $2, recorded_at = $3::timestamptz', [position, hash, now]);
    });
  }
}

/** How PostgreSQL writes an instant as we do. */
export const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
