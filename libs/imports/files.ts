import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_FILE_BYTES } from './decode.js';
import type { NamedFile } from './load.js';

/**
 * Reads data files from disk. A folder stands for its `.yaml`, `.yml` and `.jsonl` files, by name.
 * A file that is too large is not read whole: one byte more than the limit is enough to refuse it.
 * @throws {Error} of the file system when a path does not exist or cannot be read
 */
export async function readDataFiles(paths: readonly string[]): Promise<NamedFile[]> {
  const files: NamedFile[] = [];
  for (const path of paths) {
    for (const name of await dataFilesAt(path)) {
      files.push({ name, content: await upToLimit(name) });
    }
  }
  return files;
}

async function upToLimit(name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(name, { end: MAX_FILE_BYTES })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function dataFilesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => /\.(ya?ml|jsonl)$/i.test(name))
    .sort()
    .map((name) => join(path, name));
}
