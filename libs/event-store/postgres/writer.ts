import type pg from 'pg';
import {
  AppendRejected,
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
  type StreamAppend,
} from '../port.js';
import type { Group } from './batcher.js';
import { asStoreError, isConnectionFault } from './faults.js';

const CONFLICT = 'ES001';
const NO_PARTITION = '23514';
/** Tries of one batch when the connection breaks, begun within so many milliseconds: the same ids cannot duplicate. */
const TRIES = 4;
const RETRY_FOR = 10_000;
/** Milliseconds after which a silent server counts as gone; more than any lock is waited for. */
const ANSWER_WITHIN = 30_000;

interface Answer {
  readonly status: string;
  readonly revision: string;
  readonly last_position: string | null;
}

/** Writes batches: the quick function when every expectation is exact, the general one to learn who is in conflict. */
export class PostgresWriter {
  /** Positions from here on have no partition yet. */
  private partitionedUntil = 0n;
  private partitionSize = 0n;
  private partitioning: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly onAppended: () => void,
  ) {}

  /** Answers every group, whatever happens. */
  async flush(groups: readonly Group[]): Promise<void> {
    try {
      await this.write(groups);
    } catch (error) {
      if (groups.length > 1 && !(error instanceof StoreUnavailable)) {
        // What PostgreSQL refuses of one append must not fail those that happened to share its commit.
        for (const group of groups) await this.flush([group]);
      } else for (const group of groups) group.reject(error);
    }
  }

  private async write(groups: readonly Group[]): Promise<void> {
    const exact = groups.every((group) => group.appends.every(({ expected }) => expected === 'none' || typeof expected === 'number'));
    const giveUp = Date.now() + RETRY_FOR;
    const sent = { any: false };
    for (let attempt = 1; ; attempt++) {
      try {
        if (!(exact && (await this.appendExact(groups, sent)))) await this.appendAny(groups, sent);
        return;
      } catch (error) {
        const retry = attempt < TRIES && Date.now() < giveUp;
        if ((error as { code?: string }).code === NO_PARTITION && retry) await this.ensurePartitions(eventsOf(groups));
        else if (isConnectionFault(error) && retry) await pause(attempt);
        else if (isReusedId(error)) throw new AppendRejected('an event id of this append is that of another event');
        else throw asStoreError(error, sent.any ? 'unknown' : 'not-written');
      }
    }
  }

  /** As `pool.query`, which would drop the connection, and what it had prepared, at every conflict. */
  private async query<Row extends pg.QueryResultRow>(query: pg.QueryConfig, sent?: { any: boolean }): Promise<Row[]> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      if (sent) sent.any = true;
      return (await client.query<Row>({ ...query, query_timeout: ANSWER_WITHIN } as pg.QueryConfig)).rows;
    } catch (error) {
      broken = isConnectionFault(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async appendExact(groups: readonly Group[], sent: { any: boolean }): Promise<boolean> {
    const streams = { id: [] as string[], expected: [] as number[], count: [] as number[], first: [] as number[] };
    const rows = new EventColumns();
    let offset = 0;
    for (const { appends } of groups) {
      for (const { streamId, expected, events } of appends) {
        const before = expected === 'none' ? -1 : (expected as number);
        streams.id.push(streamId);
        streams.expected.push(before);
        streams.count.push(events.length);
        streams.first.push(offset + 1);
        events.forEach((event, index) => {
          rows.add(event);
          rows.stream.push(streamId);
          rows.revision.push(before + index + 1);
        });
        offset += events.length;
      }
    }
    let head: bigint;
    try {
      const query = {
        name: 'es.append_exact',
        text: 'SELECT head FROM es.append_exact($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
        values: [
          streams.id,
          streams.expected,
          streams.count,
          streams.first,
          rows.stream,
          rows.revision,
          rows.id,
          rows.version,
          rows.type,
          rows.data,
          rows.meta,
        ],
      };
      head = BigInt((await this.query<{ head: string }>(query, sent))[0]!.head);
    } catch (error) {
      if ((error as { code?: string }).code === CONFLICT) return false;
      throw error;
    }
    this.appended(head + BigInt(offset));
    let last = head;
    for (const { appends, resolve } of groups) {
      resolve(
        appends.map(({ expected, events }) => {
          last += BigInt(events.length);
          const before = expected === 'none' ? -1 : (expected as number);
          return { status: 'appended', revision: before + events.length, position: String(last) };
        }),
      );
    }
    return true;
  }

  private async appendAny(groups: readonly Group[], sent: { any: boolean }): Promise<void> {
    const appends = groups.flatMap((group, index) => group.appends.map((append) => ({ ...append, group: index })));
    const rows = new EventColumns();
    const refs: number[] = [];
    appends.forEach(({ events }, index) => {
      for (const event of events) {
        rows.add(event);
        refs.push(index + 1);
      }
    });
    const query = {
      name: 'es.append_any',
      text: 'SELECT status, revision, last_position FROM es.append_any($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      values: [
        appends.map(({ group }) => group),
        appends.map(({ streamId }) => streamId),
        appends.map(({ expected }) => code(expected)),
        refs,
        rows.id,
        rows.version,
        rows.type,
        rows.data,
        rows.meta,
      ],
    };
    const answers = await this.query<Answer>(query, sent);
    let next = 0;
    let highest = 0n;
    for (const group of groups) {
      const results = group.appends.map((append) => ({ append, ...answers[next++]! }));
      const conflict = results.find(({ status }) => status === 'conflict');
      if (conflict) group.reject(wrongRevision(conflict.append, Number(conflict.revision)));
      else group.resolve(results.map(asResult));
      for (const { status, last_position: position } of results)
        if (status === 'appended' && BigInt(position!) > highest) highest = BigInt(position!);
    }
    if (highest > 0n) this.appended(highest);
  }

  /** Keeps a spare partition ahead of the writers; if one is missing all the same, the append itself asks for it. */
  private appended(head: bigint): void {
    this.onAppended();
    if (this.partitionedUntil > 0n && head + this.partitionSize < this.partitionedUntil) return;
    this.partitioning ??= this.ensurePartitions(0)
      .catch(() => undefined)
      .finally(() => (this.partitioning = undefined));
  }

  private async ensurePartitions(room: number): Promise<void> {
    const [made] = await this.query<{ until: string; size: string }>({
      text: 'SELECT es.ensure_partitions($1) AS until, partition_size AS size FROM es.head',
      values: [room],
    });
    this.partitionSize = BigInt(made!.size);
    this.partitionedUntil = BigInt(made!.until);
  }
}

const eventsOf = (groups: readonly Group[]) =>
  groups.reduce((sum, { appends }) => sum + appends.reduce((count, { events }) => count + events.length, 0), 0);

class EventColumns {
  readonly stream: string[] = [];
  readonly revision: number[] = [];
  readonly id: string[] = [];
  readonly version: number[] = [];
  readonly type: string[] = [];
  readonly data: string[] = [];
  readonly meta: string[] = [];

  add(event: NewEvent): void {
    this.id.push(event.eventId);
    this.version.push(event.schemaVersion);
    this.type.push(event.type);
    this.data.push(event.data);
    this.meta.push(event.meta);
  }
}

function code(expected: ExpectedRevision): number {
  if (typeof expected === 'number') return expected;
  return { none: -1, any: -2, exists: -4 }[expected];
}

function wrongRevision({ streamId, expected }: StreamAppend, current: number): WrongExpectedRevision {
  return new WrongExpectedRevision(streamId, expected, current < 0 ? 'none' : current);
}

function asResult({ status, revision, last_position: position }: Answer): AppendResult {
  if (position === null || (status !== 'appended' && status !== 'duplicate'))
    throw new StoreUnavailable(`unexpected answer ${status}`, 'not-written');
  return { status, revision: Number(revision), position };
}

/** The unique index of a partition, which the counter's lock leaves nothing else to refuse. */
function isReusedId(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && (constraint?.includes('event_id') ?? false);
}

const pause = (attempt: number) => new Promise((resolve) => setTimeout(resolve, 100 * 3 ** attempt * (0.5 + Math.random())));
