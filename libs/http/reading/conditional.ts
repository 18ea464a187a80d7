import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { offer, type Keeping, type WholeAnswer } from './keeping.js';

/** Strong: the same bytes, the same tag. */
export const etagOf = (content: string | Uint8Array): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;

/** True when the caller's If-None-Match (RFC 9110) names this tag. */
export function isHeld(request: Pick<FastifyRequest, 'headers'>, etag: string): boolean {
  const held = request.headers['if-none-match'];
  if (held === undefined) return false;
  if (held === etag) return true;
  return held.trim() === '*' || held.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** What an answer varies by, beside what was already said of it: who asks, and in which language. */
export const varyOf = (reply: Pick<FastifyReply, 'getHeader'>): string =>
  [reply.getHeader('vary'), 'Authorization, Accept-Language'].filter((part) => part !== undefined).join(', ');

export interface Sending {
  readonly cacheControl: string;
  /** Default JSON. */
  readonly contentType?: string;
  /** How long it stays right; absent: nobody keeps it here. */
  readonly keeping?: Keeping;
}

/** Sends JSON with its ETag, or 304 when the caller holds it. */
export function sendJson(request: FastifyRequest, reply: FastifyReply, payload: unknown, sending: Sending): void {
  sendText(request, reply, JSON.stringify(payload), sending);
}

/** Sends a text with its ETag, or 304 when the caller holds it. */
export function sendText(request: FastifyRequest, reply: FastifyReply, content: string, sending: Sending): void {
  const { cacheControl, contentType = 'application/json; charset=utf-8', keeping } = sending;
  const tag = etagOf(content);
  void reply.headers({ etag: tag, 'cache-control': cacheControl, vary: varyOf(reply) });
  sendWhole(request, reply, { tag, contentType, body: Buffer.from(content) }, keeping);
}

/** Sends an answer whose headers are set, or 304 when the caller holds it. */
export function sendWhole(request: FastifyRequest, reply: FastifyReply, answer: WholeAnswer, keeping?: Keeping): void {
  offer(request, reply, answer, keeping);
  sendUnlessHeld(request, reply, answer);
}

/** The same, of one that is not to be kept: it was already, or is nobody's business. */
export function sendUnlessHeld(request: FastifyRequest, reply: FastifyReply, { tag, contentType, body, stampedAt }: WholeAnswer): void {
  if (isHeld(request, tag)) return void reply.status(304).send();
  void reply.header('content-type', contentType).send(stampedAt === undefined ? body : stamped(body, stampedAt));
}

/** A copy of an answer with the time of its sending. */
export function stamped(body: Buffer, at: number): Buffer {
  const copy = Buffer.from(body);
  copy.write(new Date().toISOString(), at, 'latin1');
  return copy;
}
