import { ROOT_CONTEXT, trace, type Context, type Span, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_INSTANCE_ID, ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { Logger } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Collector } from './collector.js';
import { LentIds, type SpanIds } from './lent-ids.js';

/** Milliseconds that what is still to be sent may take when the program ends. */
const MOST_TO_END = 2_000;

/**
 * The spans of one program, sent in the background. Of those that nobody takes, 2,048 wait (OTEL_BSP_MAX_QUEUE_SIZE) and further ones are
 * dropped. The SDK reads the sampler, the limits and the collector's headers from the standard variables.
 */
export class Tracing {
  private readonly ids = new LentIds();
  private readonly current = new AsyncLocalStorage<Context>();
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

  /** Starts a span in what is under way here, or elsewhere when told. */
  start(name: string, options: SpanOptions, parent: Context = this.context, ids: SpanIds = {}): Span {
    return this.ids.lend(ids, () => this.tracer.startSpan(name, options, parent));
  }

  /** Runs something as a part of the span: what it starts are its children, what it logs carries its trace. */
  within<T>(span: Span, run: () => T): T {
    return this.current.run(trace.setSpan(ROOT_CONTEXT, span), run);
  }

  /** What is under way here: of a request, of a batch, or nothing. */
  get context(): Context {
    return this.current.getStore() ?? ROOT_CONTEXT;
  }

  get traceId(): string | undefined {
    return trace.getSpanContext(this.context)?.traceId;
  }

  /** Sends what is left, for a moment at most. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, MOST_TO_END)));
    await Promise.race([this.provider.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}
