import { randomUUID } from 'node:crypto';

/** One event as the log holds it. Its position is the byte at which its record starts; commit and prepare are the same. */
export interface LoggedEvent {
  readonly index: number;
  readonly position: bigint;
  /** Where the next record starts. */
  readonly end: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Milliseconds since 1970, UTC. */
  readonly created: number;
}

export type NewRecord = Pick<LoggedEvent, 'id' | 'type' | 'isJson' | 'data' | 'metadata'>;

/** What a hard-deleted stream counts as its last event number (EventNumber.DeletedStream in the server's source). */
export const DELETED = 2n ** 63n - 1n;
export const NONE = -1n;

const NOTHING = new Uint8Array();

/** The transaction log and its index by stream: in memory, append only, with positions that grow by the size of each record. */
export class Log {
  readonly events: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly starts = new Set<bigint>();
  private readonly watchers = new Set<() => void>();
  private at = 0n;

  /** Where the next record will start. */
  get end(): bigint {
    return this.at;
  }

  /** The start of the last event: the server's LastIndexedPosition. */
  get lastPosition(): bigint {
    return this.events.at(-1)?.position ?? -1n;
  }

  /** -1 when nothing was ever written to it. */
  lastRevision(stream: string): bigint {
    return this.streams.get(stream)?.at(-1)?.revision ?? NONE;
  }

  of(stream: string): readonly LoggedEvent[] {
    return this.streams.get(stream) ?? [];
  }

  /** Also finds what is truncated or softly deleted. */
  find(stream: string, revision: bigint): LoggedEvent | undefined {
    const found = this.streams.get(stream)?.[Number(revision)];
    return found?.revision === revision ? found : undefined;
  }

  /** True where a record starts, or beyond the last: elsewhere a reader meets garbage. */
  isBoundary(position: bigint): boolean {
    return position > this.lastPosition || this.starts.has(position);
  }

  /** The index of the first event whose position is at least this one. */
  indexFrom(position: bigint): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  write(stream: string, records: readonly NewRecord[], first = this.lastRevision(stream) + 1n): LoggedEvent[] {
    // The real server stamps ticks of 100 ns; its clients see milliseconds.
    const created = Date.now();
    const written = records.map((record, offset) => {
      const position = this.at;
      this.at += sizeOnDisk(stream, record);
      const logged = { ...record, stream, created, position, index: this.events.length, revision: first + BigInt(offset), end: this.at };
      this.starts.add(position);
      this.events.push(logged);
      const before = this.streams.get(stream);
      if (before) before.push(logged);
      else this.streams.set(stream, [logged]);
      return logged;
    });
    for (const tell of [...this.watchers]) tell();
    return written;
  }

  /** An append of no event still writes a record: no reader sees it, but the log grows. Returns its position. */
  writeNothing(stream: string): bigint {
    const position = this.at;
    this.starts.add(position);
    this.at += sizeOnDisk(stream, { id: randomUUID(), type: '', isJson: false, data: NOTHING, metadata: NOTHING });
    return position;
  }

  /** As if the server had been given an older copy of its files: the log ends before this position. */
  putBack(end: bigint): void {
    this.events.length = this.indexFrom(end);
    this.at = this.events.at(-1)?.end ?? 0n;
    for (const start of this.starts) if (start >= this.at) this.starts.delete(start);
    for (const [stream, events] of this.streams) {
      const kept = events.filter(({ position }) => position < this.at);
      if (kept.length > 0) this.streams.set(stream, kept);
      else this.streams.delete(stream);
    }
  }

  /** Calls back after each write, in the same turn. Returns how to stop it. */
  watch(tell: () => void): () => void {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  }
}

/** PrepareLogRecord.SizeOnDisk of the real server. */
function sizeOnDisk(stream: string, { type, data, metadata }: NewRecord): bigint {
  const fixed = 2 * 4 + 1 + 1 + 8 + 2 + 8 + 4 + 8 + 16 + 16 + 8 + 4 + 4;
  return BigInt(fixed + prefixed(Buffer.byteLength(stream)) + prefixed(Buffer.byteLength(type)) + data.length + metadata.length);
}

/** A string's length is written in groups of seven bits before it. */
const prefixed = (bytes: number) => bytes + 1 + (bytes > 0 ? Math.floor(Math.floor(Math.log2(bytes)) / 7) : 0);
