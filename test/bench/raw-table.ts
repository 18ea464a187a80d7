import type { NewEvent } from '@app/event-store';
import pg from 'pg';

/** A plain table with the columns and unique indexes of the event store, and nothing of what makes it one. */
export class RawTable {
  private constructor(private readonly clients: readonly pg.Client[]) {}

  static async open(url: string, clients: number): Promise<RawTable> {
    const opened = Array.from({ length: clients }, () => new pg.Client(url));
    await Promise.all(opened.map((client) => client.connect()));
    await opened[0]!.query(`
      CREATE SCHEMA IF NOT EXISTS raw;
      CREATE TABLE IF NOT EXISTS raw.events (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, revision bigint NOT NULL, recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        event_id uuid NOT NULL UNIQUE, schema_version smallint NOT NULL, stream_id text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL,
        data text NOT NULL, meta text NOT NULL, UNIQUE (stream_id, revision))`);
    return new RawTable(opened);
  }

  insert(client: number, streamId: string, revision: number, event: NewEvent): Promise<unknown> {
    return this.clients[client]!.query({
      name: 'insert',
      text: 'INSERT INTO raw.events (revision, event_id, schema_version, stream_id, type, data, meta) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      values: [revision, event.eventId, event.schemaVersion, streamId, event.type, event.data, event.meta],
    });
  }

  insertAll(streamId: string, events: readonly NewEvent[]): Promise<unknown> {
    return this.clients[0]!.query({
      name: 'insert all',
      text: `INSERT INTO raw.events (revision, event_id, schema_version, stream_id, type, data, meta)
        SELECT r, i, v, s, t, d, m FROM unnest($1::bigint[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[]) u(r, i, v, s, t, d, m)`,
      values: [
        events.map((_, revision) => revision),
        events.map(({ eventId }) => eventId),
        events.map(({ schemaVersion }) => schemaVersion),
        events.map(() => streamId),
        events.map(({ type }) => type),
        events.map(({ data }) => data),
        events.map(({ meta }) => meta),
      ],
    });
  }

  /** The same rows as the store's, in the same order. */
  async copyOfStore(): Promise<void> {
    await this.clients[0]!.query('TRUNCATE raw.events RESTART IDENTITY');
    await this.clients[0]!.query(`
      INSERT INTO raw.events (revision, recorded_at, event_id, schema_version, stream_id, type, data, meta)
      SELECT revision, recorded_at, event_id, schema_version, stream_id, type, data, meta FROM es.events ORDER BY position`);
    await this.clients[0]!.query('VACUUM ANALYZE raw.events');
    await this.clients[0]!.query('VACUUM ANALYZE es.events');
  }

  /** Every row in order by keyset pages, as text, payload and envelope parsed: the least a reader of events can do. */
  async readAndParse(): Promise<number> {
    let after = '0';
    for (let count = 0; ;) {
      const { rows } = await this.clients[0]!.query<string[]>({
        name: 'read',
        text: 'SELECT position, revision, recorded_at, event_id, schema_version, stream_id, type, data, meta FROM raw.events WHERE position > $1 ORDER BY position LIMIT 1000',
        values: [after],
        rowMode: 'array',
        types: { getTypeParser: () => (value: string) => value },
      } as never);
      for (const row of rows) {
        JSON.parse(row[7]!);
        JSON.parse(row[8]!);
      }
      count += rows.length;
      if (rows.length < 1_000) return count;
      after = rows.at(-1)![0]!;
    }
  }

  async close(): Promise<void> {
    await this.clients[0]!.query('DROP TABLE raw.events');
    await Promise.all(this.clients.map((client) => client.end()));
  }
}
