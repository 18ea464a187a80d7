import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LinkOutcome } from '@app/timeline';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/** What asking an address gave. */
export interface Answer {
  readonly outcome: LinkOutcome;
  /** Status of the last answer; null when there was none. */
  readonly status: number | null;
  /** What was in the way, when it failed without an answer: `ENOTFOUND`, `TIMEOUT`, `FORBIDDEN_ADDRESS`… */
  readonly fault: string | null;
}

export interface ProbeOptions {
  /** Also addresses of private networks and of this machine. */
  readonly privateToo: boolean;
  readonly contact?: string;
  /** Milliseconds for one request. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

const MOST_REDIRECTS = 5;
const PATIENCE = 15_000;
/** Asked to come in otherwise, or not so often, or not by a program. */
const GUARDED = new Set([401, 402, 403, 407, 429, 451]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Asks whether there still is something at an address: its head, then, where that is not answered well, its beginning. Never throws for what it finds. */
export async function probe(address: string, options: ProbeOptions): Promise<Answer> {
  const head = await follow(address, 'HEAD', options);
  // Many servers answer HEAD with whatever comes to them.
  return head.outcome === 'alive' || head.fault === FORBIDDEN ? head : follow(address, 'GET', options);
}

const FORBIDDEN = 'FORBIDDEN_ADDRESS';

async function follow(address: string, method: string, options: ProbeOptions): Promise<Answer> {
  let next = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    options.signal?.throwIfAborted();
    let answer: { status: number; location: string | undefined };
    try {
      answer = await ask(new URL(next), method, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      return failed(null, faultOf(error));
    }
    const { status, location } = answer;
    if (!REDIRECTS.has(status) || location === undefined) {
      if (status >= 200 && status < 400) return { outcome: 'alive', status, fault: null };
      return GUARDED.has(status) ? { outcome: 'guarded', status, fault: null } : failed(status, null);
    }
    if (!URL.canParse(location, next)) return failed(status, 'LOCATION_MALFORMED');
    next = new URL(location, next).href;
  }
  return failed(null, 'TOO_MANY_REDIRECTS');
}

const failed = (status: number | null, fault: string | null): Answer => ({ outcome: 'failed', status, fault });

/** One request. The server is looked at once its name is resolved, and again at each redirect: a name may be that of a machine of ours. */
function ask(url: URL, method: string, { privateToo, contact, patience = PATIENCE, signal }: ProbeOptions) {
  return new Promise<{ status: number; location: string | undefined }>((resolve, reject) => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return reject(coded(FORBIDDEN));
    const isSecure = url.protocol === 'https:';
    const filter = { allowPrivateIPAddress: privateToo, keepAlive: false };
    const sending = (isSecure ? httpsRequest : httpRequest)(url, {
      method,
      agent: isSecure ? new RequestFilteringHttpsAgent(filter) : new RequestFilteringHttpAgent(filter),
      headers: { 'user-agent': `Palimpseste-link-watch/1${contact === undefined ? '' : ` (+${contact})`}`, accept: '*/*' },
      signal,
    });
    const late = setTimeout(() => sending.destroy(coded('TIMEOUT')), patience);
    sending.once('close', () => clearTimeout(late));
    sending.once('error', reject);
    sending.once('response', (response: IncomingMessage) => {
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
      // Its body is nobody's business.
      sending.destroy();
    });
    sending.end();
  });
}

const coded = (code: string) => Object.assign(new Error(code), { code });

function faultOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  if (/is not allowed\. Because/.test(message ?? '')) return FORBIDDEN;
  return code ?? 'UNREADABLE';
}
