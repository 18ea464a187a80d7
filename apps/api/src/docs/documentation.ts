import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFolder, sendFile, type Folder } from '../web/folder.js';
import { openApiOf } from './openapi.js';

const NAMES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** `/api/openapi.json`, and a page to try it at `/api/docs` that loads nothing from elsewhere. */
export async function serveDocumentation(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const files = await readFolder(join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/package.json')), 'static'));
  const kept: Folder = new Map([...files].filter(([name]) => NAMES.includes(name)));
  let document: { type: string; etag: string; content: Buffer } | undefined;
  server.get('/api/openapi.json', (request: FastifyRequest, reply: FastifyReply) => {
    document ??= stored(JSON.stringify(openApiOf(app), null, 1));
    return sendFile(request, reply, document, 'no-cache');
  });
  server.get('/api/docs', (_: FastifyRequest, reply: FastifyReply) =>
    reply
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY, 'cache-control': 'no-cache' })
      .send(PAGE),
  );
  server.get('/api/docs/:name', (request: FastifyRequest, reply: FastifyReply) => {
    const file = kept.get((request.params as { name: string }).name);
    return file ? sendFile(request, reply, file, 'public, max-age=86400') : reply.callNotFound();
  });
}

function stored(text: string) {
  const content = Buffer.from(text);
  return {
    type: 'application/json; charset=utf-8',
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`,
    content,
  };
}

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#page', deepLinking: true, validatorUrl: null, docExpansion: 'none', filter: true });`;

const PAGE = `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Palimpseste : l’API</title>
<link rel="icon" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<main id="page"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script>${START}</script>
</body>
</html>
`;

/** Only this page's own script runs; the bundle styles its elements and draws its icons inline. */
const POLICY = [
  "default-src 'self'",
  `script-src 'self' 'sha256-${createHash('sha256').update(START).digest('base64')}'`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
