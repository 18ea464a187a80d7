import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf, isInsider, languageOf } from '@app/http';
import { Revealing, type Privacy } from '@app/privacy';
import type { OnRows } from '@app/projecting';

/** Requests whose answer tells something personal. */
const personal = new WeakSet<object>();

/** Tells what is personal in the rows of a request to who may know it, and hides it from all others. */
export function revealed(privacy: Privacy | undefined): OnRows {
  const revealing = privacy?.revealing ?? new Revealing();
  return async (rows, request) => {
    // What no request asked for is read by nobody.
    const inside = request !== undefined && isInsider(callerOf(request));
    const language = request === undefined ? 'fr' : languageOf(request as FastifyRequest);
    if ((await revealing.reveal(rows, { inside, language })) && request) personal.add(request);
  };
}

/** What tells something personal is kept nowhere: a copy would outlive an erasure. */
export function keepNothingPersonal(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (personal.has(request)) {
      void reply.header('cache-control', 'private, no-store');
      reply.removeHeader('etag');
      reply.removeHeader('last-modified');
    }
    done(null, payload);
  });
}

/** Whether the answer to a request tells something personal, as far as it was read. */
export const tellsPersonal = (request: object): boolean => personal.has(request);
