import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';

/** What a route of the bare server gives, to whoever does not hold it. */
export interface Bare {
  readonly path: string;
  /** In base64, for it comes as a message. */
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

// A program of its own, as the api is: one route, bytes that are there already, and nothing else. Told what by its parent; tells its port.
process.once('message', (routes: readonly Bare[]) => {
  const server = Fastify();
  for (const { path, body, type, etag } of routes) {
    const bytes = Buffer.from(body, 'base64');
    server.get(path, (request, reply) => {
      void reply.header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.header('content-type', type).send(bytes);
    });
  }
  void server.listen({ port: 0, host: '127.0.0.1' }).then(() => process.send!((server.server.address() as AddressInfo).port));
});
process.once('disconnect', () => process.exit());
