import { RandomIdGenerator, type IdGenerator } from '@opentelemetry/sdk-trace-node';

export interface SpanIds {
  readonly traceId?: string;
  readonly spanId?: string;
}

/** Random identifiers, but for the span that is started inside `lend`. */
export class LentIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  private lent: SpanIds = {};

  lend<T>(ids: SpanIds, start: () => T): T {
    this.lent = ids;
    try {
      return start();
    } finally {
      this.lent = {};
    }
  }

  generateTraceId(): string {
    return this.lent.traceId ?? this.random.generateTraceId();
  }

  generateSpanId(): string {
    return this.lent.spanId ?? this.random.generateSpanId();
  }
}
