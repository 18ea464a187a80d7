import type pg from 'pg';
import { AppendRejected, StoreUnavailable, WrongExpectedRevision, type AppendResult, type StreamAppend } from '../port.js';
import type { Group } from './batcher.js';
import { asStoreError, isConnectionFault } from './faults.js';
import { anyStatement, exactStatement, revisionBefore, type ExactAppend } from './statements.js';

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

/** Writes batches: by the quick functions when every expectation is exact, by the general one to learn who is in conflict. */
export class PostgresWriter {
  /** One connection of the pool is kept: batches come one after the other. */
  private client: pg.PoolClient | undefined;
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

  async close(): Promise<void> {
    await this.partitioning;
    this.client?.release();
    this.client = undefined;
  }

  private async write(groups: readonly Group[]): Promise<void> {
    const exact = exactAppends(groups);
    const giveUp = Date.now() + RETRY_FOR;
    const sent = { any: false };
    for (let attempt = 1; ; attempt++) {
      try {
        if (!(exact && (await this.appendExact(groups, exact, sent)))) await this.appendAny(groups, sent);
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

  private async appendExact(groups: readonly Group[], appends: readonly ExactAppend[], sent: { any: boolean }): Promise<boolean> {
    let last: bigint;
    try {
      last = BigInt((await this.query<{ head: string }>(exactStatement(appends), sent))[0]!.head);
    } catch (error) {
      if ((error as { code?: string }).code === CONFLICT) return false;
      throw error;
    }
    for (const group of groups) {
      group.resolve(
        group.appends.map(({ expected, events }) => {
          last += BigInt(events.length);
          return { status: 'appended', revision: revisionBefore(expected)! + events.length, position: String(last) };
        }),
      );
    }
    this.appended(last);
    return true;
  }

  private async appendAny(groups: readonly Group[], sent: { any: boolean }): Promise<void> {
    const answers = await this.query<Answer>(anyStatement(groups), sent);
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

  /** On the kept connection, which a conflict does not cost: `pool.query` would drop it, and what it had prepared, at every error. */
  private async query<Row extends pg.QueryResultRow>(query: pg.QueryConfig, sent: { any: boolean }): Promise<Row[]> {
    const client = (this.client ??= await this.pool.connect());
    try {
      sent.any = true;
      return (await client.query<Row>({ ...query, query_timeout: ANSWER_WITHIN } as pg.QueryConfig)).rows;
    } catch (error) {
      if (isConnectionFault(error)) {
        this.client = undefined;
        client.release(true);
      }
      throw error;
    }
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
    const { rows } = await this.pool.query<{ until: string; size: string }>(
      'SELECT es.ensure_partitions($1) AS until, partition_size AS size FROM es.head',
      [room],
    );
    this.partitionSize = BigInt(rows[0]!.size);
    this.partitionedUntil = BigInt(rows[0]!.until);
  }
}

/** Undefined when an append is to "any" or "exists": then only the store knows its revisions. */
function exactAppends(groups: readonly Group[]): ExactAppend[] | undefined {
  const exact: ExactAppend[] = [];
  for (const { appends } of groups) {
    for (const { streamId, expected, events } of appends) {
      const before = revisionBefore(expected);
      if (before === undefined) return undefined;
      exact.push({ streamId, before, events });
    }
  }
  return exact;
}

const eventsOf = (groups: readonly Group[]) =>
  groups.reduce((sum, { appends }) => sum + appends.reduce((count, { events }) => count + events.length, 0), 0);

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

/** None the first time: a connection that broke while nobody used it is simply made again. */
const pause = (attempt: number) =>
  new Promise((resolve) => setTimeout(resolve, attempt === 1 ? 0 : 100 * 3 ** (attempt - 1) * (0.5 + Math.random())));
