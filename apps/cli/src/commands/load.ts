import { subjects } from '@app/domain';
import type { Command } from '@app/kernel';
import { openCommands } from '@app/runtime';
import { described, FORMATS, loadFiles, readDataFiles } from '@app/imports';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson, progressBar } from '../output.js';
import { withSystem } from '../with-system.js';
import { historiesAmong, loadOne } from './load-history.js';

interface Options {
  readonly check?: boolean;
  readonly json?: boolean;
  readonly format?: string;
  readonly vintage?: string;
}

/** Checks every file, then records them all; nothing when anything is wrong. */
export async function run(paths: string[], { check, json, format, vintage }: Options): Promise<void> {
  if (format !== undefined && !FORMATS.includes(format)) {
    throw new Exit(EXIT.usage, `--format « ${format} » : format inconnu. → Formats : ${FORMATS.join(', ')}.`);
  }
  const histories = await historiesAmong(paths);
  if (histories.length > 0) {
    if (paths.length > 1) throw new Exit(EXIT.usage, `${histories[0]} : un fichier d’événements se charge seul.`);
    return loadOne(histories[0]!, { check, json });
  }
  const files = await readDataFiles(paths);
  const bar = progressBar(check ? 'Vérification' : 'Chargement  ');
  const result = await withSystem(async ({ eventStore, privacy }) => {
    const commands = await openCommands(eventStore, privacy);
    const execute = (command: Command) => commands.execute(command);
    const onProgress = (done: number, total: number) => bar.update(done, total);
    return loadFiles(files, { store: eventStore, subjects, execute, check, format, vintage, onProgress }).finally(() => {
      bar.stop();
      return commands.close();
    });
  });
  if (json) printJson(result);
  else if (result.refused.length === 0) {
    print(
      `${result.entries} entrées : ${result.recorded} ${check ? 'à enregistrer' : 'enregistrées'}, ${result.repeated} déjà enregistrées, ${result.unchanged} sans changement.`,
    );
  }
  if (!json) for (const remark of result.remarks) process.stderr.write(`${described(remark)}\n`);
  if (result.refused.length === 0) return;
  if (!json) for (const problem of result.refused) process.stderr.write(`${described(problem)}\n`);
  process.stderr.write(result.interrupted ? 'Interrompu : rechargez les mêmes fichiers.\n' : 'Rien n’a été écrit.\n');
  process.exit(result.interrupted ? EXIT.refused : EXIT.usage);
}
