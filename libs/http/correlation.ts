import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Where the caller stands in a trace of its own. Identifiers in lower-case hex, of 16 and of 8 bytes. */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  /** Whether the caller keeps this trace. */
  readonly sampled: boolean;
}

type Headers = Pick<FastifyRequest, 'headers'>;

const SAFE = /^[A-Za-z0-9._:-]{1,128}$/;
// W3C Trace Context, 3.2: zeros and the version ff are nobody's.
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ids = new WeakMap<object, string>();

/** The caller's traceparent (W3C Trace Context); undefined when there is none, or none that can be used. */
export function traceParentOf({ headers }: Headers): TraceParent | undefined {
  if (headers.traceparent === undefined) return undefined;
  const [, version, traceId, spanId, flags, more] = TRACEPARENT.exec(String(headers.traceparent)) ?? [];
  // Only a later version may say more than we know.
  if (!traceId || !spanId || !flags || (version === '00' && more)) return undefined;
  return { traceId, spanId, sampled: (parseInt(flags, 16) & 1) === 1 };
}

/**
 * What ties a request to the events and log lines it led to: the caller's X-Correlation-Id, else the trace of its traceparent, else a new
 * UUID. One that is not plain letters and digits is replaced: it ends in logs.
 */
export function correlationIdOf(request: Headers): string {
  const known = ids.get(request.headers);
  if (known) return known;
  const id = newCorrelationId(request);
  ids.set(request.headers, id);
  return id;
}

/** The same, for who asks but once: without either header, it is another one each time. */
export function newCorrelationId(request: Headers): string {
  const given = request.headers['x-correlation-id'];
  if (typeof given === 'string' && SAFE.test(given)) return given;
  const trace = traceParentOf(request)?.traceId;
  return trace?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') ?? randomUUID();
}
