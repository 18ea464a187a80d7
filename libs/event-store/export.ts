import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportProblemsFr } from './export.fr.js';
import { AppendRejected, RestoreRefused, type EventStore, type RestorableStore, type StoredEvent } from './port.js';
import { validateEvent, validateStreamId } from './validate.js';

/** What the first line of an exported file says. */
export const EXPORT_FORMAT = 'palimpseste-events/1';
const PROGRESS_EVERY = 1_000;
const RECORDED_AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

type Problems = typeof exportProblemsFr;
type Progress = (done: number, total: number) => void;

/** An exported file that cannot be trusted or put back; nothing was written. The message is in French, for whoever restores. */
export class ExportRefused extends Error {
  constructor(
    readonly code: keyof Problems,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ExportRefused';
  }
}

/**
 * Writes every event as JSON lines in store order: a header, one event a line, and a last line with their count and the SHA-256 of all lines
 * before it. Stream revisions and record times travel along; positions belong to a store and do not. `out` is left open.
 * @returns how many events were written
 */
export async function exportEvents(store: EventStore, out: Writable, onProgress: Progress = () => undefined): Promise<number> {
  const head = await store.head();
  let events = 0;
  const lines = async function* () {
    const hash = createHash('sha256');
    const line = (value: object) => {
      // Both are line ends to some readers of lines, and JSON leaves them bare.
      const text = JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) => (end === '\u2028' ? '\\u2028' : '\\u2029'));
      hash.update(text).update('\n');
      return `${text}\n`;
    };
    yield line({ format: EXPORT_FORMAT });
    if (head !== null) {
      for await (const { streamId, revision, recordedAt, eventId, type, schemaVersion, data, meta } of store.readAll({ until: head })) {
        yield line({ streamId, revision, recordedAt, eventId, type, schemaVersion, data, meta });
        if (++events % PROGRESS_EVERY === 0) onProgress(events, store.capabilities.contiguous ? Number(head) : events);
      }
    }
    yield `${JSON.stringify({ events, sha256: hash.digest('hex') })}\n`;
  };
  await pipeline(Readable.from(lines()), out, { end: false });
  // The pipeline ends with the last line handed over; an empty one behind it says when all are written.
  await new Promise<void>((resolve, reject) => out.write('', (error) => (error ? reject(error) : resolve())));
  return events;
}

/**
 * Puts an exported file back into an empty store, with its record times: all of it, or nothing. `lines` is read twice: the whole file is
 * checked before anything is written.
 * @throws {ExportRefused} when the file is cut off, altered, of another format, or the store is not empty or cannot restore
 */
export async function importEvents(
  store: EventStore,
  lines: () => AsyncIterable<string>,
  onProgress: Progress = () => undefined,
): Promise<number> {
  if (!canRestore(store)) throw refused('NOT_RESTORABLE', undefined);
  let total = 0;
  for await (const _ of exportedEvents(lines())) total += 1;
  if ((await store.head()) !== null) throw refused('STORE_NOT_EMPTY', undefined);
  let done = 0;
  const events = async function* () {
    for await (const event of exportedEvents(lines())) {
      yield event;
      if (++done % PROGRESS_EVERY === 0) onProgress(done, total);
    }
  };
  await store.restore(events()).catch((error: unknown) => {
    // Somebody wrote to the store since it was seen empty.
    throw error instanceof RestoreRefused ? refused('STORE_NOT_EMPTY', undefined, error) : error;
  });
  onProgress(done, total);
  return done;
}

const canRestore = (store: EventStore): store is RestorableStore => 'restore' in store;

/**
 * The events of an exported file, the first of which is on line 2; throws at the first line that is wrong, or at the end when the end is.
 * @throws {ExportRefused}
 */
export async function* exportedEvents(lines: AsyncIterable<string>): AsyncGenerator<StoredEvent> {
  const hash = createHash('sha256');
  const revisions = new Map<string, number>();
  let line = 0;
  let recordedAt = '';
  let end: { events?: unknown; sha256?: unknown } | undefined;
  let events = 0;
  for await (const text of lines) {
    line += 1;
    if (end) throw refused('TEXT_AFTER_THE_END', { line });
    const value = parsed(text, line);
    if (line === 1) {
      if (value.format !== EXPORT_FORMAT) throw refused('NOT_AN_EXPORT', { format: EXPORT_FORMAT });
    } else if ('sha256' in value) {
      end = value;
      continue;
    } else {
      const event = wellFormed(value, line);
      const { streamId, revision } = event;
      if (revision !== (revisions.get(streamId) ?? -1) + 1) throw refused('REVISION_OUT_OF_ORDER', { line, revision, streamId });
      if (event.recordedAt < recordedAt) throw refused('TIME_OUT_OF_ORDER', { line });
      revisions.set(streamId, revision);
      recordedAt = event.recordedAt;
      events += 1;
      yield event;
    }
    hash.update(text).update('\n');
  }
  if (!end) throw refused('TRUNCATED', { line });
  if (end.events !== events || end.sha256 !== hash.digest('hex')) throw refused('ALTERED', undefined);
}

function parsed(text: string, line: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw refused('NOT_JSON', { line }, cause);
  }
  throw refused('NOT_JSON', { line });
}

function wellFormed(value: Record<string, unknown>, line: number): StoredEvent {
  const { streamId, eventId, type, data, meta, recordedAt } = value;
  if ([streamId, eventId, type, data, meta].some((text) => typeof text !== 'string'))
    throw refused('NOT_AN_EVENT', { line, problem: 'streamId, eventId, type, data, meta' });
  if (typeof recordedAt !== 'string' || !RECORDED_AT.test(recordedAt) || Number.isNaN(Date.parse(recordedAt)))
    throw refused('TIME_OUT_OF_ORDER', { line });
  const event = { ...value, position: '' } as unknown as StoredEvent;
  try {
    validateStreamId(event.streamId);
    validateEvent(event.streamId, event);
  } catch (error) {
    if (error instanceof AppendRejected) throw refused('NOT_AN_EVENT', { line, problem: error.message }, error);
    throw error;
  }
  return event;
}

function refused<Code extends keyof Problems>(code: Code, facts: Parameters<Problems[Code]>[0], cause?: unknown): ExportRefused {
  return new ExportRefused(code, (exportProblemsFr[code] as (facts: unknown) => string)(facts), { cause });
}
