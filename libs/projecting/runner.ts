import { sleep, Vigil, type EventStore } from '@app/event-store';
import type { DataSource } from 'typeorm';
import { catchUp, type AroundBatch, type Told } from './catch-up.js';
import { Fenced, liveGeneration, type Generation, type SubjectOfKind } from './generation.js';
import type { Ownership } from './ownership.js';
import { fitsOf, type Fit } from './fits.js';
import type { Projection } from './projection.js';
import { Remaking, type RemakingOptions } from './rebuild/remaking.js';

/** Milliseconds between two looks at whether what does not fit has been remade. */
const HELD_LOOK_EVERY = 500;
/** A subscription that only wakes: no event has this type. */
const NO_TYPE = ['Nothing'];

export interface RunnerOptions extends Pick<RemakingOptions, 'onRemade' | 'checkpointEvery'> {
  /** Told of whatever made a batch fail; the runner itself goes on, with back-off. */
  readonly onFault?: (projection: string, error: unknown) => void;
  /** Told of an event that a projection could not take in and put aside; not of those that wait behind it. */
  readonly onParked?: (projection: string, eventId: string, error: Error) => void;
  readonly aroundBatch?: AroundBatch;
  /** Told once of a generation that this code does not write to, because code of another version made it. */
  readonly onHeld?: (projection: string, fit: Fit) => void;
  /** Shares the projections with other workers; without it, this runner keeps up all of them by itself. */
  readonly ownership?: Pick<Ownership, 'share'>;
}

/**
 * Keeps projections up to the store: each from its own checkpoint, batch after batch, woken by the store and polling underneath. What code of an
 * earlier version made is remade first (`Remaking`), and written to by nobody of this version until then; what code of a later version made is
 * theirs.
 */
export class ProjectionRunner {
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];
  /** The generations that were held last, which are told of once. */
  private readonly held = new Map<string, number>();

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
    const { ownership, onFault, onRemade, checkpointEvery } = this.options;
    const remaking = new Remaking(this.source, this.store, this.projections, this.subjectOfKind, {
      onRemade,
      checkpointEvery,
      onFault: (names, error) => onFault?.(names.join(', ') || 'versions', error),
    });
    // Not shared: only code of the newest version sees what there is to do, and the first to begin keeps the others out.
    this.running.push(remaking.run(this.stopping.signal));
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

  /** Ends by itself where it is shared and what is live is another version's: a worker of theirs may follow it, and this one asks again in a moment. */
  private async keepUp(projection: Projection, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        const generation = await liveGeneration(this.source, this.store, projection, this.subjectOfKind);
        const fit = await this.fitOf(generation);
        if (fit === undefined) continue;
        if (fit !== 'fits') {
          if (this.held.get(projection.name) !== generation.generation) this.options.onHeld?.(projection.name, fit);
          this.held.set(projection.name, generation.generation);
          if (this.options.ownership) return;
          await sleep(HELD_LOOK_EVERY, signal);
          continue;
        }
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

  /** Undefined when another has become live just now. */
  private async fitOf({ generation, projection }: Generation): Promise<Fit | undefined> {
    const [fitting] = await fitsOf(this.source, [projection]);
    return fitting!.live?.generation === generation ? fitting!.fit : undefined;
  }

  private async follow(generation: Generation, signal: AbortSignal, onProgress: () => void): Promise<void> {
    const swapped = new AbortController();
    const checkpoint = () =>
      generation.checkpoint(this.source).catch((error: unknown) => {
        // Another generation is live: that is noticed although nothing is recorded any more.
        if (error instanceof Fenced) swapped.abort();
        throw error;
      });
    const vigil = new Vigil(this.store, `projection ${generation.name}`, checkpoint);
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
    const following = AbortSignal.any([signal, vigil.over, swapped.signal]);
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
