import {
  AppendRejected,
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type EventStore,
  type StreamAppend,
} from '@app/event-store';
import { SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import type { AppendOutcome, Metrics } from './metrics.js';
import { ATTRIBUTES } from './names.js';
import { appendSpanIdOf, issuedAs, traceIdOf } from './trace-ids.js';
import type { Tracing } from './tracing.js';

/** The same store, whose appends are timed and traced. Everything else is the store's own. */
export function measured<Store extends EventStore>(store: Store, metrics: Metrics, tracing?: Tracing): Store {
  const spanOf = tracing && appendSpans(tracing);
  const append = async (appends: readonly StreamAppend[]): Promise<AppendResult[]> => {
    const since = performance.now();
    const span = spanOf?.(appends);
    const tell = (outcome: AppendOutcome) => {
      metrics.appended(outcome, (performance.now() - since) / 1_000);
      if (span) end(span, outcome);
    };
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

/** An append is a part of the request that has its command's correlation id; where there is none, of the trace that the id stands for. */
function appendSpans(tracing: Tracing): (appends: readonly StreamAppend[]) => Span {
  // Of an append that is sent again because its outcome is unknown, the first span alone may have the identifier that the events give it.
  const sent = new WeakSet<object>();
  return (appends) => {
    const events = appends[0]?.events ?? [];
    const [first] = events;
    const spanId = first && !sent.has(events) ? appendSpanIdOf(first.eventId) : undefined;
    sent.add(events);
    const correlationId = first && issuedAs(first.meta).correlationId;
    const request = correlationId === undefined ? undefined : tracing.requestOf(correlationId);
    const ids = { spanId, traceId: correlationId === undefined ? undefined : traceIdOf(correlationId) };
    const attributes = {
      [ATTRIBUTES.streams]: appends.length,
      [ATTRIBUTES.events]: appends.reduce((sum, append) => sum + append.events.length, 0),
    };
    return tracing.start('append', { kind: SpanKind.PRODUCER, attributes }, request, ids);
  };
}

function end(span: Span, outcome: AppendOutcome): void {
  span.setAttribute(ATTRIBUTES.outcome, outcome);
  // Somebody else was first, or a caller's mistake: an answer, and no fault.
  if (outcome === 'unavailable' || outcome === 'failed')
    span.setAttribute(ATTR_ERROR_TYPE, outcome).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function outcomeOf(error: unknown): AppendOutcome {
  if (error instanceof WrongExpectedRevision) return 'conflict';
  if (error instanceof AppendRejected) return 'rejected';
  return error instanceof StoreUnavailable ? 'unavailable' : 'failed';
}
