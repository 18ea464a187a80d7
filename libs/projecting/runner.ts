import { Vigil, type EventStore, type Position, type StoredEvent } from '@app/event-store';
import type { DataSource } from 'typeorm';
import { takeBatch, type OnParked } from './batch.js';
import { Fenced, liveGeneration, type Generation, type SubjectOfKind } from './generation.js';
import type { Ownership } from './ownership.js';
import type { Projection } from './projection.js';

const MOST_EVENTS = 2_000;
const MOST_BYTES = 4_194_304;
/** A subscription that only wakes: no event has this type. */
const NO_TYPE = ['Nothing'];

/** Runs `take`, which takes a batch of at least one event into a projection, and may look at it from outside. */
export type AroundBatch = (
  batch: { readonly projection: string; readonly events: readonly StoredEvent[] },
  take: () => Promise<void>,
) => Promise<void>;

export interface RunnerOptions {
  /** Told of whatever made a batch fail; the runner itself goes on, with back-off. */
  readonly onFault?: (projection: string, error: unknown) => void;
  /** Told of an event that a projection could not take in and put aside; not of those that wait behind it. */
  readonly onParked?: (projection: string, eventId: string, error: Error) => void;
  readonly aroundBatch?: AroundBatch;
  /** Shares the projections with other workers; without it, this runner keeps up all of them by itself. */
  readonly ownership?: Pick<Ownership, 'share'>;
}

/** Keeps projections up to the store: each from its own checkpoint, batch after batch, woken by the store and polling underneath. */
export class ProjectionRunner {
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];

  constructor(
    private readonly source: DataSource,
    private readonly store: EventStore,
    private readonly projections: readonly Projection[],
    private readonly subjectOfKind: SubjectOfKind,
    private readonly options: RunnerOptions = {},
  ) {}

  /** Makes the tables that are missing, then runs until `stop`. */
  async start(): Promise<void> {
    for (const projection of this.projections) await liveGeneration(this.source, this.store, projection, this.subjectOfKind);
    const { ownership } = this.options;
    for (const projection of this.projections) {
      const work = (signal: AbortSignal) => this.keepUp(projection, AbortSignal.any([signal, this.stopping.signal]));
      if (ownership) ownership.share(`projection ${projection.name}`, work);
      else this.running.push(work(this.stopping.signal));
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async keepUp(projection: Projection, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        const generation = await liveGeneration(this.source, this.store, projection, this.subjectOfKind);
        await this.follow(generation, signal, () => (failures = 0));
      } catch (error) {
        if (signal.aborted) return;
        // A fenced runner only looks again where the other one is; a fault waits longer and longer.
        if (!(error instanceof Fenced)) {
          failures += 1;
          this.options.onFault?.(projection.name, error);
        }
        await sleep(error instanceof Fenced ? 50 + Math.random() * 100 : Math.min(10_000, 50 * 2 ** failures), signal);
      }
    }
  }

  private async follow(generation: Generation, signal: AbortSignal, onProgress: () => void): Promise<void> {
    const vigil = new Vigil(this.store, `projection ${generation.name}`, () => generation.checkpoint(this.source));
    await vigil.look();
    const { onParked, aroundBatch } = this.options;
    const { name } = generation;
    let position = await generation.position(this.source);
    const told: Told = {
      onMoved: (to) => ((position = to), onProgress()),
      onParked: (event, error) => onParked?.(name, event.eventId, error),
      aroundBatch,
    };
    await catchUp(generation, position, await this.store.head(), signal, told);
    const following = AbortSignal.any([signal, vigil.over]);
    const watching = vigil.watch();
    try {
      for await (const message of this.store.subscribe({ after: position, types: NO_TYPE, signal: following })) {
        // The subscription only wakes: what is read goes by batches of its own.
        if (message.kind === 'event' || message.position === null) continue;
        await vigil.look();
        await catchUp(generation, position, message.position, following, told);
      }
      vigil.throwIfLost();
    } finally {
      vigil.end();
      await watching;
    }
  }
}

/** Who is told of what is taken in. */
interface Told {
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

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
