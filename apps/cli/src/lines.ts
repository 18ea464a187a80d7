import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { EXIT, Exit } from './exit-codes.js';

/**
 * The lines of a text file, compressed (gzip) or not, without their ends. `onRead` is told how many bytes of the file lie behind.
 * @throws {Exit} when it is compressed and cut off or altered
 */
export async function* linesOf(path: string, onRead: (bytes: number) => void = () => undefined): AsyncGenerator<string> {
  const file = createReadStream(path);
  // An error of the one is the other's too; it ends the loop below.
  const bytes = (await isCompressed(path)) ? pipeline(file, createGunzip({ chunkSize: 262_144 }), () => undefined) : file;
  const decoder = new TextDecoder();
  let rest = '';
  let line = 0;
  try {
    for await (const chunk of bytes) {
      const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
      rest = parts.pop()!;
      for (const part of parts) {
        line += 1;
        yield part.endsWith('\r') ? part.slice(0, -1) : part;
      }
      onRead(file.bytesRead);
    }
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('Z_')) throw error;
    throw new Exit(EXIT.usage, `${path}, après la ligne ${line} : le fichier compressé est tronqué ou altéré.`);
  } finally {
    file.destroy();
  }
  if (rest !== '') yield rest;
}

/** The beginning of the first line: no more is read than a first piece, whatever the file holds. */
export async function beginningOf(path: string): Promise<string> {
  const file = createReadStream(path, { end: 4_095 });
  const bytes = (await isCompressed(path)) ? pipeline(file, createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }), () => undefined) : file;
  for await (const chunk of bytes)
    return (chunk as Buffer)
      .toString('utf8')
      .split(/[\r\n]/, 1)[0]!
      .slice(0, 200);
  return '';
}

async function isCompressed(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
