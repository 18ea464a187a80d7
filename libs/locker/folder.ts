import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { isSha256, NotKept, pathOf, type ByteRange, type KeptDocument, type Locker } from './port.js';

/** Files under a folder. A file gets its name once its bytes are on the disk: whatever happens meanwhile, no name stands for half a document. */
export class FolderLocker implements Locker {
  constructor(readonly place: string) {}

  async keep(sha256: string, file: string): Promise<void> {
    const target = this.fileOf(sha256);
    await makeFolder(dirname(target));
    const here = await this.broughtHere(file);
    await sync(here);
    // Also over what is there: the same bytes, or what has become of them since.
    await rename(here, target);
    await sync(dirname(target));
  }

  async find(sha256: string): Promise<KeptDocument | undefined> {
    const found = await stat(this.fileOf(sha256)).catch(absent);
    return found && { sha256, bytes: found.size, keptAt: found.mtime };
  }

  async read(sha256: string, range?: ByteRange): Promise<Readable> {
    // Opened before it is answered: a stream would tell too late that there is nothing.
    const handle = await open(this.fileOf(sha256)).catch(absent);
    if (!handle) throw new NotKept(sha256);
    return createReadStream('', { fd: handle, ...(range && { start: range.first, end: range.last }) });
  }

  async destroy(sha256: string): Promise<void> {
    const file = this.fileOf(sha256);
    await rm(file, { force: true });
    await sync(dirname(file)).catch(absent);
  }

  async *list(): AsyncIterable<KeptDocument> {
    for (const first of await names(this.place, /^[0-9a-f]{2}$/))
      for (const second of await names(join(this.place, first), /^[0-9a-f]{2}$/))
        for (const sha256 of (await names(join(this.place, first, second), /./)).filter(isSha256)) {
          const found = await this.find(sha256);
          if (found) yield found;
        }
  }

  close(): void {
    // Nothing is held between two calls.
  }

  private fileOf(sha256: string): string {
    return join(this.place, pathOf(sha256));
  }

  /** Only a file of the same disk can be renamed; another is copied first. */
  private async broughtHere(file: string): Promise<string> {
    const [own, theirs] = await Promise.all([stat(this.place), stat(file)]);
    if (own.dev === theirs.dev) return file;
    const copy = join(this.place, `.${randomUUID()}.part`);
    await copyFile(file, copy);
    await rm(file, { force: true });
    return copy;
  }
}

/** Makes a folder and those above it, and makes sure that they outlive a power cut. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await sync(dirname(made));
}

async function sync(path: string): Promise<void> {
  // Windows syncs no folder, and needs none.
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPERM') throw error;
  } finally {
    await handle.close();
  }
}

const names = async (folder: string, pattern: RegExp): Promise<string[]> =>
  ((await readdir(folder).catch(absent)) ?? []).filter((name) => pattern.test(name)).sort();

function absent(error: { code?: string }): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
  return undefined;
}
