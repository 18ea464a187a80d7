import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

export interface StreamedEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

export const HEARTBEAT_MILLISECONDS = 15_000;
const PATIENCE_MILLISECONDS = 30_000;

/** Server-sent events (WHATWG HTML, 9.2) on a raw response: waits for a slow reader, up to a point, and stops with the signal. */
export class EventStream {
  private readonly heartbeat: NodeJS.Timeout;

  constructor(
    private readonly response: ServerResponse,
    private readonly signal: AbortSignal,
    headers: Readonly<Record<string, string>>,
    private readonly patience = PATIENCE_MILLISECONDS,
  ) {
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write('retry: 1000\n\n');
    this.heartbeat = setInterval(() => response.write(': ici\n\n'), HEARTBEAT_MILLISECONDS);
    signal.addEventListener('abort', () => this.end(), { once: true });
  }

  async send({ id, event, data }: StreamedEvent): Promise<void> {
    if (this.signal.aborted) return;
    // JSON holds no line break, so that one data line is enough.
    const text = `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    if (this.response.write(text)) return;
    // One event at a time waits for who reads slowly, and not for ever.
    const tired = AbortSignal.timeout(this.patience);
    await once(this.response, 'drain', { signal: AbortSignal.any([this.signal, tired]) }).catch(() => {
      if (tired.aborted) this.response.destroy();
    });
  }

  end(): void {
    clearInterval(this.heartbeat);
    this.response.end();
  }
}
