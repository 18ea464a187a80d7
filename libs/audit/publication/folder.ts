import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Publishable, Sink } from './sink.js';

/**
 * A folder: another machine's, or that of an object store mounted with a lock on its objects. Each checkpoint is a file of its own, never written
 * again; `checkpoint` is the newest.
 */
export class FolderSink implements Sink {
  readonly name: string;

  constructor(private readonly folder: string) {
    this.name = `folder ${folder}`;
  }

  async publish({ size, note }: Publishable): Promise<readonly string[]> {
    await mkdir(this.folder, { recursive: true });
    const file = join(this.folder, `checkpoint-${String(size).padStart(16, '0')}`);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) await this.write(file, note);
    await this.write(join(this.folder, 'checkpoint'), note);
    return [];
  }

  async last(): Promise<string | undefined> {
    return readFile(join(this.folder, 'checkpoint'), 'utf8').catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  }

  /** As a whole or not at all. */
  private async write(path: string, text: string): Promise<void> {
    const draft = `${path}.${randomUUID()}.new`;
    const file = await open(draft, 'wx', 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  }
}
