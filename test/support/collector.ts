import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 0 unset, 2 error. */
  readonly status: number;
}

/** Takes the spans; refuses them for good; or lets who brings them wait for ever. */
export type Mood = 'takes' | 'refuses' | 'hangs';

/** An OTLP collector as far as traces in JSON go (opentelemetry-proto, collector/trace/v1), on a port of its own. */
export class TestCollector {
  readonly spans: ReceivedSpan[] = [];
  /** Every byte that reached it, as text. */
  said = '';
  /** Exports that were brought, whatever became of them. */
  brought = 0;
  mood: Mood = 'takes';
  private readonly server: Server;
  private readonly waiting = new Set<ServerResponse>();

  private constructor() {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      this.brought += 1;
      if (this.mood === 'hangs') return void this.waiting.add(response);
      const isTraces = request.method === 'POST' && request.url === '/v1/traces' && request.headers['content-type'] === 'application/json';
      if (!isTraces || this.mood === 'refuses') return void response.writeHead(400).end();
      this.take(request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes).toString() : bytes.toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"partialSuccess":{}}');
    });
  }

  static async start(): Promise<TestCollector> {
    const collector = new TestCollector();
    await new Promise<void>((resolve) => collector.server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Waits for a span. @throws {Error} when none such comes in 30 s */
  async span(isIt: (span: ReceivedSpan) => boolean): Promise<ReceivedSpan> {
    for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const found = this.spans.find(isIt);
      if (found) return found;
    }
    throw new Error(`no such span among ${this.spans.map(({ name }) => name).join(', ')}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(text: string): void {
    this.said += text;
    const { resourceSpans } = JSON.parse(text) as Export;
    for (const { resource, scopeSpans } of resourceSpans)
      for (const { attributes = [], links = [], status, ...span } of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({
          ...span,
          service: String(valuesOf(resource.attributes)['service.name']),
          attributes: valuesOf(attributes),
          links: links.map(({ traceId, spanId }) => ({ traceId, spanId })),
          status: status?.code ?? 0,
        });
  }
}

interface Attribute {
  readonly key: string;
  readonly value: { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean };
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}

interface SentSpan extends Omit<ReceivedSpan, 'service' | 'attributes' | 'links' | 'status'> {
  readonly attributes?: readonly Attribute[];
  readonly links?: ReceivedSpan['links'];
  readonly status?: { readonly code?: number };
}

const valuesOf = (attributes: readonly Attribute[]): ReceivedSpan['attributes'] =>
  Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      stringValue ?? (intValue === undefined ? (doubleValue ?? boolValue!) : Number(intValue)),
    ]),
  );
