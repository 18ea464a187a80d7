import {
  MemoryEventStore,
  type AppendResult,
  type EventStore,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamAppend,
  type SubscriptionMessage,
} from '@app/event-store';

/**
 * A store to try things on: reads fall through to the real one, appends stay in memory and are forgotten with it.
 * A stream is read from the real store once, when first asked for: what others append to it later is not seen.
 */
export class OverlayEventStore implements EventStore {
  readonly capabilities = { multiStream: true, contiguous: false };
  private readonly memory = new MemoryEventStore();
  private readonly hydrated = new Map<string, Promise<void>>();
  private readonly appended = new Set<string>();

  constructor(private readonly base: Pick<EventStore, 'readStream' | 'readAll' | 'head' | 'compare'>) {}

  async append(appends: readonly StreamAppend[]): Promise<AppendResult[]> {
    await Promise.all(appends.map(({ streamId }) => this.hydrate(streamId)));
    const results = await this.memory.append(appends);
    for (const { eventId } of appends.flatMap(({ events }) => events)) this.appended.add(eventId);
    return results.map((result) => ({ ...result, position: overlaid(result.position) }));
  }

  async *readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent> {
    await this.hydrate(streamId);
    yield* this.memory.readStream(streamId, options);
  }

  /** The real store's events, then those tried here. */
  async *readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent> {
    const { after, limit = Infinity, types } = options;
    let given = 0;
    if (!isOverlaid(after)) for await (const event of this.base.readAll(options)) if (given++ < limit) yield event;
    const from = isOverlaid(after) ? after!.slice(PREFIX.length) : null;
    for await (const event of this.memory.readAll({ after: from, types })) {
      if (this.appended.has(event.eventId) && given++ < limit) yield { ...event, position: overlaid(event.position) };
    }
  }

  /** Nothing lives on a trial: there is nobody to wake. */
  subscribe(): AsyncIterable<SubscriptionMessage> {
    throw new Error('an overlay store has no subscriptions');
  }

  async head(): Promise<Position | null> {
    const own = await this.memory.head();
    return this.appended.size > 0 ? overlaid(own!) : this.base.head();
  }

  /** Nobody keeps a place in a trial. */
  async mark(): Promise<null> {
    return null;
  }

  /** A trial ends with its process: nobody watches how far it has come. */
  share(): number {
    return 0;
  }

  compare(a: Position, b: Position): -1 | 0 | 1 {
    if (isOverlaid(a) && isOverlaid(b)) return this.memory.compare(a.slice(PREFIX.length), b.slice(PREFIX.length));
    if (isOverlaid(a) !== isOverlaid(b)) return isOverlaid(a) ? 1 : -1;
    return this.base.compare(a, b);
  }

  /** The real store is its owner's to close. */
  close(): Promise<void> {
    return this.memory.close();
  }

  private hydrate(streamId: string): Promise<void> {
    let reading = this.hydrated.get(streamId);
    if (!reading) this.hydrated.set(streamId, (reading = this.copy(streamId)));
    return reading;
  }

  private async copy(streamId: string): Promise<void> {
    const events: StoredEvent[] = [];
    for await (const event of this.base.readStream(streamId)) events.push(event);
    await this.memory.restore(events);
  }
}

const PREFIX = 'overlay:';
const overlaid = (position: Position): Position => `${PREFIX}${position}`;
const isOverlaid = (position: Position | null | undefined): boolean => position?.startsWith(PREFIX) ?? false;
