import { streamDeleted, unknownResult } from './errors.js';
import type { LoggedEvent } from './log.js';
import type { Node } from './node.js';
import type { ReadRequest } from './read-requests.js';
import { eventResponse, streamNotFoundResponse } from './responses.js';
import type { Sender } from './sender.js';
import { viewOf } from './stream-state.js';

/** @throws {Failure} when the stream is gone for ever or the position is none */
export async function read(node: Node, request: ReadRequest, sender: Sender): Promise<void> {
  const events = request.stream === '$all' ? fromLog(node, request) : fromStream(node, request);
  if (!events) return sender.send(streamNotFoundResponse(request.stream));
  let left = request.count ?? 0;
  for (const event of events) {
    if (left-- <= 0 || sender.isOver) break;
    await sender.event(eventResponse(node.log, event, request));
  }
  await sender.breakOff();
}

function fromStream(node: Node, { stream, from, backwards }: ReadRequest): readonly LoggedEvent[] | undefined {
  const view = viewOf(node.log, stream);
  if (view.found === 'tombstone') throw streamDeleted(stream);
  if (view.found === 'none') return undefined;
  const { events } = view;
  // From the end forwards is a number that no stream has.
  if (!backwards && from === 'end') throw unknownResult('ReadStreamResult', 'Error');
  if (!backwards) return from === 'start' ? events : events.filter(({ revision }) => typeof from === 'object' && revision >= from.commit);
  if (from === 'end') return events.toReversed();
  const highest = from === 'start' ? 0n : from.commit;
  return events.filter(({ revision }) => revision <= highest).toReversed();
}

function* fromLog(node: Node, { from, backwards, filter }: ReadRequest): Generator<LoggedEvent> {
  const { log } = node;
  const matches = filter?.matches ?? (() => true);
  const result = filter ? 'FilteredReadAllResult' : 'ReadAllResult';
  if (typeof from === 'object') {
    // Backwards, where a record would have to end; forwards, beyond the last record, there is only nothing.
    const isInLast = backwards && from.commit > log.lastPosition && from.commit < log.end;
    if (isInLast || !log.isBoundary(from.commit)) throw unknownResult(result, 'InvalidPosition');
    if (backwards && from.commit > log.end) throw unknownResult(result, 'Error');
  }
  if (backwards) {
    // Backwards a position is where a record ends: what starts there is not read.
    let index = (from === 'end' ? log.events.length : from === 'start' ? 0 : log.indexFrom(from.commit)) - 1;
    for (; index >= 0; index--) if (matches(log.events[index]!)) yield log.events[index]!;
    return;
  }
  if (from === 'end') return;
  let index = from === 'start' ? 0 : log.indexFrom(from.commit);
  // Within one commit the prepare position decides: a record is read when it does not lie before it.
  if (typeof from === 'object' && log.events[index]?.position === from.commit && from.prepare > from.commit) index++;
  for (; index < log.events.length; index++) if (matches(log.events[index]!)) yield log.events[index]!;
}
