import type { FastifyReply, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { etagOf, isHeld } from '@app/http';

const compress = promisify(gzip);

/** Sends a note or a key, as text, with its ETag. */
export function sendNote(request: FastifyRequest, reply: FastifyReply, text: string, cacheControl: string): void {
  send(request, reply, Buffer.from(text), 'text/plain; charset=utf-8', cacheControl);
}

/** Sends a tile or a bundle; entries are text and are compressed for whoever takes that. */
export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Uint8Array,
  cacheControl: string,
  compressible: boolean,
): Promise<void> {
  const content = Buffer.from(bytes);
  if (!compressible) return send(request, reply, content, 'application/octet-stream', cacheControl);
  void reply.header('vary', 'Accept-Encoding');
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(String(request.headers['accept-encoding'] ?? '')))
    return send(request, reply, content, 'application/octet-stream', cacheControl);
  void reply.header('content-encoding', 'gzip');
  send(request, reply, await compress(content), 'application/octet-stream', cacheControl);
}

function send(request: FastifyRequest, reply: FastifyReply, content: Buffer, contentType: string, cacheControl: string): void {
  const etag = etagOf(content);
  void reply.headers({ etag, 'cache-control': cacheControl });
  if (isHeld(request, etag)) void reply.status(304).send();
  else void reply.header('content-type', contentType).send(content);
}
