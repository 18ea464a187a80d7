import { subjects } from '@app/domain';
import { described, loadFiles, readDataFiles, type LoadResult, type NamedFile } from '@app/imports';
import { waitFor } from '@app/projecting';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCommands } from './commands.js';
import type { System } from './system.js';

/** The dataset could not be loaded: its problems, line by line. */
export class DatasetRefused extends Error {
  constructor({ refused }: LoadResult) {
    super(refused.map((problem) => described(problem)).join('\n'));
    this.name = 'DatasetRefused';
  }
}

/** Loads the demonstration dataset once, and again when its files change; tells when it can be read. */
export class Dataset {
  private state: 'pending' | 'loading' | 'projecting' | 'ready' | 'refused' = 'pending';

  constructor(
    private readonly system: System,
    private readonly folder: string,
    /** Where it is remembered which files were loaded. */
    private readonly data: string,
  ) {}

  /** What keeps it from being read, in French; empty when nothing does. */
  reasons(): readonly string[] {
    switch (this.state) {
      case 'ready':
        return [];
      case 'projecting':
        return ['Les modèles de lecture rattrapent le jeu de données.'];
      case 'refused':
        return ['Le jeu de données a été refusé ; voir le journal du serveur.'];
      default:
        return ['Le jeu de données se charge.'];
    }
  }

  /** @throws {DatasetRefused} when the files are not right; nothing of them was recorded */
  async load(onProgress?: (done: number, total: number) => void): Promise<LoadResult | undefined> {
    const paths = (await readdir(this.folder))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => join(this.folder, name));
    const files = await readDataFiles(paths);
    const mark = createHash('sha256')
      .update(JSON.stringify(files.map(({ name, content }) => [name, Buffer.from(content).toString('base64')])))
      .digest('hex');
    const marker = join(this.data, 'dataset.sha256');
    const known = (await readFile(marker, 'utf8').catch(() => '')) === mark;
    let result: LoadResult | undefined;
    if (!known || (await this.system.eventStore.head()) === null) {
      this.state = 'loading';
      result = await this.record(files, onProgress);
      if (result.refused.length > 0) {
        this.state = 'refused';
        throw new DatasetRefused(result);
      }
    }
    this.state = 'projecting';
    const head = await this.system.eventStore.head();
    while (head !== null && !(await waitFor(this.system.readModels, this.system.eventStore, head, 60_000)));
    if (!known) {
      await mkdir(this.data, { recursive: true });
      await writeFile(marker, mark);
    }
    this.state = 'ready';
    return result;
  }

  private async record(files: readonly NamedFile[], onProgress?: (done: number, total: number) => void): Promise<LoadResult> {
    const { eventStore, privacy } = this.system;
    const commands = await openCommands(eventStore, privacy);
    try {
      return await loadFiles(files, { store: eventStore, subjects, execute: (command) => commands.execute(command), onProgress });
    } finally {
      await commands.close();
    }
  }
}
