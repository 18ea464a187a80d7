import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { subjects } from '@app/domain';
import { loadFiles, readDataFiles } from '@app/imports';
import { TestApi } from './api.js';

const root = join(import.meta.dirname, '../..');

/** The product as a visitor finds it: the built page, the real API, the Artois dataset in a real PostgreSQL. */
export async function demonstration(): Promise<TestApi> {
  await promisify(execFile)(process.execPath, [join(root, 'infra/build.mjs')]);
  const api = await TestApi.start({ webRoot: join(root, 'dist/web') });
  const folder = join(root, 'data/artois');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const result = await loadFiles(await readDataFiles(names.map((name) => join(folder, name))), { store: api.eventStore, subjects });
  if (result.refused.length > 0) throw new Error(`the dataset is refused: ${JSON.stringify(result.refused)}`);
  await api.settled();
  return api;
}
