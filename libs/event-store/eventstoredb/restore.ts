import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { RestoreRefused, type StoredEvent } from '../port.js';
import type { BatchAppend } from './batch-append.js';
import { seal } from './envelope.js';

const MOST_EVENTS = 500;
/** Under the server's own limit of 1 MiB, envelopes included. */
const MOST_BYTES = 786_432;
/** Appends under way at once. The server writes those of one call in the order in which they were sent. */
const WINDOW = 128;

type Events = Iterable<StoredEvent> | AsyncIterable<StoredEvent>;

/** Checks a backup whole, then appends it in its order. Nothing of a wrong one is written: the server takes nothing back. */
export async function restore(
  batch: BatchAppend,
  streamPrefix: string,
  events: Events,
  onEvent: (event: StoredEvent) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'palimpseste-restore-'));
  try {
    const file = join(folder, 'events.jsonl');
    await spool(events, file);
    await receive(batch, streamPrefix, spooled(file), onEvent);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Appends events that another store recorded, in order, with their revisions and record times. Those that are there already stay as they are. */
export async function receive(
  batch: BatchAppend,
  streamPrefix: string,
  events: Events,
  onEvent: (event: StoredEvent) => void,
): Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  let failed: { error: unknown } | undefined;
  for await (const run of runs(events)) {
    const { streamId, revision } = run[0]!;
    const sending = batch
      .send({
        streamName: `${streamPrefix}${streamId}`,
        streamId,
        expected: revision === 0 ? 'none' : revision - 1,
        events: run,
        metadata: run.map((event) => seal(event, { recordedAt: event.recordedAt })),
      })
      .then(
        () => onEvent(run.at(-1)!),
        (error: unknown) => (failed ??= { error }),
      )
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
    while (underWay.size >= WINDOW) await Promise.race(underWay);
    if (failed) break;
  }
  await Promise.all(underWay);
  if (failed) throw failed.error;
}

/** Neighbours of one stream go in one append. */
async function* runs(events: Events): AsyncGenerator<StoredEvent[]> {
  let run: StoredEvent[] = [];
  let bytes = 0;
  for await (const event of events) {
    const size = Buffer.byteLength(event.data) + Buffer.byteLength(event.meta);
    if (run.length > 0 && (run[0]!.streamId !== event.streamId || run.length >= MOST_EVENTS || bytes + size > MOST_BYTES)) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

async function spool(events: Events, path: string): Promise<void> {
  const revisions = new Map<string, number>();
  const file = await open(path, 'wx', 0o600);
  try {
    let lines = '';
    for await (const event of events) {
      const { streamId, revision } = event;
      if (revision !== (revisions.get(streamId) ?? -1) + 1) throw new RestoreRefused(`revision ${revision} of ${streamId} does not follow`);
      revisions.set(streamId, revision);
      lines += `${JSON.stringify(event)}\n`;
      if (lines.length < MOST_BYTES) continue;
      await file.write(lines);
      lines = '';
    }
    await file.write(lines);
  } finally {
    await file.close();
  }
}

async function* spooled(path: string): AsyncGenerator<StoredEvent> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) yield JSON.parse(line) as StoredEvent;
}
