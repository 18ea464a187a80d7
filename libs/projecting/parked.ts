import type { StoredEvent } from '@app/event-store';
import type { DataSource, QueryRunner } from 'typeorm';
import { deriveAgain } from './derived.js';
import type { Generation } from './generation.js';
import { RowBuffer } from './row-buffer.js';
import { tellAnew } from './told.js';
import { inTransaction } from './transaction.js';

/** Remembers an event that a projection could not take in; without an error, one that waits behind another of its stream. */
export async function park(generation: Generation, runner: QueryRunner, event: StoredEvent, error: Error | null): Promise<void> {
  await runner.query(
    `INSERT INTO rm.parked (projection, generation, event_id, stream_id, revision, type, position, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (projection, generation, event_id) DO UPDATE SET reason = excluded.reason, parked_at = now()`,
    [
      generation.name,
      generation.generation,
      event.eventId,
      event.streamId,
      event.revision,
      event.type,
      event.position,
      // PostgreSQL's text holds every character but this one.
      error && error.message.replaceAll('\0', '').slice(0, 2_000),
    ],
  );
}

/** The streams of these events that have something parked: what follows waits, so that the order of a stream holds. */
export async function behindParked(generation: Generation, runner: QueryRunner, events: readonly StoredEvent[]): Promise<Set<string>> {
  const rows = await runner.query(
    'SELECT DISTINCT stream_id FROM rm.parked WHERE projection = $1 AND generation = $2 AND stream_id = ANY($3)',
    [generation.name, generation.generation, events.map(({ streamId }) => streamId)],
  );
  return new Set(rows.map((row: { stream_id: string }) => row.stream_id));
}

/** A parked event, and why; without a reason it waits behind another of its stream. */
export interface Parked {
  readonly projection: string;
  readonly eventId: string;
  readonly streamId: string;
  readonly revision: number;
  readonly type: string;
  readonly reason: string | null;
  readonly parkedAt: Date;
}

/** What the live generations could not take in, the first `most` of each projection, in the order of their streams. */
export function parkedOf(source: DataSource, most: number): Promise<Parked[]> {
  return source.query<Parked[]>(
    `SELECT projection, event_id AS "eventId", stream_id AS "streamId", revision, type, reason, parked_at AS "parkedAt" FROM (
       SELECT p.*, row_number() OVER (PARTITION BY p.projection ORDER BY (p.reason IS NULL), p.stream_id, p.revision) AS rank
       FROM rm.parked p JOIN rm.projection l ON l.name = p.projection AND l.generation = p.generation AND l.status = 'live') ranked
     WHERE rank <= $1 ORDER BY projection, rank`,
    [most],
  );
}

/** Tries the parked events again, stream by stream, in order. Answers how many went in and how many are still parked. */
export async function retryParked(generation: Generation): Promise<{ taken: number; parked: number }> {
  const streams: { stream_id: string; first: number }[] = await generation.source.query(
    'SELECT stream_id, min(revision) AS first FROM rm.parked WHERE projection = $1 AND generation = $2 GROUP BY stream_id ORDER BY stream_id',
    [generation.name, generation.generation],
  );
  let taken = 0;
  for (const { stream_id: streamId } of streams) {
    taken += await inTransaction(generation, async (runner) => {
      // The checkpoint's row is the lock: no batch may park a further event of the stream meanwhile.
      await runner.query('SELECT 1 FROM rm.projection WHERE name = $1 AND generation = $2 FOR UPDATE', [
        generation.name,
        generation.generation,
      ]);
      return retryStream(generation, runner, streamId);
    });
  }
  const [{ n }] = await generation.source.query('SELECT count(*)::int AS n FROM rm.parked WHERE projection = $1 AND generation = $2', [
    generation.name,
    generation.generation,
  ]);
  return { taken, parked: n };
}

async function retryStream(generation: Generation, runner: QueryRunner, streamId: string): Promise<number> {
  const key = [generation.name, generation.generation, streamId];
  const parked: { event_id: string; revision: number }[] = await runner.query(
    'SELECT event_id, revision FROM rm.parked WHERE projection = $1 AND generation = $2 AND stream_id = $3 ORDER BY revision',
    key,
  );
  let taken = 0;
  for (const { event_id: eventId, revision } of parked) {
    for await (const event of generation.store.readStream(streamId, { from: revision, limit: 1 })) {
      await runner.query('SAVEPOINT event');
      try {
        const buffer = new RowBuffer(generation.tables, await generation.secretStreams(runner));
        await generation.apply(buffer, event);
        const touched = await buffer.flush(runner);
        await deriveAgain(generation, runner, touched);
        if (touched.told !== null) await tellAnew(generation, runner, touched.told);
      } catch (error) {
        await runner.query('ROLLBACK TO SAVEPOINT event');
        await park(generation, runner, event, error as Error);
        return taken;
      }
      await runner.query('DELETE FROM rm.parked WHERE projection = $1 AND generation = $2 AND event_id = $3', [key[0], key[1], eventId]);
      taken += 1;
    }
  }
  return taken;
}
