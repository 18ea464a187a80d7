import { randomUUID } from 'node:crypto';
import { invalidPosition, streamDeleted } from './errors.js';
import type { LoggedEvent } from './log.js';
import type { Node } from './node.js';
import type { Filter, ReadRequest } from './read-requests.js';
import { caughtUpResponse, checkpointResponse, confirmationResponse, eventResponse } from './responses.js';
import type { Sender } from './sender.js';
import { viewOf } from './stream-state.js';

/** How many events a page of catching up holds, and how far a live subscriber may lag before it catches up again. */
const PAGE = 32;
const LAG = 32;

interface Position {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const BEFORE_ALL: Position = { commit: -1n, prepare: -1n };
const isAfter = (a: Position, b: Position) => a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);
const positionOf = ({ position }: LoggedEvent): Position => ({ commit: position, prepare: position });

/** A subscription to the whole log, after the position that it starts from. */
export class AllSubscription {
  /** What was last sent: an event's position or a checkpoint. */
  private at: Position;
  private lastCheckpoint: Position | undefined;
  /** How many events there were when it began: live events and checkpoints count from there. */
  private readonly countedFrom: number;

  constructor(
    private readonly node: Node,
    private readonly request: ReadRequest,
    private readonly sender: Sender,
  ) {
    this.countedFrom = node.log.events.length;
  }

  /** Ends with the call. @throws {Failure} when the position is none */
  async run(): Promise<void> {
    const { log } = this.node;
    const { from } = this.request;
    const confirmed = { commit: log.lastPosition, prepare: log.lastPosition };
    this.at = from === 'start' ? BEFORE_ALL : from === 'end' ? confirmed : from;
    await this.sender.send(confirmationResponse(randomUUID()));
    if (isAfter(confirmed, this.at)) await this.catchUp();
    while (!this.sender.isOver) {
      await this.sender.send(caughtUpResponse());
      await this.live();
      if (!this.sender.isOver) await this.catchUp();
    }
  }

  private async catchUp(): Promise<void> {
    const { log } = this.node;
    const { filter } = this.request;
    // The page starts at what was sent last, which is skipped.
    let start: Position = this.at.commit < 0n ? { commit: 0n, prepare: 0n } : this.at;
    for (let considered = 0; !this.sender.isOver;) {
      if (!log.isBoundary(start.commit)) throw invalidPosition();
      const page = this.page(start);
      for (const event of page.events) {
        if (!isAfter(positionOf(event), this.at)) continue;
        await this.sender.event(eventResponse(log, event, this.request));
        this.at = positionOf(event);
      }
      considered += page.considered;
      if (page.isEnd) {
        if (filter) await this.checkpoint(this.at);
        return this.sender.breakOff();
      }
      if (filter && considered >= filter.checkpointEvery) {
        considered %= filter.checkpointEvery;
        if (isAfter(start, this.at)) this.at = start;
        await this.checkpoint(this.at);
      }
      start = page.next;
    }
  }

  private page(start: Position) {
    const { log } = this.node;
    const { filter } = this.request;
    const window = filter?.window ?? Infinity;
    const events: LoggedEvent[] = [];
    let considered = 0;
    let next = start;
    let index = log.indexFrom(start.commit);
    while (events.length < PAGE && considered < window) {
      const event = log.events[index++];
      if (!event) return { events, considered, next, isEnd: true };
      if (isAfter(start, positionOf(event))) continue;
      considered++;
      if (filter?.matches(event) ?? true) events.push(event);
      next = { commit: event.end, prepare: 0n };
    }
    return { events, considered, next, isEnd: false };
  }

  /** Returns when the call is over, or when the client is too slow to be kept live. */
  private async live(): Promise<void> {
    const { log } = this.node;
    const { filter } = this.request;
    let index = Math.max(log.indexFrom(this.at.commit), this.countedFrom);
    while (!this.sender.isOver) {
      await this.sender.somethingNew(() => index < log.events.length);
      if (this.sender.tookABreak() && this.waiting(index) > LAG) {
        if (filter) await this.checkpoint(this.at);
        return;
      }
      const event = log.events[index++];
      if (!event || !isAfter(positionOf(event), this.at)) continue;
      if (filter?.matches(event) ?? true) {
        await this.sender.event(eventResponse(log, event, this.request));
        this.at = positionOf(event);
        await this.sender.breakOff();
      }
      if (filter && this.isDue(index, filter)) {
        await this.checkpoint(positionOf(event));
        this.at = positionOf(event);
      }
    }
  }

  /** How many events and checkpoints a client that is live has not taken yet. */
  private waiting(from: number): number {
    const { filter } = this.request;
    const { events } = this.node.log;
    let waiting = 0;
    for (let index = from; index < events.length; index++) {
      if (filter?.matches(events[index]!) ?? true) waiting++;
      if (filter && this.isDue(index + 1, filter)) waiting++;
    }
    return waiting;
  }

  /** Whether a live checkpoint follows that many events of the log. */
  private isDue(index: number, filter: Filter): boolean {
    return (index - this.countedFrom) % filter.checkpointEvery === 0;
  }

  private async checkpoint(position: Position): Promise<void> {
    const unsigned = { commit: BigInt.asUintN(64, position.commit), prepare: BigInt.asUintN(64, position.prepare) };
    // One that was sent already, or lies before it, is not sent again.
    if (this.lastCheckpoint && !isAfter(unsigned, this.lastCheckpoint)) return;
    this.lastCheckpoint = unsigned;
    await this.sender.send(checkpointResponse(position.commit, position.prepare));
  }
}

/** A subscription to one stream, there or not, after the revision that it starts from. @throws {Failure} once the stream is gone for ever */
export async function subscribeToStream(node: Node, request: ReadRequest, sender: Sender): Promise<void> {
  const { stream, from } = request;
  let at = from === 'start' ? -1n : from === 'end' ? node.log.lastRevision(stream) : from.commit;
  await sender.send(confirmationResponse(randomUUID()));
  for (let isLive = false; !sender.isOver;) {
    const view = viewOf(node.log, stream);
    if (view.found === 'tombstone') {
      const tombstone = node.log.of(stream).at(-1)!;
      if (isLive) await sender.event(eventResponse(node.log, tombstone, request));
      throw streamDeleted(stream);
    }
    for (const event of view.found === 'events' ? view.events : []) {
      if (event.revision <= at || sender.isOver) continue;
      await sender.event(eventResponse(node.log, event, request));
      at = event.revision;
    }
    await sender.breakOff();
    if (!isLive) await sender.send(caughtUpResponse());
    isLive = true;
    await sender.somethingNew(() => node.log.lastRevision(stream) > at);
  }
}
