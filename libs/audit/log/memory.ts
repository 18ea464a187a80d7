import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseCheckpoint } from '../notes/checkpoint.js';
import { parseNote } from '../notes/signed-note.js';

/** Where the last signed checkpoint is remembered, away from the database: what was put back from an older backup is told by it. */
export interface CheckpointMemory {
  /** The signed note; undefined when none was remembered. */
  last(): Promise<string | undefined>;
  remember(note: string): Promise<void>;
}

/** In a file, replaced as a whole: after a crash it holds the note before or the note after. It only grows: a worker that comes late changes nothing. */
export class FileMemory implements CheckpointMemory {
  constructor(private readonly path: string) {}

  async last(): Promise<string | undefined> {
    return readFile(this.path, 'utf8').catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  }

  async remember(note: string): Promise<void> {
    const last = await this.last();
    if (last !== undefined && sizeOf(last) >= sizeOf(note)) return;
    await mkdir(dirname(this.path), { recursive: true });
    const draft = `${this.path}.${randomUUID()}.new`;
    const file = await open(draft, 'w', 0o644);
    try {
      await file.writeFile(note);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.path);
  }
}

const sizeOf = (note: string): number => parseCheckpoint(parseNote(note).text).size;
