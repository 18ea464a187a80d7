import { ConfigurationError, type Configuration } from '@app/configuration';
import type { EventStore } from '@app/event-store';
import { AnotherMasterKey, FolderPersonKeys, KEY_BYTES, MasterKey, Privacy } from '@app/privacy';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeSecretFile, readSecretFile } from './secret-file.js';

const MASTER = 'PERSON_KEYS_MASTER';
const MAKE = `openssl rand -hex ${KEY_BYTES} -out`;

/**
 * What seals, opens and erases personal data.
 * @returns undefined where there are no keys: then none is recorded
 * @throws {ConfigurationError} when the master key cannot be used; the message never repeats it
 */
export async function openPrivacy({ personKeys, data }: Configuration, store: EventStore): Promise<Privacy | undefined> {
  if (!personKeys) return undefined;
  const file = personKeys.masterFile ?? join(data, 'secrets', 'person-keys-master');
  if (personKeys.masterFile === undefined) await makeSecretFile(file, randomBytes(KEY_BYTES).toString('hex'));
  const text = (await readSecretFile(MASTER, file, MAKE)).trim();
  if (!/^(?:[0-9a-f]{2}){32,}$/i.test(text)) throw wrong(`${file} ne tient pas ${KEY_BYTES} octets en hexadécimal : ${MAKE} ${file}`);
  try {
    return new Privacy(await FolderPersonKeys.open(personKeys.folder, new MasterKey(Buffer.from(text, 'hex'))), store);
  } catch (error) {
    if (error instanceof AnotherMasterKey)
      throw wrong(`les clés de ${error.place} furent faites sous une autre clé maîtresse que celle de ${file} : rendez-lui la sienne.`);
    throw error;
  }
}

const wrong = (message: string) => new ConfigurationError([{ variable: MASTER, message }]);
