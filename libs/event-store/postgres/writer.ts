import type pg from 'pg';
import {
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
/** Tries of one batch when the connection breaks: the same ids at the same exact revisions cannot duplicate. */
const TRIES = 4;

/** Writes batches: the quick function when every expectation is exact, the general one to learn who is in conflict. */
export class PostgresWriter {
  /** Positions from here on have no partition yet. */
  private partitionedUntil = 0n;
  private partitionSize = 0n;

  constructor(
    private readonly pool: pg.Pool,
    private readonly onAppended: () => void,
  ) {}

  async flush(groups: readonly Group[]): Promise<void> {
    try {
      const exact = groups.every((group) => group.appends.every(({ expected }) => expected === 'none' || typeof expected === 'number'));
      for (let attempt = 1; ; attempt++) {
        try {
          if (!(exact && (await this.appendExact(groups)))) await this.appendAny(groups);
          break;
        } catch (error) {
          if ((error as { code?: string }).code === NO_PARTITION && attempt < TRIES) await this.ensurePartitions(eventsOf(groups));
          else if (isConnectionFault(error) && exact && attempt < TRIES) await pause(attempt);
          else throw asStoreError(error, 'unknown');
        }
      }
    } catch (error) {
      for (const group of groups) group.reject(error);
    }
  }

  private async appendExact(groups: readonly Group[]): Promise<boolean> {
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
      const answer = await this.pool.query<{ head: string }>({
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
      });
      head = BigInt(answer.rows[0]!.head);
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

  private async appendAny(groups: readonly Group[]): Promise<void> {
    const appends = groups.flatMap((group, index) => group.appends.map((append) => ({ ...append, group: index })));
    const rows = new EventColumns();
    const refs: number[] = [];
    appends.forEach(({ events }, index) => {
      for (const event of events) {
        rows.add(event);
        refs.push(index + 1);
      }
    });
    const { rows: answers } = await this.pool.query<{ status: string; revision: string; last_position: string | null }>({
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
    });
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
    void this.ensurePartitions(0).catch(() => undefined);
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

function asResult({
  status,
  revision,
  last_position: position,
}: {
  status: string;
  revision: string;
  last_position: string | null;
}): AppendResult {
  if (position === null || (status !== 'appended' && status !== 'duplicate'))
    throw new StoreUnavailable(`unexpected answer ${status}`, 'not-written');
  return { status, revision: Number(revision), position };
}

const pause = (attempt: number) => new Promise((resolve) => setTimeout(resolve, 100 * 3 ** attempt * (0.5 + Math.random())));
