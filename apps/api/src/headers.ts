import type { FastifyInstance, FastifyRequest } from 'fastify';
import { correlationIdOf } from '@app/http';

/** The web application loads nothing from elsewhere and nobody may frame it; map tiles and workers are its own. */
const PAGE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Data is never a page: whatever markup it repeats has nothing to run in. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const READABLE_FROM_ANYWHERE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Link, Content-Language, Content-Crs, Content-Disposition, X-Correlation-Id',
};

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
};

/** Headers of every answer: nothing is sniffed, framed or referred, and each names the request it answers. */
export const commonHeaders = (request: Pick<FastifyRequest, 'headers'>): Record<string, string> => ({
  ...ALWAYS,
  'x-correlation-id': correlationIdOf(request),
});

/** Headers of every answer to a read at an address, but for the name of the request. */
export const headersOfAll = (url: string): Record<string, string> => ({ ...ALWAYS, ...(isData(url) && READABLE_FROM_ANYWHERE) });

const isData = (url: string): boolean => /^\/(api|ogc|catalog)\b/.test(url);

export const policyOf = (contentType: unknown): string => (String(contentType ?? '').startsWith('text/html') ? PAGE_POLICY : DATA_POLICY);

export function addResponseHeaders(server: Pick<FastifyInstance, 'addHook'>): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(commonHeaders(request));
    // Anybody's page may read what is public; a token is never sent by itself, so that this lends no rights.
    if (isData(request.url) && request.method !== 'POST') void reply.headers(READABLE_FROM_ANYWHERE);
    done();
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('content-security-policy'))
      void reply.header('content-security-policy', policyOf(reply.getHeader('content-type')));
    done();
  });
}
