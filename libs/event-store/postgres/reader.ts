import type pg from 'pg';
import type { Position, ReadAllOptions, ReadStreamOptions, StoredEvent } from '../port.js';
import { asStoreError } from './faults.js';

/** Events fetched at once: the next page is on its way while this one is read. */
const PAGE = 1_000;
const COLUMNS = 'position, revision, recorded_at, event_id, schema_version, stream_id, type, data, meta';
// Everything as PostgreSQL's own text: pg's process-wide parsers, which TypeORM shares, stay untouched.
const TEXT: pg.CustomTypesConfig = { getTypeParser: () => (value: string) => value } as never;

type Row = [string, string, string, string, string, string, string, string, string];

export class PostgresReader {
  constructor(private readonly pool: pg.Pool) {}

  async *stream(
    streamId: string,
    { from, limit = Number.MAX_SAFE_INTEGER, direction = 'forwards' }: ReadStreamOptions = {},
  ): AsyncGenerator<StoredEvent> {
    const forwards = direction === 'forwards';
    let next = from ?? (forwards ? 0 : Number.MAX_SAFE_INTEGER);
    for (let left = limit; left > 0;) {
      const rows = await this.rows({
        name: `es.stream.${direction}`,
        // The stream's own bounds prune the partitions it never reached.
        text: `SELECT ${COLUMNS} FROM es.events WHERE stream_id = $1 AND revision ${forwards ? '>=' : '<='} $2
          AND position BETWEEN (SELECT first_position FROM es.streams WHERE stream_id = $1) AND (SELECT last_position FROM es.streams WHERE stream_id = $1)
          ORDER BY revision ${forwards ? 'ASC' : 'DESC'} LIMIT $3`,
        values: [streamId, next, Math.min(left, PAGE)],
      });
      for (const row of rows) yield event(row);
      if (rows.length < PAGE) return;
      left -= rows.length;
      next = Number(rows.at(-1)![1]) + (forwards ? 1 : -1);
      if (next < 0) return;
    }
  }

  async *all({ after, until, limit = Number.MAX_SAFE_INTEGER, types }: ReadAllOptions = {}): AsyncGenerator<StoredEvent> {
    const last = until ?? (await this.head());
    if (last === null) return;
    let left = limit;
    let page: Promise<Row[]> | undefined = this.page(after ?? '0', last, Math.min(left, PAGE), types);
    while (page) {
      const rows: Row[] = await page;
      left -= rows.length;
      page = rows.length === PAGE && left > 0 ? this.page(rows.at(-1)![0], last, Math.min(left, PAGE), types) : undefined;
      // A reader that stops here leaves the page under way to end by itself.
      page?.catch(() => undefined);
      for (const row of rows) yield event(row);
    }
  }

  async head(): Promise<Position | null> {
    const [row] = await this.rows({ name: 'es.head', text: 'SELECT position FROM es.head WHERE id = 1', values: [] });
    return row && row[0] !== '0' ? row[0] : null;
  }

  async mark(position: Position): Promise<string | null> {
    if (!/^\d{1,18}$/.test(position)) return null;
    const [row] = await this.rows({ name: 'es.mark', text: 'SELECT event_id FROM es.events WHERE position = $1', values: [position] });
    return row?.[0] ?? null;
  }

  private page(after: Position, until: Position, limit: number, types: readonly string[] | undefined): Promise<Row[]> {
    const text = `SELECT ${COLUMNS} FROM es.events WHERE position > $1 AND position <= $2 ${types ? 'AND type = ANY($4)' : ''} ORDER BY position LIMIT $3`;
    return this.rows({
      name: types ? 'es.all.typed' : 'es.all',
      text,
      values: types ? [after, until, limit, types] : [after, until, limit],
    });
  }

  private async rows(query: { name: string; text: string; values: unknown[] }): Promise<Row[]> {
    try {
      const { rows } = await this.pool.query<Row>({ ...query, rowMode: 'array', types: TEXT } as pg.QueryArrayConfig<unknown[]>);
      return rows;
    } catch (error) {
      throw asStoreError(error, 'not-written');
    }
  }
}

function event(row: Row): StoredEvent {
  return {
    position: row[0],
    revision: Number(row[1]),
    recordedAt: isoMicroseconds(row[2]),
    eventId: row[3],
    schemaVersion: Number(row[4]),
    streamId: row[5],
    type: row[6],
    data: row[7],
    meta: row[8],
  };
}

/** `2024-01-01 00:00:00.12+00` (session in UTC) → `2024-01-01T00:00:00.120000Z`. */
export function isoMicroseconds(text: string): string {
  const end = text.lastIndexOf('+');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, end).padEnd(6, '0')}Z`;
}
