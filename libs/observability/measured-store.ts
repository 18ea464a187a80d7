import {
  AppendRejected,
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type EventStore,
  type StreamAppend,
} from '@app/event-store';
import type { AppendOutcome, Metrics } from './metrics.js';

/** The same store, whose appends are timed. Everything else is the store's own. */
export function measured<Store extends EventStore>(store: Store, metrics: Metrics): Store {
  const append = async (appends: readonly StreamAppend[]): Promise<AppendResult[]> => {
    const since = performance.now();
    const tell = (outcome: AppendOutcome) => metrics.appended(outcome, (performance.now() - since) / 1_000);
    try {
      const results = await store.append(appends);
      tell(results.every(({ status }) => status === 'duplicate') ? 'duplicate' : 'appended');
      return results;
    } catch (error) {
      tell(outcomeOf(error));
      throw error;
    }
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === 'append') return append;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function outcomeOf(error: unknown): AppendOutcome {
  if (error instanceof WrongExpectedRevision) return 'conflict';
  if (error instanceof AppendRejected) return 'rejected';
  return error instanceof StoreUnavailable ? 'unavailable' : 'failed';
}
