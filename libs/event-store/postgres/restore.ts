import pg from 'pg';
import { RestoreRefused, type StoredEvent } from '../port.js';
import { asStoreError } from './faults.js';

const PAGE = 1_000;
const DOES_NOT_FOLLOW = 'ES003';

type Events = Iterable<StoredEvent> | AsyncIterable<StoredEvent>;

/**
 * Fills an empty store with a backup, record times included, in one transaction: whatever interrupts it leaves the store empty.
 * Connects as the owner of the schema; the working role may not.
 */
export function restore(connectionString: string, events: Events): Promise<void> {
  return asOwner(connectionString, async (client) => {
    await client.query('BEGIN');
    let done = 0;
    for await (const page of pages(events)) {
      await put(client, done, page);
      done += page.length;
    }
    await client.query('COMMIT');
  });
}

/** Goes on after what the store holds, a page a transaction. */
export function receive(connectionString: string, events: Events): Promise<void> {
  return asOwner(connectionString, async (client) => {
    const { rows } = await client.query<{ position: string }>('SELECT position FROM es.head WHERE id = 1');
    let done = Number(rows[0]?.position ?? 0);
    for await (const page of pages(events)) {
      await client.query('BEGIN');
      await put(client, done, page);
      await client.query('COMMIT');
      done += page.length;
    }
  });
}

async function asOwner(connectionString: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query("SET lock_timeout = '5s'");
    await work(client);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === DOES_NOT_FOLLOW || code === '23505') throw new RestoreRefused(message, { cause: error });
    throw asStoreError(error, 'unknown');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function put(client: pg.Client, after: number, page: readonly StoredEvent[]): Promise<void> {
  await client.query('SELECT es.ensure_partitions($1)', [page.length]);
  await client.query({
    name: 'es.restore',
    text: 'SELECT es.restore_page($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [after, ...columns(page)],
  });
}

const columns = (page: readonly StoredEvent[]): unknown[] => [
  page.map(({ streamId }) => streamId),
  page.map(({ revision }) => revision),
  page.map(({ recordedAt }) => recordedAt),
  page.map(({ eventId }) => eventId),
  page.map(({ schemaVersion }) => schemaVersion),
  page.map(({ type }) => type),
  page.map(({ data }) => data),
  page.map(({ meta }) => meta),
];

async function* pages(events: Events): AsyncGenerator<StoredEvent[]> {
  let page: StoredEvent[] = [];
  for await (const event of events) {
    if (page.push(event) < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
