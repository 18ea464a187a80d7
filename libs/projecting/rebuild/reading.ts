import type { StoredEvent } from '@app/event-store';
import type { RecordedFact } from '@app/kernel';
import { learntFrom, plainlyKnown, type History, type Learnt } from '../changes.js';
import { knownBytes, type KnownBytes } from '../copy-rows.js';
import type { Generation } from '../generation.js';

/** Events read on while the history of one before them is on its way. */
const MOST_AHEAD = 500;

/** An event read back once for every projection that is built. */
export interface Decoded {
  readonly fact?: RecordedFact;
  /** Present when the rows of the fact need nothing but the fact. */
  readonly known?: KnownBytes;
  readonly error?: Error;
}

const UNWANTED: Decoded = {};

/** An event with what its stream held: read once for all projections, as its history is. */
export interface Read {
  readonly event: StoredEvent;
  readonly decoded: Decoded;
  /** What follows from it, whatever the projection; present where that depends on what its stream held. Rejects as the store does. */
  readonly learnt?: Promise<Learnt>;
}

interface Queued extends Read {
  arrived: boolean;
  /** Resolves when the history is there, or will not be. */
  arrival?: Promise<void>;
}

/** Reads events back, and the streams that corrections and secrets need. The scan does not wait for a stream: it reads on meanwhile. */
export class Reading {
  /** Streams on their way, or needed by events not yet taken. */
  private readonly streams = new Map<string, { facts: Promise<readonly RecordedFact[]>; users: number }>();

  constructor(
    private readonly generation: Generation,
    /** What nobody wants is not read back. */
    private readonly isWanted: (event: StoredEvent) => boolean = () => true,
  ) {}

  /** The events in their order. Whoever takes one has done with the one before. */
  async *ahead(events: AsyncIterable<StoredEvent>): AsyncGenerator<Read> {
    const source = events[Symbol.asyncIterator]();
    const queue: Queued[] = [];
    let coming: Promise<IteratorResult<StoredEvent>> | undefined;
    let ended = false;
    try {
      while (!ended || queue.length > 0) {
        const first = queue[0];
        if (first && (first.arrived || ended || queue.length >= MOST_AHEAD)) {
          yield* this.handOver(queue.shift()!);
          continue;
        }
        coming ??= source.next();
        const next = first ? await Promise.race([coming, first.arrival]) : await coming;
        if (!next) {
          // Taken up again when its turn comes, as is what went wrong with it.
          coming.catch(() => undefined);
          continue;
        }
        coming = undefined;
        if (next.done) ended = true;
        else queue.push(this.read(next.value));
      }
    } finally {
      if (!coming) await source.return?.();
      else void source.return?.().catch(() => undefined);
    }
  }

  read(event: StoredEvent): Queued {
    const decoded = this.isWanted(event) ? decodedBy(this.generation, event) : UNWANTED;
    if (!decoded.fact || decoded.known) return { event, decoded, arrived: true };
    // The stream as it is read holds what came later too.
    const history: History = async (streamId, through) => (await this.stream(streamId)).filter(({ revision }) => revision <= through);
    const learnt = learntFrom(decoded.fact, history);
    const read: Queued = { event, decoded, arrived: false, learnt };
    const arrived = () => void (read.arrived = true);
    read.arrival = learnt.then(arrived, arrived);
    return read;
  }

  private *handOver(read: Read): Generator<Read> {
    yield read;
    if (!read.learnt) return;
    const stream = this.streams.get(read.event.streamId)!;
    if (--stream.users === 0) this.streams.delete(read.event.streamId);
  }

  /** What was read for an event before it, and reaches this one: events are in the store before they are read here. */
  private stream(streamId: string): Promise<readonly RecordedFact[]> {
    let stream = this.streams.get(streamId);
    if (!stream) this.streams.set(streamId, (stream = { facts: this.generation.stream(streamId), users: 0 }));
    stream.users += 1;
    return stream.facts;
  }
}

function decodedBy(generation: Generation, event: StoredEvent): Decoded {
  try {
    const fact = generation.decode(event);
    const known = plainlyKnown(fact);
    return { fact, known: known && knownBytes(known) };
  } catch (error) {
    return { error: error as Error };
  }
}
