import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Context, type Span } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
} from '@opentelemetry/semantic-conventions';
import { Logger } from '@nestjs/common';
import type { LogLevel } from './log.js';
import type { Metrics } from './metrics.js';
import { traceIdOf } from './trace-ids.js';
import type { Tracing } from './tracing.js';

/** A request as far as it may be told: nothing of its address, its headers or its body. */
interface Seen {
  readonly method: string;
  /** The template it took (`/api/v1/sites/:siteId`), never the address; undefined when it took none. */
  readonly route: string | undefined;
  readonly correlationId: string;
  /** Where the caller stands in its own trace. */
  readonly caller: { readonly traceId: string; readonly spanId: string; readonly sampled: boolean } | undefined;
}

interface UnderWay {
  ended(status: number, seconds: number): void;
}

/** Counts, traces and logs the requests of an api. Those about its health, which come every few seconds, are no matter for a trace. */
export class Requests {
  private readonly logger = new Logger('Request');
  /** What the log takes: a line that it would leave out is not even put together, for there is one a request. */
  private readonly isLogged: boolean;
  private readonly isHealthLogged: boolean;

  constructor(
    private readonly metrics: Metrics,
    private readonly tracing?: Tracing,
    logLevel: LogLevel = 'log',
  ) {
    this.isHealthLogged = logLevel === 'debug';
    this.isLogged = this.isHealthLogged || logLevel === 'log';
  }

  began(seen: Seen): UnderWay {
    const { method, route, correlationId } = seen;
    this.metrics.requestBegan();
    const isHealth = route?.startsWith('/health/') ?? false;
    const span = isHealth || !this.tracing ? undefined : this.spanOf(seen, this.tracing);
    const over = span && this.tracing!.began(correlationId, span);
    return {
      ended: (status, seconds) => {
        this.metrics.requestEnded(method, route ?? 'none', status, seconds);
        if (span) end(span, status);
        over?.();
        if (!(isHealth ? this.isHealthLogged : this.isLogged)) return;
        const ms = Math.round(seconds * 1_000_000) / 1_000;
        const fields = { correlationId, traceId: span?.spanContext().traceId, method, route, status, ms };
        this.logger[isHealth ? 'debug' : 'log'](`${method} ${route ?? ''} ${status}`, fields);
      },
    };
  }

  shed(reason: 'requests' | 'event-loop'): void {
    this.metrics.shed(reason);
  }

  answered(by: 'kept' | 'shared' | 'read'): void {
    this.metrics.answered(by);
  }

  keeps(size: () => { readonly answers: number; readonly bytes: number }): void {
    this.metrics.keepsAnswers(size);
  }

  private spanOf({ method, route, correlationId, caller }: Seen, tracing: Tracing): Span {
    const attributes = { [ATTR_HTTP_REQUEST_METHOD]: method, ...(route !== undefined && { [ATTR_HTTP_ROUTE]: route }) };
    const name = route === undefined ? method : `${method} ${route}`;
    const ids = { traceId: traceIdOf(correlationId) };
    return tracing.start(name, { kind: SpanKind.SERVER, attributes }, caller ? contextOf(caller) : ROOT_CONTEXT, ids);
  }
}

/** What the caller's tracestate says stays out: it may hold anything, and nobody after us needs it. */
const contextOf = ({ traceId, spanId, sampled }: NonNullable<Seen['caller']>): Context =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true });

function end(span: Span, status: number): void {
  span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
  if (status >= 500) span.setAttribute(ATTR_ERROR_TYPE, String(status)).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
