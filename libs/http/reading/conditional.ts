import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Strong: the same bytes, the same tag. */
export const etagOf = (content: string | Uint8Array): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;

/** True when the caller's If-None-Match (RFC 9110) names this tag. */
export function isHeld(request: Pick<FastifyRequest, 'headers'>, etag: string): boolean {
  const held = String(request.headers['if-none-match'] ?? '');
  return held.trim() === '*' || held.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** What an answer varies by, beside what was already said of it: who asks, and in which language. */
export const varyOf = (reply: Pick<FastifyReply, 'getHeader'>): string =>
  [reply.getHeader('vary'), 'Authorization, Accept-Language'].filter((part) => part !== undefined).join(', ');

/** Sends JSON with its ETag, or 304 when the caller holds it. */
export function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  cacheControl: string,
  contentType = 'application/json; charset=utf-8',
): void {
  sendText(request, reply, JSON.stringify(payload), cacheControl, contentType);
}

/** Sends a text with its ETag, or 304 when the caller holds it. */
export function sendText(request: FastifyRequest, reply: FastifyReply, content: string, cacheControl: string, contentType: string): void {
  const etag = etagOf(content);
  void reply.headers({ etag, 'cache-control': cacheControl, vary: varyOf(reply) });
  if (isHeld(request, etag)) void reply.status(304).send();
  else void reply.header('content-type', contentType).send(Buffer.from(content));
}
