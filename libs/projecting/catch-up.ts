import type { Position, StoredEvent } from '@app/event-store';
import { takeBatch, type OnParked } from './batch.js';
import type { Generation } from './generation.js';

const MOST_EVENTS = 2_000;
const MOST_BYTES = 4_194_304;

/** Runs `take`, which takes a batch of at least one event into a projection, and may look at it from outside. */
export type AroundBatch = (
  batch: { readonly projection: string; readonly events: readonly StoredEvent[] },
  take: () => Promise<void>,
) => Promise<void>;

/** Who is told of what is taken in. */
export interface Told {
  readonly onMoved?: (to: Position) => void;
  readonly onParked?: OnParked;
  readonly aroundBatch?: AroundBatch;
}

/** Takes everything after `from` up to `until` into a generation, batch by batch. */
export async function catchUp(
  generation: Generation,
  from: Position | null,
  until: Position | null,
  signal: AbortSignal | undefined,
  { onMoved, onParked, aroundBatch = (_, take) => take() }: Told = {},
): Promise<void> {
  const { store } = generation;
  if (until === null || (from !== null && store.compare(from, until) >= 0)) return;
  let position = from;
  let batch: StoredEvent[] = [];
  let bytes = 0;
  const take = async (to: Position) => {
    const [from, events] = [position, batch];
    const write = () => takeBatch(generation, from, events, to, onParked);
    await (events.length === 0 ? write() : aroundBatch({ projection: generation.name, events }, write));
    position = to;
    batch = [];
    bytes = 0;
    onMoved?.(to);
  };
  for await (const event of store.readAll({ after: from, until, types: generation.types })) {
    if (signal?.aborted) return;
    batch.push(event);
    bytes += event.data.length + event.meta.length;
    if (batch.length >= MOST_EVENTS || bytes >= MOST_BYTES) await take(event.position);
  }
  if (position === null || store.compare(position, until) < 0) await take(until);
}
