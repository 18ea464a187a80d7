import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFolder, sendFile } from './folder.js';

const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Serves the built web application. An address that is no file is a page of it; below /api, /ogc and /health it is unknown.
 * Files of `assets/` carry their hash in their name and never change.
 * @throws {Error} when the folder holds no index.html: the application was not built
 */
export async function serveWebApplication(server: FastifyInstance, root: string): Promise<void> {
  const folder = await readFolder(root).catch(() => new Map() as Awaited<ReturnType<typeof readFolder>>);
  const page = folder.get('index.html');
  if (!page) throw new Error('the web application is not built: its folder has no index.html');
  server.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: (request: FastifyRequest, reply: FastifyReply) => {
      const path = (request.params as { '*': string })['*'];
      if (/^(api|ogc|health)(\/|$)/.test(path)) return reply.callNotFound();
      const file = folder.get(path);
      if (file) return sendFile(request, reply, file, path.startsWith('assets/') ? FOR_EVER : 'no-cache');
      return path.split('/').at(-1)!.includes('.') ? reply.callNotFound() : sendFile(request, reply, page, 'no-cache');
    },
  });
}
