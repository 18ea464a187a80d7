import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the keys of personal data are, and the file of the master key that wraps them. */
export interface PersonKeysConfiguration {
  readonly folder: string;
  /** 32 random bytes in hexadecimal; absent: made at the first start beside the embedded database. */
  readonly masterFile?: string;
}

/**
 * A folder beside the embedded database, unless told otherwise. With a database of one's own there is none until it is named: programs that run apart
 * would each make keys that the others do not have.
 */
export function readPersonKeys(
  given: (name: string) => string | undefined,
  wrong: (variable: string, message: string, value?: string) => void,
  data: string,
): PersonKeysConfiguration | undefined {
  const url = given('PERSON_KEYS_URL');
  const master = given('PERSON_KEYS_MASTER');
  const masterFile = master === undefined || isAbsolute(master) ? master : resolve(master);
  const isOwn = given('DATABASE_URL') !== undefined;
  if (url === undefined) {
    if (isOwn && master !== undefined)
      wrong('PERSON_KEYS_URL', 'avec PERSON_KEYS_MASTER, le dossier des clés est attendu aussi : file:///srv/cles.');
    return isOwn ? undefined : { folder: join(isAbsolute(data) ? data : resolve(data), 'person-keys'), masterFile };
  }
  const folder = folderAt(url);
  if (folder === undefined)
    wrong('PERSON_KEYS_URL', 'file:///dossier est attendu : un dossier que tous les programmes partagent, hors des bases.', url);
  if (isOwn && master === undefined)
    wrong(
      'PERSON_KEYS_MASTER',
      'avec DATABASE_URL, le fichier de la clé maîtresse est attendu : openssl rand -hex 32 > cle ; chmod 600 cle.',
    );
  return folder === undefined ? undefined : { folder, masterFile };
}

function folderAt(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'file:' && url.host === '' && !url.search && !url.hash ? fileURLToPath(url) : undefined;
}
