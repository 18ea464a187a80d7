import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isHeld, newCorrelationId, stamped, traceParentOf } from '@app/http';
import { headersOfAll, policyOf } from '../headers.js';
import type { LoadObserver } from '../load.js';
import type { KeptAnswer } from './kept-answers.js';

/** The answer that a question may be given, or a promise of it where somebody has to look first; undefined when it has to go the way of all. */
export type FindKept = (message: IncomingMessage) => KeptAnswer | Promise<KeptAnswer | undefined> | undefined;

/** What nginx calls it: nobody was there any more to be answered. */
const CLIENT_GONE = 499;

/**
 * Gives kept answers before anything of the framework runs: what Fastify does to a request costs as much again as the answer. The headers are those
 * that it would have had, and whoever counts requests is told of it.
 */
export function installAhead(http: Server, find: FindKept, observer?: LoadObserver): void {
  const handlers = http.listeners('request') as ((message: IncomingMessage, response: ServerResponse) => void)[];
  http.removeAllListeners('request');
  http.on('request', (message, response) => {
    const since = performance.now();
    const answer = (kept: KeptAnswer | undefined) => {
      if (kept) give(message, response, kept, observer, since);
      else for (const handle of handlers) handle(message, response);
    };
    const found = find(message);
    if (!(found instanceof Promise)) return answer(found);
    void found.then((kept) => {
      // The framework waits for the end of what it is given: this is over already.
      if (response.destroyed || message.socket.destroyed) gone(message, observer, since);
      else answer(kept);
    });
  });
}

function gone(message: IncomingMessage, observer: LoadObserver | undefined, since: number): void {
  const seen = { method: message.method!, route: undefined, correlationId: newCorrelationId(message), caller: traceParentOf(message) };
  observer?.began(seen).ended(CLIENT_GONE, (performance.now() - since) / 1_000);
}

function give(
  message: IncomingMessage,
  response: ServerResponse,
  kept: KeptAnswer,
  observer: LoadObserver | undefined,
  since: number,
): void {
  const correlationId = newCorrelationId(message);
  const method = message.method!;
  const underWay = observer?.began({ method, route: kept.route, correlationId, caller: traceParentOf(message) });
  const { body, tag, stampedAt } = kept.answer;
  const status = isHeld(message, tag) ? 304 : 200;
  const { whole, held } = linesOf(kept, message.url!);
  response.writeHead(status, [...(status === 304 ? held : whole), 'x-correlation-id', correlationId]);
  if (status === 304 || method === 'HEAD') response.end();
  else response.end(stampedAt === undefined ? body : stamped(body, stampedAt));
  underWay?.ended(status, (performance.now() - since) / 1_000);
}

/** Names and values in turn, as Node takes them, without what is of one request alone. */
interface Lines {
  readonly whole: readonly string[];
  /** For who holds the answer already. */
  readonly held: readonly string[];
}

const made = new WeakMap<KeptAnswer, Lines>();

function linesOf(kept: KeptAnswer, url: string): Lines {
  const known = made.get(kept);
  if (known) return known;
  const { contentType, body } = kept.answer;
  const common = { ...headersOfAll(url), ...kept.headers };
  const held = { ...common, 'content-security-policy': policyOf(undefined) };
  const whole = {
    ...common,
    'content-type': contentType,
    'content-security-policy': policyOf(contentType),
    'content-length': String(body.length),
  };
  const lines = { whole: Object.entries(whole).flat(), held: Object.entries(held).flat() };
  made.set(kept, lines);
  return lines;
}
