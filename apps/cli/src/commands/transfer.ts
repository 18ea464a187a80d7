import { exportEvents, importEvents } from '@app/event-store';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { EXIT, Exit } from '../exit-codes.js';
import { linesOf } from '../lines.js';
import { print, printJson, progressBar } from '../output.js';
import { noteHere } from '../trailed.js';
import { withSystem } from '../with-system.js';

/** Writes every event in order; the file appears whole or not at all. */
export async function exportTo(path: string, { json }: { json?: boolean } = {}): Promise<void> {
  const bar = progressBar('Export');
  const count = await withSystem(async (system) => {
    const { eventStore } = system;
    await noteHere(system, { action: 'export', route: 'palimpseste export', format: 'application/jsonl' });
    if (path === '-') return exportEvents(eventStore, process.stdout);
    const part = `${path}.part`;
    const file = createWriteStream(part, { flags: 'w', mode: 0o600 });
    const written = await exportEvents(eventStore, file, (done, total) => bar.update(done, total));
    file.end();
    await finished(file);
    await rename(part, path);
    return written;
  }).finally(() => bar.stop());
  if (path === '-') return;
  if (json) printJson({ events: count, file: path });
  else print(`${count} événements écrits dans ${path}.`);
}

/** Puts an exported file back into an empty store, checked to its last line before anything is written. */
export async function importFrom(path: string, { json }: { json?: boolean } = {}): Promise<void> {
  const bar = progressBar('Import');
  const count = await withSystem(({ eventStore }) =>
    importEvents(
      eventStore,
      () => linesOf(path),
      (done, total) => bar.update(done, total),
    ),
  )
    .catch((error: unknown) => {
      if ((error as Error).name === 'ExportRefused') throw new Exit(EXIT.usage, (error as Error).message);
      throw error;
    })
    .finally(() => bar.stop());
  if (json) printJson({ events: count });
  else print(`${count} événements remis.`);
}
