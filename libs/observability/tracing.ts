import { ROOT_CONTEXT, trace, type Context, type Span, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_INSTANCE_ID, ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Collector } from './collector.js';
import { LentIds, type SpanIds } from './lent-ids.js';
import { traceIdOf } from './trace-ids.js';

/** Milliseconds that what is still to be sent may take when the program ends. */
const MOST_TO_END = 2_000;

/**
 * The spans of one program, sent in the background. Of those that nobody takes, 2,048 wait (OTEL_BSP_MAX_QUEUE_SIZE) and further ones are
 * dropped. A request and its appends find each other by the correlation id that both carry: a context that follows every promise
 * (AsyncLocalStorage) costs Node 20 more than all the rest. The SDK reads the sampler, the limits and the collector's headers from the standard variables.
 */
export class Tracing {
  private readonly ids = new LentIds();
  /** Requests being answered, by their correlation id. */
  private readonly requests = new Map<string, Span[]>();
  private readonly provider: NodeTracerProvider;
  private readonly tracer: Tracer;

  /** @param url where the spans go, path included */
  constructor(url: string, service: string) {
    const logger = new Logger('Traces');
    const own = resourceFromAttributes({ [ATTR_SERVICE_NAME]: service, [ATTR_SERVICE_INSTANCE_ID]: randomUUID() });
    this.provider = new NodeTracerProvider({
      resource: defaultResource()
        .merge(detectResources({ detectors: [envDetector] }))
        .merge(own),
      idGenerator: this.ids,
      spanProcessors: [new BatchSpanProcessor(new Collector(url, (message) => logger.warn(message)))],
    });
    this.tracer = this.provider.getTracer('palimpseste');
  }

  start(name: string, options: SpanOptions, parent: Context = ROOT_CONTEXT, ids: SpanIds = {}): Span {
    return this.ids.lend(ids, () => this.tracer.startSpan(name, options, parent));
  }

  /** From now on, and until the answer, what is done under this correlation id is a part of the request. */
  began(correlationId: string, request: Span): () => void {
    this.requests.set(correlationId, [...(this.requests.get(correlationId) ?? []), request]);
    return () => {
      const rest = this.requests.get(correlationId)?.filter((other) => other !== request) ?? [];
      if (rest.length > 0) this.requests.set(correlationId, rest);
      else this.requests.delete(correlationId);
    };
  }

  /** The request under way that has this correlation id; none when several share it, as nobody can tell which. */
  requestOf(correlationId: string): Context | undefined {
    const [request, another] = this.requests.get(correlationId) ?? [];
    return request && !another ? trace.setSpan(ROOT_CONTEXT, request) : undefined;
  }

  /** The trace in which what has this correlation id is told. */
  traceIdOf(correlationId: string): string {
    const request = this.requestOf(correlationId);
    return (request && trace.getSpanContext(request)?.traceId) ?? traceIdOf(correlationId);
  }

  /** Sends what is left, for a moment at most. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, MOST_TO_END)));
    await Promise.race([this.provider.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}
