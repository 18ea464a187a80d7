import type { Position } from '@app/event-store';
import { HASH_BYTES } from '../base/cryptography.js';
import type { LogEntry } from '../entries/log-entry.js';
import type { TileAddress, TileReader } from '../merkle/tiles.js';
import type { AlarmState } from './alarm.js';
import type { LogDatabase, Session } from './database.js';
import { PACKED_BYTES, unpackEntries } from '../entries/packed-entries.js';
import { LogPlaces } from './places.js';

/** Where the log stands. */
export interface LogState {
  /** Its name, for ever. */
  readonly origin: string;
  /** Its public key, as notes know it. */
  readonly verifier: string;
  /** Entries, all of them under the newest checkpoint. */
  readonly size: number;
  /** The store's position of the last event sealed, and its mark there. */
  readonly position: Position | null;
  readonly mark: string | null;
  readonly sealedAt: Date;
  readonly alarm: AlarmState | null;
}

export interface StoredCheckpoint {
  readonly size: number;
  /** The signed note, with the cosignatures that came in. */
  readonly note: string;
  readonly signedAt: Date;
  /** When something outside our control first took it; null before. */
  readonly publishedAt: Date | null;
}

export interface Bundle {
  /** The store's position before its first event; null when that is the store's first. */
  readonly after: Position | null;
  readonly entries: readonly LogEntry[];
}

export interface PackedBundle {
  readonly after: Position | null;
  readonly packed: Buffer;
}

/** What the log holds of 256 events. */
export interface StoredPage {
  readonly hashes: Buffer;
  readonly packed: Buffer;
}

const CHECKPOINT = 'size, note, signed_at AS "signedAt", published_at AS "publishedAt"';

/** Reads a log from its tables. What it answers is as true as they are: proofs are to be verified against a signed checkpoint. */
export class StoredLog implements TileReader {
  constructor(protected readonly database: LogDatabase) {}

  /** Undefined before the log has begun. */
  async state(session: Session = this.database): Promise<LogState | undefined> {
    const [row] = await session.query(
      `SELECT origin, verifier, size, position, mark, sealed_at AS "sealedAt", alarm, alarm_since AS since FROM audit.log WHERE id = 1`,
    );
    if (!row) return undefined;
    const { size, alarm, since, ...rest } = row;
    return { ...rest, size: Number(size), alarm: alarm === null ? null : { ...JSON.parse(alarm), since } };
  }

  async readTile({ level, index, width }: TileAddress): Promise<Uint8Array> {
    const [row] = await this.database.query('SELECT hashes FROM audit.tile WHERE level = $1 AND index = $2', [level, index]);
    return row ? new Uint8Array(row.hashes.subarray(0, width * HASH_BYTES)) : new Uint8Array();
  }

  /** Leaf hashes and packed entries of the tiles from number `first` to `last`, whatever their lengths; empty where there are none. */
  async pages(first: number, last: number): Promise<StoredPage[]> {
    return this.database.query(
      `SELECT coalesce(tile.hashes, '') AS hashes, coalesce(bundle.entries, '') AS packed FROM generate_series($1::bigint, $2::bigint) page(index)
       LEFT JOIN audit.tile ON tile.level = 0 AND tile.index = page.index LEFT JOIN audit.bundle ON bundle.index = page.index ORDER BY page.index`,
      [first, last],
    );
  }

  /** Up to 256 entries from number 256 · index on, as they are packed; undefined when there are none. */
  async packedBundle(index: number): Promise<PackedBundle | undefined> {
    const [row] = await this.database.query('SELECT after, entries AS packed FROM audit.bundle WHERE index = $1', [index]);
    return row;
  }

  /** The same, unpacked. */
  async bundle(index: number): Promise<Bundle | undefined> {
    const bundle = await this.packedBundle(index);
    return bundle && { after: bundle.after, entries: unpackEntries(whole(bundle.packed)) };
  }

  /** The newest checkpoint; undefined before the first. */
  async latest(): Promise<StoredCheckpoint | undefined> {
    return (await this.checkpoints({ limit: 1 }))[0];
  }

  /** Newest first. */
  async checkpoints({ below, limit }: { below?: number; limit: number }): Promise<StoredCheckpoint[]> {
    const rows = await this.database.query(
      `SELECT ${CHECKPOINT} FROM audit.checkpoint WHERE $1::bigint IS NULL OR size < $1 ORDER BY size DESC LIMIT $2`,
      [below ?? null, limit],
    );
    return rows.map(asCheckpoint);
  }

  /** Oldest first, those over more than `above` entries. */
  async checkpointsAfter(above: number, limit: number): Promise<StoredCheckpoint[]> {
    const rows = await this.database.query(`SELECT ${CHECKPOINT} FROM audit.checkpoint WHERE size > $1 ORDER BY size LIMIT $2`, [
      above,
      limit,
    ]);
    return rows.map(asCheckpoint);
  }

  async checkpointOver(size: number): Promise<StoredCheckpoint | undefined> {
    return (await this.checkpointsAfter(size - 1, 1)).find((checkpoint) => checkpoint.size === size);
  }

  /** The newest that was published; undefined when none was. */
  async lastPublished(): Promise<StoredCheckpoint | undefined> {
    const rows = await this.database.query(
      `SELECT ${CHECKPOINT} FROM audit.checkpoint WHERE published_at IS NOT NULL ORDER BY size DESC LIMIT 1`,
    );
    return rows.map(asCheckpoint)[0];
  }

  /** Signed notes of every change of key, oldest first; none in a log that was begun before there were any. */
  async successions(session: Session = this.database): Promise<string[]> {
    const [{ known }] = await session.query(`SELECT to_regclass('audit.succession') IS NOT NULL AS known`);
    const rows: { note: string }[] = known ? await session.query('SELECT note FROM audit.succession ORDER BY number') : [];
    return rows.map(({ note }) => note);
  }

  /** The nonces that are kept of these events: of those whose envelope has none. */
  async nonces(eventIds: readonly string[]): Promise<Map<string, Uint8Array>> {
    const rows: { id: string; nonce: Buffer }[] =
      eventIds.length === 0
        ? []
        : await this.database.query('SELECT event_id AS id, nonce FROM audit.nonce WHERE event_id = ANY($1::uuid[])', [eventIds]);
    return new Map(rows.map(({ id, nonce }) => [id, new Uint8Array(nonce)]));
  }

  /**
   * Number of an event's entry, by its position in the store; undefined while it is not sealed.
   * @param compare the store's own order
   */
  async indexOf(eventId: string, position: Position, compare: (a: Position, b: Position) => number): Promise<number | undefined> {
    return new LogPlaces(this, (await this.state())?.size ?? 0, compare).indexOf({ eventId, position });
  }

  /** The store's position before the first event of a bundle; null when that is the store's first, undefined when there is no such bundle. */
  async before(index: number): Promise<Position | null | undefined> {
    const [row] = await this.database.query('SELECT after FROM audit.bundle WHERE index = $1', [index]);
    return row?.after;
  }
}

const asCheckpoint = ({ size, ...rest }: { size: string }): StoredCheckpoint => ({ size: Number(size), ...rest }) as StoredCheckpoint;

/** What is no whole number of entries is read as if the rest were not there: it differs from what was sealed. */
const whole = (entries: Buffer): Uint8Array => entries.subarray(0, Math.floor(entries.length / PACKED_BYTES) * PACKED_BYTES);
