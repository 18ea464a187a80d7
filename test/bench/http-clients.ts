import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a request was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/**
 * Clients that ask a server one request after the other, each on a connection that it keeps, by so little code that what is measured is the
 * server. It reads answers that say their length, as ours do.
 */
export class HttpClients {
  private constructor(
    private readonly sockets: readonly Socket[],
    private readonly host: string,
  ) {}

  static async open(address: string, count: number): Promise<HttpClients> {
    const { hostname, port, host } = new URL(address);
    const sockets = Array.from({ length: count }, () => connect(Number(port), hostname).setNoDelay(true));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    return new HttpClients(sockets, host);
  }

  /** Every client asks its share of the paths, in turn; milliseconds of each answer. @throws {Error} when one has another status */
  async ask(paths: readonly string[], status: number, headers: Readonly<Record<string, string>> = {}): Promise<number[]> {
    const requests = paths.map((path) => this.request(path, headers));
    const spans: number[] = [];
    await Promise.all(
      this.sockets.map(async (socket, client) => {
        for (let next = client; next < requests.length; next += this.sockets.length) {
          const since = performance.now();
          const answer = await exchange(socket, requests[next]!);
          spans.push(performance.now() - since);
          if (answer.status !== status) throw new Error(`${paths[next]} was answered ${answer.status}: ${answer.body.toString()}`);
        }
      }),
    );
    return spans;
  }

  one(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    return exchange(this.sockets[0]!, this.request(path, headers));
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private request(path: string, headers: Readonly<Record<string, string>>): string {
    const lines = Object.entries({ host: this.host, accept: 'application/json', ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  }
}

const END = '\r\n\r\n';

function exchange(socket: Socket, request: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let held: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const end = held.indexOf(END);
      if (end < 0) return;
      const [first, ...lines] = held.toString('latin1', 0, end).split('\r\n');
      const status = Number(first!.split(' ')[1]);
      const headers = new Map(
        lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
      );
      const length = status === 304 ? 0 : Number(headers.get('content-length'));
      if (Number.isNaN(length)) return done(() => reject(new Error('an answer without a length')));
      const body = held.subarray(end + END.length);
      if (body.length >= length) done(() => resolve({ status, headers, body }));
    };
    const onEnd = () => done(() => reject(new Error('the server closed the connection')));
    const done = (answer: () => void) => {
      socket.off('data', onData).off('close', onEnd);
      answer();
    };
    socket.on('data', onData).on('close', onEnd);
    socket.write(request);
  });
}
