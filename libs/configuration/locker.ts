import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the documents behind the facts are kept. */
export interface LockerConfiguration {
  readonly store:
    { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };
  /** The most bytes that one document may have. */
  readonly mostBytes: number;
}

const MEBIBYTE = 1_048_576;
const MOST_MEBIBYTES = 25;

/**
 * A folder beside the embedded database, unless told otherwise. With a database of one's own there is none until it is named: programs that run
 * apart, or in containers, would each keep their own, and lose it.
 */
export function readLocker(
  given: (name: string) => string | undefined,
  wrong: (variable: string, message: string, value?: string) => void,
  data: string,
): LockerConfiguration | undefined {
  const most = Number(given('LOCKER_MAX_MIB') ?? MOST_MEBIBYTES);
  if (!Number.isInteger(most) || most < 1 || most > 200)
    wrong('LOCKER_MAX_MIB', 'un nombre entier de mébioctets, de 1 à 200, est attendu (25 par défaut).', given('LOCKER_MAX_MIB'));
  const mostBytes = most * MEBIBYTE;
  const url = given('LOCKER_URL');
  if (url === undefined) {
    const folder = join(isAbsolute(data) ? data : resolve(data), 'locker');
    return given('DATABASE_URL') === undefined ? { store: { kind: 'folder', folder }, mostBytes } : undefined;
  }
  const store = storeAt(url);
  if (store) return { store, mostBytes };
  wrong(
    'LOCKER_URL',
    's3://compartiment/préfixe ou file:///dossier est attendu, sans compte ni mot de passe : ils se donnent par AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY, le serveur par AWS_ENDPOINT_URL.',
  );
  return undefined;
}

function storeAt(text: string): LockerConfiguration['store'] | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) return undefined;
  if (url.protocol === 'file:') return url.host === '' ? { kind: 'folder', folder: fileURLToPath(url) } : undefined;
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  const isS3 = url.protocol === 's3:' && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.host) && /^[\w./-]*$/.test(prefix);
  return isS3 && !/(^|\/)\.\.?(\/|$)/.test(prefix) ? { kind: 's3', bucket: url.host, prefix } : undefined;
}
