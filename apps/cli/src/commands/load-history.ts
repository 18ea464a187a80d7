import { subjects } from '@app/domain';
import { EXPORT_FORMAT } from '@app/event-store';
import { loadHistory } from '@app/imports';
import { stat } from 'node:fs/promises';
import { EXIT, Exit } from '../exit-codes.js';
import { beginningOf, linesOf } from '../lines.js';
import { print, printJson, progressBar } from '../output.js';
import { withSystem } from '../with-system.js';

/** Which of the paths are files of events, exported or generated, compressed or not. */
export async function historiesAmong(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) if (!(await stat(path)).isDirectory() && isHistory(await beginningOf(path))) found.push(path);
  return found;
}

const isHistory = (line: string): boolean => new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${EXPORT_FORMAT}"`).test(line);

/** Records a file of events in batches, after what an earlier load recorded of it. */
export async function loadOne(path: string, { check, json }: { readonly check?: boolean; readonly json?: boolean }): Promise<void> {
  const { size } = await stat(path);
  const checking = progressBar('Vérification');
  const recording = progressBar('Chargement  ');
  let read = 0;
  const { events, recorded, repeated } = await withSystem(({ eventStore }) =>
    loadHistory(() => linesOf(path, (bytes) => (read = bytes)), {
      store: eventStore,
      subjects,
      check,
      onProgress(done, total) {
        if (total === undefined) return checking.update(read, size);
        checking.stop();
        recording.update(done, total);
      },
    }),
  )
    .catch((error: unknown) => {
      const { name, message } = error as Error;
      if (name === 'ExportRefused' || name === 'HistoryRefused') throw new Exit(EXIT.usage, `${path}, ${message}`);
      throw error;
    })
    .finally(() => {
      checking.stop();
      recording.stop();
    });
  if (json) printJson({ events, recorded, repeated });
  else if (check) print(`${events} événements vérifiés, rien d’écrit.`);
  else print(`${events} événements : ${recorded} enregistrés, ${repeated} déjà enregistrés.`);
}
