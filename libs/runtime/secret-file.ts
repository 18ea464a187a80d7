import { ConfigurationError } from '@app/configuration';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a secret that a first start makes; one that is there stays. */
export async function makeSecretFile(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  // The folder above is not ours alone: under root, PostgreSQL runs as another account and lies beside this.
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, text, { mode: 0o600, flag: 'wx' }).catch((error: { code?: string }) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/**
 * Reads a secret that nobody else may read.
 * @param make the command that makes one, before the file's name
 * @throws {ConfigurationError} in the name of the variable; the message never repeats what the file holds
 */
export async function readSecretFile(variable: string, file: string, make: string): Promise<string> {
  const wrong = (message: string) => new ConfigurationError([{ variable, message }]);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw wrong(`le fichier ${file} n’existe pas ou ne se lit pas : ${make} ${file}`);
  // A group may read it where an orchestrator hands it over so; nobody else, and nobody writes.
  if (process.platform !== 'win32' && (found.mode & 0o037) !== 0)
    throw wrong(`d’autres que ce compte peuvent lire ou changer ${file} : chmod 600 ${file}`);
  return readFile(file, 'utf8').catch(() => {
    throw wrong(`ce compte ne peut pas lire ${file}.`);
  });
}
