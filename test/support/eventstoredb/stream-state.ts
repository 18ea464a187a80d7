import { DELETED, NONE, type Log, type LoggedEvent } from './log.js';

export interface StreamMetadata {
  /** Events before this number are gone for readers of the stream. */
  readonly truncateBefore?: bigint;
  readonly maxCount?: bigint;
  /** Seconds. */
  readonly maxAge?: number;
}

export const metastreamOf = (stream: string) => `$$${stream}`;
export const isMetastream = (stream: string) => stream.startsWith('$$');
export const originalOf = (metastream: string) => metastream.slice(2);

/** What `$$stream` says now. Metadata that cannot be read counts as none. */
export function metadataOf(log: Log, stream: string): StreamMetadata {
  const last = log.of(metastreamOf(stream)).at(-1);
  if (!last || isMetastream(stream)) return {};
  try {
    // Beyond 2^53 a JSON number loses digits: the one such value that is ever written marks a soft delete.
    const { $tb, $maxCount, $maxAge } = JSON.parse(Buffer.from(last.data).toString('utf8')) as Record<string, unknown>;
    return {
      truncateBefore: typeof $tb !== 'number' ? undefined : $tb >= 2 ** 63 - 1 ? DELETED : BigInt($tb),
      maxCount: typeof $maxCount === 'number' ? BigInt($maxCount) : undefined,
      maxAge: typeof $maxAge === 'number' ? $maxAge : undefined,
    };
  } catch {
    return {};
  }
}

export const isTombstoned = (log: Log, stream: string) => log.lastRevision(stream) === DELETED;
export const isSoftDeleted = (log: Log, stream: string) => metadataOf(log, stream).truncateBefore === DELETED;

export type StreamView =
  { readonly found: 'events'; readonly events: readonly LoggedEvent[] } | { readonly found: 'none' } | { readonly found: 'tombstone' };

/** What a reader of the stream may see: nothing before `$tb`, no more than `$maxCount`, nothing older than `$maxAge`. */
export function viewOf(log: Log, stream: string): StreamView {
  if (isTombstoned(log, stream)) return { found: 'tombstone' };
  const last = log.lastRevision(stream);
  const { truncateBefore = 0n, maxCount, maxAge } = metadataOf(log, stream);
  if (last === NONE || truncateBefore === DELETED) return { found: 'none' };
  // A metastream keeps only its last event.
  const count = isMetastream(stream) ? 1n : maxCount;
  const lowest = count === undefined ? 0n : last - count + 1n;
  const first = lowest > truncateBefore ? lowest : truncateBefore;
  const oldest = maxAge === undefined ? 0 : Date.now() - maxAge * 1_000;
  return { found: 'events', events: log.of(stream).filter((event) => event.revision >= first && event.created >= oldest) };
}
