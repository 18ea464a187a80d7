import { Problem } from '@app/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

const UPLOAD = /\/captures\/?$/;

/** The body of an upload is a document, handed on as it comes in; any other body that is no JSON is answered 415. */
export function passUploadsOn(server: FastifyInstance): void {
  server.addContentTypeParser('*', (request, payload, done) => {
    if (request.method === 'POST' && UPLOAD.test(request.routeOptions.url ?? '')) done(null, payload);
    else done(new Problem(415, 'MEDIA_TYPE_UNSUPPORTED', {}, [], { 'accept-post': 'application/json' }));
  });
}

/**
 * The body of an upload. Whoever stops reading it leaves the connection open, so that the sender hears why.
 * @throws {Problem} 400 when there is none
 */
export function bodyOf(request: FastifyRequest): Readable {
  const { body } = request as { body?: unknown };
  if (!(body instanceof Readable)) throw new Problem(400, 'CAPTURE_EMPTY');
  return Readable.from(body.iterator({ destroyOnReturn: false }));
}
