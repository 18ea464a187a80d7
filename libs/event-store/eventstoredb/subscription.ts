import { StoreUnavailable, type Position, type SubscribeOptions, type SubscriptionMessage } from '../port.js';
import type { Address } from './address.js';
import { answers } from './call.js';
import type { Connection } from './connection.js';
import { formatPosition, parsePosition } from './positions.js';
import type { ReadResp } from './protocol.js';
import { positionOf, recordedOf, storedEvent } from './recorded.js';
import { filterOf, subscriptionRequest } from './requests.js';
import { sleep } from '../signal.js';
import { backOff } from './waiting.js';

/** Milliseconds between two tries, at most. */
const MOST_BACK_OFF = 5_000;
/** What the server calls the position of a log of which it has passed nothing: -1, without its sign. */
const BEFORE_EVERYTHING = '18446744073709551615';

/**
 * Follows the server's log without its system events. Types are chosen here and not by the server, which tells only every 32 events that it
 * left some out: whoever waits for one type learns at once how far the log has come. A subscription of the client never comes back by itself;
 * this one does, after the last thing it gave.
 */
export async function* subscription(
  connection: Connection,
  { streamPrefix }: Address,
  { after, types, signal }: SubscribeOptions,
  { onRestart, mostBackOff = MOST_BACK_OFF }: { onRestart?: (error: StoreUnavailable) => void; mostBackOff?: number } = {},
): AsyncGenerator<SubscriptionMessage> {
  const wanted = types && new Set(types);
  let position = after;
  let told = false;
  for (let failures = 0; !signal.aborted;) {
    // Passed, and not told yet.
    let passed: Position | null = null;
    try {
      const request = subscriptionRequest(position === null ? 'start' : parsePosition(position), filterOf(streamPrefix, undefined));
      for await (const page of answers(connection, request, { signal })) {
        failures = 0;
        for (const [index, response] of page.entries()) {
          const event = recordedOf(response);
          const stored = event && storedEvent(event, streamPrefix);
          if (stored && (!wanted || wanted.has(stored.type))) {
            position = stored.position;
            passed = null;
            yield { kind: 'event', event: stored };
          } else if (event) passed = positionOf(event);
          else passed = checkpointOf(response) ?? passed;
          if (signal.aborted) return;
          const caughtUp = response.hasCaughtUp();
          // Told when nothing more has arrived yet.
          if (passed !== null && (index === page.length - 1 || caughtUp)) {
            position = passed;
            passed = null;
            yield { kind: 'checkpoint', position };
          }
          if (caughtUp && !told) {
            told = true;
            yield { kind: 'caught-up', position };
          }
          if (signal.aborted) return;
        }
      }
      if (signal.aborted) return;
      throw new StoreUnavailable('EventStoreDB ended the subscription', 'not-written');
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      onRestart?.(error);
      failures += 1;
      await sleep(backOff(failures, mostBackOff), signal);
    }
  }
}

function checkpointOf(response: ReadResp): Position | null {
  const checkpoint = response.getCheckpoint();
  return checkpoint && checkpoint.getCommitPosition() !== BEFORE_EVERYTHING
    ? formatPosition({ commit: checkpoint.getCommitPosition(), prepare: checkpoint.getPreparePosition() })
    : null;
}
