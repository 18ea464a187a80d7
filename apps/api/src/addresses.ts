import { nearest, Problem, trimmed, type FieldProblem } from '@app/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

interface Route {
  readonly method: string;
  /** `sites.:format` has a pattern of its own, `sites` is literal. */
  readonly parts: readonly { readonly text: string; readonly pattern: RegExp; readonly isLiteral: boolean }[];
}

const OURS = /^\/(api|health|ogc|catalog)(\/|$)/;

/** The address of the web application that takes whatever no other takes. */
const PAGES = '/*';

/**
 * Answers where an address of the interface does not exist: 405 with the methods there are when it exists under another one (RFC 9110 §15.5.6),
 * else 404 with the part that is not known and the nearest that is. To be installed before the routes are. The page's own addresses are none of
 * these: it takes any.
 */
export function refuseUnknownAddresses(
  server: FastifyInstance,
  refuse: (problem: Problem, request: FastifyRequest, reply: FastifyReply) => void,
): void {
  const routes: Route[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    if (!OURS.test(url) || url.includes('*')) return;
    const parts = partsOf(url).map((text) => ({ text, pattern: patternOf(text), isLiteral: !text.includes(':') }));
    for (const name of [method].flat()) routes.push({ method: name.toUpperCase(), parts });
  });
  server.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?')[0]!;
    if (!OURS.test(path) || !(request.is404 || request.routeOptions.url === PAGES)) return done();
    const parts = partsOf(path);
    const allowed = [...new Set(routes.filter((route) => isAt(route, parts)).map(({ method }) => method))].sort();
    if (allowed.length === 0) return refuse(unknownAddress(routes, request.method, parts), request, reply);
    refuse(new Problem(405, 'METHOD_NOT_ALLOWED', { method: request.method, allowed }, [], { allow: allowed.join(', ') }), request, reply);
  });
}

/** A slash at the end is not told apart. */
const partsOf = (path: string): string[] => path.replace(/\/$/, '').split('/').slice(1);

const patternOf = (part: string): RegExp => new RegExp(`^${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:.+/, '.+')}$`);

const begins = (route: Route, parts: readonly string[]): boolean => parts.every((part, index) => route.parts[index]?.pattern.test(part));

const isAt = (route: Route, parts: readonly string[]): boolean => route.parts.length === parts.length && begins(route, parts);

function unknownAddress(routes: readonly Route[], asked: string, parts: readonly string[]): Problem {
  const sameMethod = routes.filter(({ method }) => method === (asked === 'HEAD' ? 'GET' : asked));
  const at = parts.findIndex((_, index) => !sameMethod.some((route) => begins(route, parts.slice(0, index + 1))));
  // Nothing is wrong but that the address goes on.
  if (at < 0) return new Problem(404, 'ROUTE_UNKNOWN');
  const before = parts.slice(0, at);
  const known = sameMethod.filter((route) => begins(route, before)).flatMap(({ parts: of }) => (of[at]?.isLiteral ? of[at].text : []));
  return new Problem(404, 'ROUTE_UNKNOWN', {}, [unknownPart(parts[at]!, before, nearest(parts[at]!, known))]);
}

function unknownPart(value: string, before: readonly string[], guess: string | undefined): FieldProblem {
  const [said, base] = [trimmed(value), ['', ...before].join('/')];
  const address = guess === undefined ? undefined : trimmed(`${base}/${guess}`);
  return {
    field: 'path',
    value,
    says: {
      fr: {
        message: `« ${said} » n’est pas connu à cet endroit de l’adresse.`,
        remedy: `${address ? `Vouliez-vous dire « ${address} » ? ` : ''}La liste des adresses est à /api/docs.`,
      },
      en: {
        message: `"${said}" is not known at this place of the address.`,
        remedy: `${address ? `Did you mean "${address}"? ` : ''}The addresses are listed at /api/docs.`,
      },
    },
  };
}
