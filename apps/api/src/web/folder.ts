import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface StoredFile {
  readonly type: string;
  readonly etag: string;
  readonly content: Buffer;
}

/** Files of a folder by their address, read once: an address that is not in the table reaches no disk. */
export type Folder = ReadonlyMap<string, StoredFile>;

/** Reads a folder and those below it, links and hidden files left out. `index.html` is named so, never by its folder. */
export async function readFolder(root: string): Promise<Folder> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const content = await readFile(path);
        const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
        const type = TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
        return [relative(root, path).split(sep).join('/'), { type, etag, content }] as const;
      }),
    ),
  );
}

/** Answers with a file: 304 when the caller has it already. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, etag, content }: StoredFile,
  cacheControl: string,
): FastifyReply {
  void reply.headers({ 'content-type': type, etag, 'cache-control': cacheControl });
  const held = String(request.headers['if-none-match'] ?? '');
  return held.includes(etag) ? reply.status(304).send() : reply.send(content);
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};
