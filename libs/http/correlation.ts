import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const SAFE = /^[A-Za-z0-9._:-]{1,128}$/;
const ids = new WeakMap<object, string>();

/**
 * What ties a request to the events and log lines it led to: the caller's X-Correlation-Id, else the trace of its traceparent
 * (W3C Trace Context), else a new UUID. One that is not plain letters and digits is replaced: it ends in logs.
 */
export function correlationIdOf(request: Pick<FastifyRequest, 'headers'>): string {
  const known = ids.get(request.headers);
  if (known) return known;
  const given = String(request.headers['x-correlation-id'] ?? '');
  const trace = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-/.exec(String(request.headers.traceparent ?? ''))?.[1];
  const id = SAFE.test(given) ? given : (trace?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') ?? randomUUID());
  ids.set(request.headers, id);
  return id;
}
