import {
  AppendRejected,
  exportedEvents,
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type EventStore,
  type StoredEvent,
  type StreamAppend,
} from '@app/event-store';
import type { SubjectModule } from '@app/kernel';
import { HistoryRefused } from './history-refused.js';
import { KnownEvents } from './known-events.js';

export interface HistoryOptions {
  readonly store: EventStore;
  /** Every kind of subject: `subjects` of the domain. */
  readonly subjects: readonly SubjectModule[];
  /** Only check: nothing is recorded. */
  readonly check?: boolean;
  /** `total` is known when the whole file has been checked. */
  readonly onProgress?: (done: number, total?: number) => void;
}

export interface HistoryLoaded {
  /** Events in the file. */
  readonly events: number;
  /** Those recorded now. */
  readonly recorded: number;
  /** Those that an earlier load had recorded. */
  readonly repeated: number;
}

const BATCH = 1_000;
const PROGRESS_EVERY = 1_000;

/**
 * Appends the events of an exported or generated file, with their identifiers and revisions. The store dates them: now, whatever the file
 * says. The whole file is checked first; `lines` is read twice. Loading it again records nothing twice; after a crash it records the rest.
 * Unlike a load of commands it does not ask the rules: the file is taken for what they said.
 * @throws {ExportRefused} when the file is cut off, altered, or of another format; nothing was written
 * @throws {HistoryRefused} when an event is unknown here (nothing was written), or the store holds another one in its place
 * @throws {StoreUnavailable} when the store does not answer; loading again is harmless
 */
export async function loadHistory(
  lines: () => AsyncIterable<string>,
  { store, subjects, check, onProgress = () => undefined }: HistoryOptions,
): Promise<HistoryLoaded> {
  const known = new KnownEvents(subjects);
  let total = 0;
  for await (const event of exportedEvents(lines())) {
    known.check(event, lineOf(total));
    if (++total % PROGRESS_EVERY === 0) onProgress(total);
  }
  if (check) return { events: total, recorded: 0, repeated: 0 };
  let done = 0;
  let recorded = 0;
  // The next batch is read while one is written.
  let writing: Promise<number> = Promise.resolve(0);
  for await (const batch of batches(exportedEvents(lines()))) {
    recorded += await writing;
    onProgress(done, total);
    writing = written(store, batch, lineOf(done));
    // What goes wrong is told where it is awaited.
    writing.catch(() => undefined);
    done += batch.length;
  }
  recorded += await writing;
  onProgress(total, total);
  return { events: total, recorded, repeated: total - recorded };
}

/** The first line is a header. */
const lineOf = (index: number): number => index + 2;

async function* batches(events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent[]> {
  let batch: StoredEvent[] = [];
  for await (const event of events) {
    if (batch.push(event) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** How many of a batch were not in the store before. A batch that it holds in part, from other batches, goes one event at a time. */
async function written(store: EventStore, batch: readonly StoredEvent[], line: number): Promise<number> {
  if (store.capabilities.multiStream) {
    try {
      return appended(batch, await store.append(appendsOf(batch)));
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision) && !isHeldBack(error)) throw error;
    }
  }
  let recorded = 0;
  for (const [index, event] of batch.entries()) {
    const { streamId, revision } = event;
    try {
      recorded += appended([event], await store.append(appendsOf([event])));
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision) && !(error instanceof AppendRejected)) throw error;
      throw HistoryRefused.because('OTHER_EVENT', { line: line + index, streamId, revision, kept: line + index - 2 }, error);
    }
  }
  return recorded;
}

/** Some of the batch is there already, some is not, and nothing is in conflict. */
const isHeldBack = (error: unknown): boolean => error instanceof StoreUnavailable && error.outcome === 'not-written';

const appended = (batch: readonly StoredEvent[], results: readonly AppendResult[]): number =>
  results.every(({ status }) => status === 'appended') ? batch.length : 0;

/** Each stream once, as its first event has it. */
function appendsOf(batch: readonly StoredEvent[]): StreamAppend[] {
  const streams = new Map<string, { streamId: string; expected: StreamAppend['expected']; events: StoredEvent[] }>();
  for (const event of batch) {
    const { streamId, revision } = event;
    const append = streams.get(streamId);
    if (append) append.events.push(event);
    else streams.set(streamId, { streamId, expected: revision === 0 ? 'none' : revision - 1, events: [event] });
  }
  return [...streams.values()];
}
