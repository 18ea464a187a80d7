import { CheckpointAstray, isConnectionFault, type Position, type StoredEvent } from '@app/event-store';
import type { QueryRunner } from 'typeorm';
import { deriveAgain } from './derived.js';
import { Fenced, type Generation } from './generation.js';
import { behindParked, park } from './parked.js';
import { RowBuffer } from './row-buffer.js';
import type { Told } from './told.js';
import { inTransaction } from './transaction.js';

/** Told of an event that could not be taken in, once it is put aside. */
export type OnParked = (event: StoredEvent, error: Error) => void;

/**
 * Takes a batch of events into a generation and moves its checkpoint to `to`, in one transaction: rows and checkpoint are kept or lost
 * together. An event that cannot be taken in is parked, and those of its stream behind it; other streams go on.
 * @throws {Fenced} when another runner moved the checkpoint first: nothing was written
 */
export async function takeBatch(
  generation: Generation,
  from: Position | null,
  events: readonly StoredEvent[],
  to: Position,
  onParked?: OnParked,
): Promise<void> {
  try {
    const parked: [StoredEvent, Error][] = [];
    await inTransaction(generation, async (runner) => {
      const told = await write(generation, runner, events, (event, error) => parked.push([event, error]));
      await generation.move(runner, from, to, markAt(events, to), told);
    });
    for (const [event, error] of parked) onParked?.(event, error);
  } catch (error) {
    if (error instanceof Fenced || error instanceof CheckpointAstray || isConnectionFault(error) || events.length === 0) throw error;
    if (events.length > 1) return bisect(generation, from, events, to, onParked);
    await inTransaction(generation, async (runner) => {
      await park(generation, runner, events[0]!, error as Error);
      await generation.move(runner, from, to, markAt(events, to), null);
    });
    onParked?.(events[0]!, error as Error);
  }
}

/** A batch that ends with the event at `to` knows the mark of it. */
function markAt(events: readonly StoredEvent[], to: Position): string | undefined {
  const last = events.at(-1);
  return last?.position === to ? last.eventId : undefined;
}

/** The database refused something in the batch: the halves find out what, and everything else goes in. */
async function bisect(
  generation: Generation,
  from: Position | null,
  events: readonly StoredEvent[],
  to: Position,
  onParked?: OnParked,
): Promise<void> {
  const half = Math.ceil(events.length / 2);
  const middle = events[half - 1]!.position;
  await takeBatch(generation, from, events.slice(0, half), middle, onParked);
  await takeBatch(generation, middle, events.slice(half), to, onParked);
}

async function write(generation: Generation, runner: QueryRunner, events: readonly StoredEvent[], onParked: OnParked): Promise<Told> {
  const buffer = new RowBuffer(generation.tables, await generation.secretStreams(runner));
  const waiting = await behindParked(generation, runner, events);
  for (const event of events) {
    if (waiting.has(event.streamId)) {
      await park(generation, runner, event, null);
      continue;
    }
    try {
      await generation.apply(buffer, event);
    } catch (error) {
      if (isConnectionFault(error)) throw error;
      waiting.add(event.streamId);
      await park(generation, runner, event, error as Error);
      onParked(event, error as Error);
    }
  }
  const touched = await buffer.flush(runner);
  await deriveAgain(generation, runner, touched);
  return touched.told;
}
