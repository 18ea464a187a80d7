import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { ByteSource } from '../file/stored-archive.js';
import type { FileCryptography } from '../file/verify-file.js';
import { nodeCryptography } from './cryptography.js';

/** OpenSSL, through Node. */
export const nodeFileCryptography: FileCryptography = {
  ...nodeCryptography,
  async hashOf(pieces) {
    const hash = createHash('sha256');
    for await (const piece of pieces) hash.update(piece);
    return new Uint8Array(hash.digest());
  },
};

/** Lets a file be read here and there while `work` runs. */
export async function withFile<Result>(path: string, work: (source: ByteSource) => Promise<Result>): Promise<Result> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return await work({ size, read: (start, end) => readPart(file, start, end - start) });
  } finally {
    await file.close();
  }
}

async function readPart(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let read = 0; read < length;) {
    const { bytesRead } = await file.read(bytes, read, length - read, start + read);
    if (bytesRead === 0) throw new Error('the file became shorter while it was read');
    read += bytesRead;
  }
  return bytes;
}
