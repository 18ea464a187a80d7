import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

type OnExported = Parameters<SpanExporter['export']>[1];

/** Sends spans to an OTLP collector (HTTP, JSON). One that takes none is told once, and once more when it is back; its address never is. */
export class Collector implements SpanExporter {
  private readonly exporter: SpanExporter;
  private lost = 0;

  /** @param url where the spans go, path included */
  constructor(
    url: string,
    private readonly say: (message: string) => void,
  ) {
    this.exporter = new OTLPTraceExporter({ url });
  }

  export(spans: ReadableSpan[], onExported: OnExported): void {
    this.exporter.export(spans, (result) => {
      if (result.code === SUCCESS) {
        if (this.lost > 0) this.say(`The collector takes traces again; ${this.lost} spans or more were lost.`);
        this.lost = 0;
      } else {
        if (this.lost === 0) this.say(`The collector takes no traces (${reasonOf(result.error)}): they are lost until it does.`);
        this.lost += spans.length;
      }
      onExported(result);
    });
  }

  forceFlush(): Promise<void> {
    return this.exporter.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}

/** ExportResultCode, which is not among what the SDK exports. */
const SUCCESS = 0;

/** The error's code (ECONNREFUSED, an HTTP status): its text may hold an address. */
function reasonOf(error: (Error & { code?: unknown }) | undefined): string {
  return String(error?.code ?? 'no answer');
}
