import { NO_EVENT, StoreUnavailable, type Position, type ReadAllOptions, type ReadStreamOptions, type StoredEvent } from '../port.js';
import type { Address } from './address.js';
import { answers } from './call.js';
import type { Connection } from './connection.js';
import { NoRecordThere } from './faults.js';
import { comparePositions, isPosition, parsePosition, type LogPosition } from './positions.js';
import type { ReadReq } from './protocol.js';
import { filterOf, logRequest, streamRequest } from './requests.js';
import { positionOf, recordedOf, storedEvent, type RecordedEvent } from './recorded.js';
import { sleep } from '../signal.js';
import { backOff } from './waiting.js';

/** Milliseconds without an answer after which a read is given up. */
const PATIENCE = 10_000;
/** Milliseconds during which a read that broke goes on by itself, from where it was. */
const PERSISTENCE = 5_000;
const MOST_BACK_OFF = 500;

export class EventStoreDbReader {
  constructor(
    private readonly connection: Connection,
    private readonly address: Address,
    private readonly options: { readonly patience?: number; readonly persistence?: number; readonly mostBackOff?: number } = {},
  ) {}

  async *stream(
    streamId: string,
    { from, limit = Number.MAX_SAFE_INTEGER, direction = 'forwards' }: ReadStreamOptions = {},
  ): AsyncGenerator<StoredEvent> {
    if (limit <= 0) return;
    const name = `${this.address.streamPrefix}${streamId}`;
    let next: number | 'start' | 'end' = from ?? (direction === 'forwards' ? 'start' : 'end');
    let left = limit;
    const request = () => streamRequest(name, next, direction, left);
    for await (const page of this.pages(request))
      for (const event of page) {
        const stored = storedEvent(event, this.address.streamPrefix);
        if (!stored) throw new Error(`stream ${name} holds an event that Palimpseste did not write`);
        yield stored;
        left -= 1;
        next = stored.revision + (direction === 'forwards' ? 1 : -1);
        if (left === 0 || next < 0) return;
      }
  }

  async *all({ after = null, until, limit = Number.MAX_SAFE_INTEGER, types }: ReadAllOptions = {}): AsyncGenerator<StoredEvent> {
    if (limit <= 0) return;
    const { streamPrefix } = this.address;
    const wanted = types && new Set(types);
    const filter = filterOf(streamPrefix, types);
    let last = after;
    let left = limit;
    // The server reads from a position on, that one included.
    let mayRepeat = false;
    const request = () => {
      mayRepeat = last !== null;
      return logRequest(last === null ? 'start' : parsePosition(last), 'forwards', filter);
    };
    for await (const page of this.pages(request))
      for (const event of page) {
        const position = positionOf(event);
        if (mayRepeat && comparePositions(position, last!) <= 0) continue;
        mayRepeat = false;
        if (until !== undefined && comparePositions(position, until) > 0) return;
        last = position;
        const stored = storedEvent(event, streamPrefix);
        if (stored && (!wanted || wanted.has(stored.type))) {
          yield stored;
          left -= 1;
        }
        if (left === 0 || position === until) return;
      }
  }

  async mark(position: Position): Promise<string | null> {
    if (!isPosition(position)) return null;
    try {
      const at = parsePosition(position);
      for await (const [event] of this.pages(() => logRequest(at, 'forwards', undefined, 1))) {
        if (!event) continue;
        // What was at a position may be scavenged, or somebody else's: then what comes before it marks it.
        if (positionOf(event) === position) {
          const stored = storedEvent(event, this.address.streamPrefix);
          if (stored) return stored.eventId;
        }
        for await (const { eventId } of this.newest(at)) return eventId;
        return NO_EVENT;
      }
      return null;
    } catch (error) {
      if (error instanceof NoRecordThere) return null;
      throw error;
    }
  }

  /** The newest event that is ours, of all or of those that end before a position, if there is one. */
  async *newest(before: LogPosition | 'end' = 'end'): AsyncGenerator<StoredEvent> {
    const { streamPrefix } = this.address;
    for await (const page of this.pages(() => logRequest(before, 'backwards', filterOf(streamPrefix, undefined))))
      for (const event of page) {
        const stored = storedEvent(event, streamPrefix);
        if (!stored) continue;
        yield stored;
        return;
      }
  }

  async head(): Promise<Position | null> {
    for await (const { position } of this.newest()) return position;
    return null;
  }

  /** Reads on after a break, for a while, with a request that starts where it was: reads harm nobody when they are repeated. */
  private async *pages(request: () => ReadReq): AsyncGenerator<readonly RecordedEvent[]> {
    const { patience = PATIENCE, persistence = PERSISTENCE, mostBackOff = MOST_BACK_OFF } = this.options;
    let failures = 0;
    for (let end = performance.now() + persistence; ;) {
      try {
        for await (const page of answers(this.connection, request(), { patience })) {
          yield page.map(recordedOf).filter((event) => event !== undefined);
          if (failures > 0) {
            failures = 0;
            end = performance.now() + persistence;
          }
        }
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        if (failures === 0) end = performance.now() + persistence;
        if (performance.now() > end) throw error;
        failures += 1;
        await sleep(backOff(failures, mostBackOff));
      }
    }
  }
}
