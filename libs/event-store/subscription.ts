import { StoreUnavailable, type EventStore, type Position, type SubscribeOptions, type SubscriptionMessage } from './port.js';
import type { WakeUp } from './signal.js';

/**
 * A subscription over repeated reads, for stores whose positions become visible in order: catches up page by page, then waits to be
 * woken and polls underneath, since a notification may be lost. A store that goes away is asked again, with back-off and jitter.
 */
export async function* pollingSubscription(
  store: Pick<EventStore, 'readAll' | 'head' | 'compare'>,
  { after, types, signal }: SubscribeOptions,
  wakeUp: WakeUp,
  pollEvery: number,
  onRestart?: (error: StoreUnavailable) => void,
): AsyncGenerator<SubscriptionMessage> {
  let position = after;
  let caughtUp = false;
  let failures = 0;
  while (!signal.aborted) {
    const woken = wakeUp.wait(pollEvery, signal);
    try {
      const head = await store.head();
      failures = 0;
      if (head !== null && (position === null || store.compare(position, head) < 0)) {
        for await (const event of store.readAll({ after: position, until: head, types })) {
          if (signal.aborted) return;
          position = event.position;
          yield { kind: 'event', event };
        }
        if (position === null || store.compare(position, head) < 0) {
          position = head as Position;
          yield { kind: 'checkpoint', position };
        }
        if (caughtUp) continue;
      }
      if (!caughtUp && !signal.aborted) {
        caughtUp = true;
        yield { kind: 'caught-up', position };
      }
      await woken;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      failures += 1;
      onRestart?.(error);
      await wakeUp.wait(Math.min(5_000, 50 * 2 ** failures) * (0.5 + Math.random()), signal);
    }
  }
}
