import { Problem } from '@app/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers 405, with the methods there are (RFC 9110 §15.5.6), where an address of the interface exists under another method. To be installed
 * before the routes are. The page's own addresses stay 404: it takes any.
 */
export function refuseOtherMethods(
  server: FastifyInstance,
  refuse: (problem: Problem, request: FastifyRequest, reply: FastifyReply) => void,
): void {
  const routes: { readonly method: string; readonly pattern: RegExp }[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    if (!/^\/(api|health|ogc|catalog)\b/.test(url) || url.includes('*')) return;
    const pattern = patternOf(url);
    for (const name of [method].flat()) routes.push({ method: name.toUpperCase(), pattern });
  });
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?')[0]!;
    const allowed = [...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
    if (allowed.length === 0) return done();
    refuse(new Problem(405, 'METHOD_NOT_ALLOWED', { method: request.method, allowed }, [], { allow: allowed.join(', ') }), request, reply);
  });
}

const patternOf = (url: string): RegExp => new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}/?$`);
