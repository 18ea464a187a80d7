import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';

/** What a route of the bare server gives, to whoever does not hold it. */
export interface Bare {
  readonly path: string;
  /** In base64, for it comes as a message. */
  readonly body: string;
  readonly etag: string;
  /** All that the answer has, but for what the connection decides: they are bytes as well. */
  readonly headers: Readonly<Record<string, string>>;
}

// A program of its own, as the api is: one route, bytes that are there already, and nothing else. Told what by its parent; tells its port.
process.once('message', (routes: readonly Bare[]) => {
  const server = Fastify();
  for (const { path, body, etag, headers } of routes) {
    const bytes = Buffer.from(body, 'base64');
    server.get(path, (request, reply) => {
      void reply.headers(headers);
      return request.headers['if-none-match'] === etag ? reply.status(304).send() : reply.send(bytes);
    });
  }
  void server.listen({ port: 0, host: '127.0.0.1' }).then(() => process.send!((server.server.address() as AddressInfo).port));
});
process.once('disconnect', () => process.exit());
