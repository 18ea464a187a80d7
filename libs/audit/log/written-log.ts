import type { Position } from '@app/event-store';
import { PACKED_BYTES } from '../entries/packed-entries.js';
import { TILE_WIDTH, type Tile } from '../merkle/tiles.js';
import type { AlarmCode, AlarmFacts } from './alarm.js';
import { StoredLog, type LogState, type PackedBundle } from './stored-log.js';

/** Another worker carried the log on: nothing of ours was written. */
export class LogFenced extends Error {
  constructor() {
    super('the audit log was carried on by another worker');
    this.name = 'LogFenced';
  }
}

/** What one checkpoint adds to the log. */
export interface Sealed {
  /** Entries before. */
  readonly from: number;
  readonly size: number;
  readonly position: Position;
  readonly mark: string;
  readonly tiles: readonly Tile[];
  readonly bundles: readonly ChangedBundle[];
  /** Of events whose envelope has none. */
  readonly nonces: ReadonlyMap<string, Uint8Array>;
  readonly note: string;
}

export interface ChangedBundle extends PackedBundle {
  readonly index: number;
}

/** Carries a log on: each step is one transaction, which only happens where the log still stands where its writer believes. */
export class WrittenLog extends StoredLog {
  /** The log's state, after making it when there is none. */
  async begin(origin: string, verifier: string): Promise<LogState> {
    await this.database.query('INSERT INTO audit.log (id, origin, verifier) VALUES (1, $1, $2) ON CONFLICT DO NOTHING', [origin, verifier]);
    return (await this.state())!;
  }

  /**
   * What one checkpoint or several add, in their order: all of it, or nothing.
   * @param verifier the public key of whoever signed them
   * @throws {LogFenced} when the log has another number of entries than they begin with, or another key
   */
  async seal(sealed: readonly Sealed[], verifier: string): Promise<void> {
    const [{ from }] = sealed as [Sealed];
    const { size, position, mark } = sealed.at(-1)!;
    // A tile that fills over several checkpoints is written once, as it is in the end.
    const tiles = [...new Map(sealed.flatMap(({ tiles }) => tiles.map((tile) => [`${tile.level}/${tile.index}`, tile]))).values()];
    const bundles = [...new Map(sealed.flatMap(({ bundles }) => bundles.map((bundle) => [bundle.index, bundle]))).values()];
    const nonces = new Map(sealed.flatMap(({ nonces }) => [...nonces]));
    await this.database.transaction(async (session) => {
      const [{ moved }] = await session.query(
        `WITH moved AS (UPDATE audit.log SET size = $2, position = $3, mark = $4, sealed_at = clock_timestamp()
         WHERE id = 1 AND size = $1 AND verifier = $5 RETURNING 1)
         SELECT count(*)::int AS moved FROM moved`,
        [from, size, position, mark, verifier],
      );
      if (moved !== 1) throw new LogFenced();
      await session.query(
        `INSERT INTO audit.tile (level, index, width, hashes) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::smallint[], $4::bytea[])
         ON CONFLICT (level, index) DO UPDATE SET width = excluded.width, hashes = excluded.hashes`,
        [
          tiles.map(({ level }) => level),
          tiles.map(({ index }) => index),
          tiles.map(({ width }) => width),
          tiles.map(({ hashes }) => Buffer.from(hashes)),
        ],
      );
      await session.query(
        `INSERT INTO audit.bundle (index, width, after, entries) SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::text[], $4::bytea[])
         ON CONFLICT (index) DO UPDATE SET width = excluded.width, entries = excluded.entries`,
        [
          bundles.map(({ index }) => index),
          bundles.map(({ packed }) => packed.length / PACKED_BYTES),
          bundles.map(({ after }) => after),
          bundles.map(({ packed }) => packed),
        ],
      );
      if (nonces.size > 0)
        await session.query(
          'INSERT INTO audit.nonce (event_id, nonce) SELECT * FROM unnest($1::uuid[], $2::bytea[]) ON CONFLICT DO NOTHING',
          [[...nonces.keys()], [...nonces.values()].map((nonce) => Buffer.from(nonce))],
        );
      await session.query('INSERT INTO audit.checkpoint (size, note) SELECT * FROM unnest($1::bigint[], $2::text[])', [
        sealed.map((checkpoint) => checkpoint.size),
        sealed.map(({ note }) => note),
      ]);
    });
  }

  /**
   * Puts the log into the hands of another key.
   * @param note signed by both: `signSuccession`
   * @throws {LogFenced} when the log has another number of entries, or another key
   */
  async handOver(size: number, from: string, to: string, note: string): Promise<void> {
    await this.database.transaction(async (session) => {
      const [{ moved }] = await session.query(
        `WITH moved AS (UPDATE audit.log SET verifier = $3 WHERE id = 1 AND size = $1 AND verifier = $2 RETURNING 1) SELECT count(*)::int AS moved FROM moved`,
        [size, from, to],
      );
      if (moved !== 1) throw new LogFenced();
      await session.query('INSERT INTO audit.succession (size, note) VALUES ($1, $2)', [size, note]);
    });
  }

  /**
   * Notes where the events of the log lie now: in another store, or in one that was put back.
   * @param afters the position before each bundle's first event
   * @throws {LogFenced} when the log has another number of entries
   */
  async relocate(size: number, position: Position, mark: string, afters: readonly (Position | null)[]): Promise<void> {
    await this.database.transaction(async (session) => {
      const [{ moved }] = await session.query(
        `WITH moved AS (UPDATE audit.log SET position = $2, mark = $3 WHERE id = 1 AND size = $1 RETURNING 1) SELECT count(*)::int AS moved FROM moved`,
        [size, position, mark],
      );
      if (moved !== 1) throw new LogFenced();
      await session.query(
        `UPDATE audit.bundle b SET after = n.after FROM unnest($1::text[]) WITH ORDINALITY n(after, ordinal)
         WHERE b.index = n.ordinal - 1 AND b.after IS DISTINCT FROM n.after`,
        [afters],
      );
    });
  }

  /** Keeps an alarm where every program sees it; the same one keeps its time. */
  async raise(code: AlarmCode, facts: AlarmFacts): Promise<void> {
    await this.database.query(
      'UPDATE audit.log SET alarm = $1, alarm_since = clock_timestamp() WHERE id = 1 AND alarm IS DISTINCT FROM $1',
      [JSON.stringify({ code, facts })],
    );
  }

  async clearAlarm(): Promise<void> {
    await this.database.query('UPDATE audit.log SET alarm = NULL, alarm_since = NULL WHERE id = 1 AND alarm IS NOT NULL');
  }
}

/** Joins new entries to the last bundle, where it is not full. */
export function changedBundles(
  from: number,
  edge: ChangedBundle | undefined,
  packed: Buffer,
  positions: readonly Position[],
  before: Position | null,
): ChangedBundle[] {
  const bundles: ChangedBundle[] = [];
  const entries = packed.length / PACKED_BYTES;
  for (let done = 0; done < entries;) {
    const index = Math.floor((from + done) / TILE_WIDTH);
    const held = (from + done) % TILE_WIDTH;
    const end = Math.min(entries, done + TILE_WIDTH - held);
    const taken = packed.subarray(done * PACKED_BYTES, end * PACKED_BYTES);
    if (held > 0 && edge) bundles.push({ ...edge, packed: Buffer.concat([edge.packed, taken]) });
    else bundles.push({ index, after: done === 0 ? before : positions[done - 1]!, packed: taken });
    done = end;
  }
  return bundles;
}
