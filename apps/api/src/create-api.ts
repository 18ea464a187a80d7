import type { Socket } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { installLog } from '@app/audit';
import { MAX_BODY_BYTES, Problem, ProblemFilter, problemText, readJsonBody, Tokens } from '@app/http';
import { PostgresJobs } from '@app/jobs';
import { installLinks, productJobs } from '@app/operations';
import { Beside, ServedReadModels } from '@app/projecting';
import { installTrail } from '@app/trail';
import { refuseUnknownAddresses } from './addresses.js';
import { Answers } from './answers/answers.js';
import { ApiModule } from './api.module.js';
import { passUploadsOn } from './captures/upload-body.js';
import type { ApiConfig } from './config.js';
import { serveDocumentation } from './docs/documentation.js';
import { addResponseHeaders, commonHeaders, policyOf } from './headers.js';
import { shedLoad } from './load.js';
import { keepNothingPersonal } from './privacy/revealed.js';
import { trailAnswers, Trailing } from './trail/trailing.js';
import { serveWebApplication } from './web/web-application.js';

const MOST_OF_AN_ADDRESS = 8_192;

/**
 * The HTTP interface, ready to listen: `await app.listen(port, host)`, `await app.close()`.
 * Closing ends its replays and leaves the stores, which are the caller's, open.
 * @throws {Error} when PostgreSQL cannot be read, or the secret is too short
 */
export async function createApi(config: ApiConfig): Promise<NestFastifyApplication> {
  await new Tokens(config.readModels).install();
  await new PostgresJobs(config.readModels, productJobs).install();
  await installLinks(config.readModels);
  await installLog(config.readModels);
  await installTrail(config.readModels);
  // eslint-disable-next-line prefer-const -- the adapter is made before the module that holds the filter
  let filter: ProblemFilter | undefined;
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 200, querystringParser: parametersOf },
    requestTimeout: 30_000,
    // A client that holds a connection open must not hold up the end of the program.
    forceCloseConnections: true,
    return503OnClosing: false,
    clientErrorHandler: refuseConnection,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => answerWith(filter!, error, request, reply),
  } as ConstructorParameters<typeof FastifyAdapter>[0]);
  const server = adapter.getInstance() as unknown as FastifyInstance;
  await shedLoad(server, config.limits ?? {}, config.observer, (request, reply) => answerWith(filter!, overloaded(), request, reply));
  readBodies(server);
  refuseUnknownAddresses(server, (problem, request, reply) => answerWith(filter!, problem, request, reply));
  addResponseHeaders(server);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(config), adapter, {
    bodyParser: false,
    logger: config.logger ?? ['warn', 'error'],
    abortOnError: false,
  });
  filter = app.get(ProblemFilter);
  const beside = new Beside(config.readModels);
  server.addHook('onClose', () => beside.close());
  const readModels = app.get(ServedReadModels, { strict: false });
  const answers = new Answers(readModels, beside, config.publicUrl === undefined, config.answers, config.observer);
  answers.install(server);
  keepNothingPersonal(server);
  const trailing = app.get(Trailing, { strict: false });
  trailAnswers(server, trailing, (error, request, reply) => problemInstead(filter!, error, request, reply));
  await serveDocumentation(app);
  // People and programs end the address of the layers with a slash or not.
  server.get('/ogc/', (request, reply) => reply.redirect(`/ogc${request.url.slice('/ogc/'.length)}`, 308));
  if (config.webRoot !== undefined) await serveWebApplication(server, config.webRoot);
  await app.init();
  answers.installAhead(server.server);
  return app;
}

/** Busy with others: nothing of the request was looked at. */
const overloaded = () => new Problem(503, 'OVERLOADED', {}, [], { 'retry-after': '2' });

/** Bytes that are no UTF-8 become U+FFFD, which no parameter takes. Given twice, a parameter is a list. */
function parametersOf(query: string): Record<string, string | string[]> {
  const parameters = Object.create(null) as Record<string, string | string[]>;
  for (const [name, value] of new URLSearchParams(query)) {
    const held = parameters[name];
    parameters[name] = held === undefined ? value : [held, value].flat();
  }
  return parameters;
}

/** JSON, and documents where documents are taken: any other media type is answered 415. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  passUploadsOn(server);
  server.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json(?:;|$)/i,
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (_, bytes, done) => {
      try {
        done(null, readJsonBody(bytes as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** What is not HTTP gets the shortest of problems, and no more of the connection. */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = `{"type":"urn:palimpseste:problem:request-malformed","title":"Demande mal formée","status":${status.slice(0, 3)},"detail":"La demande ne respecte pas le protocole HTTP.","code":"REQUEST_MALFORMED","errors":[],"instance":"/"}`;
  const headers = `Content-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nX-Content-Type-Options: nosniff\r\nConnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`);
}

/** A problem in the place of an answer that was about to leave: nothing of that answer goes out. */
function problemInstead(filter: ProblemFilter, error: Error, request: FastifyRequest, reply: FastifyReply): Buffer {
  for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
  const { document, headers } = filter.documentOf(error, { url: request.url.slice(0, MOST_OF_AN_ADDRESS), headers: request.headers });
  const content = Buffer.from(problemText(document));
  void reply.status(document.status).headers({
    ...commonHeaders(request),
    ...headers,
    'content-security-policy': policyOf('application/problem+json'),
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': content.length,
  });
  return content;
}

function answerWith(filter: ProblemFilter, error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { document, headers } = filter.documentOf(error, { url: request.url.slice(0, MOST_OF_AN_ADDRESS), headers: request.headers });
  void reply
    .status(document.status)
    .headers({ ...commonHeaders(request), ...headers, 'content-security-policy': policyOf('application/problem+json') })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(Buffer.from(problemText(document)));
}
